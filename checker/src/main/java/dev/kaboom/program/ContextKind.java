package dev.kaboom.program;

/** What makes a context run, and what can interrupt it. */
public enum ContextKind {
  /** Process context: runs from the start; one at most for each CPU. */
  PROCESS,
  /** A maskable interrupt that may or may not come, {@code budget} times at most. */
  IRQ,
  /** A non-maskable interrupt that may or may not come, {@code budget} times at most. */
  NMI,
  /** The handler of a request sent by {@code smp_call_function_single()}; masked like an IRQ. */
  IPI,
  /** The handler of a request sent by {@code send_nmi()}. */
  SENT_NMI;

  /** Whether masking interrupts keeps it out. */
  public boolean maskable() {
    return this == IRQ || this == IPI;
  }

  /** Whether it is a non-maskable interrupt: one at a time on each CPU. */
  public boolean nmi() {
    return this == NMI || this == SENT_NMI;
  }
}
