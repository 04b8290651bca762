package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.CpuState.BufferedStore;
import dev.kaboom.interleave.replay.Interruption.Bound;
import dev.kaboom.interleave.replay.Interruption.Failure;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Violation;

/** How one CPU reads and writes memory. */
record MemoryAccess(Rules rules, World world, CpuState cpu, StepLog log) {
  /**
   * The cell that an access names.
   *
   * @throws Failure if there is none, or if it has another size
   */
  int cell(long address, int bytes, Position at) {
    Memory memory = rules.program().memory();
    int cell = memory.locationAt(address);
    if (cell < 0) {
      throw badAccess(memory.describeBadAccess(address), at);
    }
    Location location = memory.locations().get(cell);
    if (location.type().bytes() != bytes) {
      String sizes = "access of " + bytes + " bytes to " + location.name();
      throw badAccess(sizes + ", which has " + location.type().bytes(), at);
    }
    return cell;
  }

  /** The cell that a lock operation names; locks have the size that their cell has. */
  int lockCell(long address, Position at) {
    Memory memory = rules.program().memory();
    int cell = memory.locationAt(address);
    return cell(address, cell < 0 ? 1 : memory.locations().get(cell).type().bytes(), at);
  }

  /** What a load sees. */
  long read(int cell) {
    long value = peek(cell);
    log.effect(cell, Effect.Kind.READ, value);
    return value;
  }

  /** The same without being a read of the program's. */
  long peek(int cell) {
    long value = world.memory.get(cell);
    for (BufferedStore store : cpu.buffer) {
      value = store.cell() == cell ? store.value() : value;
    }
    return value;
  }

  /** What a store does: under {@code tso} it waits in the buffer. */
  void write(int cell, long value) {
    if (!rules.buffered()) {
      writeToMemory(cell, value);
      return;
    }
    if (cpu.buffer.size() >= rules.options().bufferMax()) {
      throw new Bound("the store buffer is full");
    }
    long kept = wrap(cell, value);
    cpu.buffer.add(new BufferedStore(cell, kept));
    log.effect(cell, Effect.Kind.BUFFER, kept);
  }

  /** What the write of an indivisible step does. */
  void writeToMemory(int cell, long value) {
    long kept = wrap(cell, value);
    world.memory.set(cell, kept);
    log.effect(cell, Effect.Kind.WRITE, kept);
  }

  /** The oldest entry of the buffer reaches memory. */
  BufferedStore flush() {
    BufferedStore store = cpu.buffer.remove(0);
    writeToMemory(store.cell(), store.value());
    return store;
  }

  /** All of the buffer reaches memory. */
  void drain() {
    while (!cpu.buffer.isEmpty()) {
      flush();
    }
  }

  /** The value as the cell keeps it. */
  long wrap(int cell, long value) {
    return rules.program().memory().locations().get(cell).type().wrap(value);
  }

  static Failure badAccess(String name, Position at) {
    return new Failure(new Violation(Violation.Kind.BAD_ACCESS, name, at));
  }
}
