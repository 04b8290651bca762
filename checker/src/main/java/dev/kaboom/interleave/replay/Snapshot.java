package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Position;

/**
 * A state of the stepper as reports show it.
 *
 * @param memory the cells' values by index; what is in store buffers is not included
 * @param cpus by number
 */
public record Snapshot(ImmutableList<Long> memory, ImmutableList<Cpu> cpus) {
  /**
   * One CPU.
   *
   * @param masked whether maskable interrupts are masked
   * @param halted whether it has stopped for good
   * @param buffer stores that have not reached memory, oldest first
   * @param held accesses that the compiler has put off, those of the interrupted code first, oldest
   *     first
   */
  public record Cpu(
      boolean masked,
      boolean halted,
      ImmutableList<Buffered> buffer,
      ImmutableList<Position> held) {}

  /**
   * A store that waits in a store buffer.
   *
   * @param location index of the cell
   */
  public record Buffered(int location, long value) {}

  /** The same with other memory. */
  public Snapshot withMemory(ImmutableList<Long> newMemory) {
    return new Snapshot(newMemory, cpus);
  }

  static Snapshot of(World world) {
    ImmutableList<Cpu> cpus =
        world.cpus.stream().map(cpu -> cpu(world, cpu)).collect(ImmutableList.toImmutableList());
    return new Snapshot(ImmutableList.copyOf(world.memory), cpus);
  }

  private static Cpu cpu(World world, CpuState cpu) {
    ImmutableList<Buffered> buffer =
        cpu.buffer.stream()
            .map(store -> new Buffered(store.cell(), store.value()))
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Position> held =
        cpu.stack.stream()
            .flatMap(context -> world.contexts.get(context).window.stream())
            .filter(entry -> entry.kind.access() && !entry.performed)
            .map(entry -> entry.instruction.at())
            .collect(ImmutableList.toImmutableList());
    return new Cpu(cpu.masked, cpu.halted, buffer, held);
  }
}
