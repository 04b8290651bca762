package dev.kaboom.program;

/**
 * Something that runs on a CPU: a process or a handler.
 *
 * @param index its place in {@link Program#contexts()}
 * @param name unique; {@code cpu0}, {@code nmi0}, {@code irq1}, {@code irq1.2} for a second IRQ
 *     block of CPU 1, {@code ipi0.flush} for routine {@code flush} on CPU 0. Schedules use it
 * @param title as the source and reports say it: {@code CPU(0)}, {@code P0}, {@code NMI(0)}
 * @param cpu 0-based
 * @param budget how often an IRQ or NMI may come; 0 for the other kinds
 * @param routine for IPI and SENT_NMI the number that {@link Instruction.Send} names, else -1
 * @param code what it runs, from index 0 at each entry; an IPI's argument is in register 0
 */
public record Context(
    int index,
    String name,
    String title,
    ContextKind kind,
    int cpu,
    int budget,
    int routine,
    Code code) {
  /** The same context with other code. */
  public Context withCode(Code other) {
    return new Context(index, name, title, kind, cpu, budget, routine, other);
  }
}
