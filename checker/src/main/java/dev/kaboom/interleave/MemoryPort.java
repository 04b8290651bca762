package dev.kaboom.interleave;

import dev.kaboom.interleave.BoundHit.Bound;
import dev.kaboom.program.Machine;

/**
 * Memory as the CPUs reach it: directly under {@code sc}, through a FIFO store buffer for each CPU
 * under {@code tso} (Owens, Sarkar, Sewell: A better x86 memory model: x86-TSO, 2009).
 *
 * <p>Where executions are counted, the port also keeps the ghosts: which write each read read from,
 * and the place of each write in its cell's coherence order.
 */
final class MemoryPort {
  private final CompiledProgram code;
  private final StateLayout layout;
  private final Scratch scratch;
  private final int[] row;
  private final Bounds bounds;
  private final boolean buffered;
  private final boolean ghosts;

  MemoryPort(CompiledProgram code, Scratch scratch, Bounds bounds) {
    this.code = code;
    this.layout = code.layout;
    this.scratch = scratch;
    this.row = scratch.row;
    this.bounds = bounds;
    this.buffered = code.machine == Machine.TSO;
    this.ghosts = layout.ghosts >= 0;
  }

  /** Whether stores go through a buffer. */
  boolean buffers() {
    return buffered;
  }

  /** The code of the value that {@code cpu} sees in {@code cell}. */
  int read(int cpu, int cell, int pc) {
    scratch.log.add(cell, AccessLog.READ);
    int entry = buffered ? youngest(cpu, cell) : -1;
    if (ghosts) {
      int writer = entry >= 0 ? row[entry + 2] : row[layout.lastWriter[cell]];
      row[layout.ghosts + 2 * pc] = writer + 1;
    }
    return entry >= 0 ? row[entry + 1] : row[cell];
  }

  /** The slot of the youngest buffered store to {@code cell}, or -1. */
  private int youngest(int cpu, int cell) {
    int base = layout.buffer[cpu];
    if (base < 0) {
      return -1;
    }
    for (int i = row[base] - 1; i >= 0; i--) {
      int entry = base + 1 + i * layout.bufferStride;
      if (row[entry] == cell) {
        return entry;
      }
    }
    return -1;
  }

  /** Whether {@code cpu} has no store in its buffer. */
  boolean bufferEmpty(int cpu) {
    return buffered(row, cpu) == 0;
  }

  /** How many stores are in a CPU's buffer in {@code state}. */
  int buffered(int[] state, int cpu) {
    int base = layout.buffer[cpu];
    return base < 0 ? 0 : state[base];
  }

  /** A store: to memory, or to the buffer if there is one. {@code BOUNDED} if that is full. */
  int store(int cpu, int cell, int value, int pc) {
    if (!buffered) {
      write(cell, value, pc);
      return Outcome.GONE;
    }
    int base = layout.buffer[cpu];
    int count = row[base];
    if (count == layout.bufferCapacity[cpu]) {
      return bounds.hit(Bound.STORE_BUFFER, pc);
    }
    int entry = base + 1 + count * layout.bufferStride;
    row[entry] = cell;
    row[entry + 1] = value;
    if (ghosts) {
      row[entry + 2] = pc;
    }
    row[base] = count + 1;
    scratch.log.add(cell, AccessLog.BUFFER);
    return Outcome.GONE;
  }

  /** A write that reaches memory at once. */
  void write(int cell, int value, int pc) {
    scratch.log.add(cell, AccessLog.WRITE);
    row[cell] = value;
    if (ghosts) {
      row[layout.lastWriter[cell]] = pc;
      row[layout.ghosts + 2 * pc + 1] = ++row[layout.writeCount[cell]];
    }
  }

  /** The oldest buffered store reaches memory. */
  void flush(int cpu) {
    int base = layout.buffer[cpu];
    int stride = layout.bufferStride;
    int end = base + 1 + row[base] * stride;
    write(row[base + 1], row[base + 2], ghosts ? row[base + 3] : 0);
    System.arraycopy(row, base + 1 + stride, row, base + 1, end - base - 1 - stride);
    for (int slot = end - stride; slot < end; slot++) {
      row[slot] = 0;
    }
    row[base]--;
    if (layout.sectionStores[cpu] >= 0) {
      countDown(layout.sectionStores[cpu]);
      for (int[] waits : layout.graceStores) {
        countDown(waits[cpu]);
      }
    }
  }

  private void countDown(int slot) {
    if (slot >= 0 && row[slot] > 0) {
      row[slot]--;
    }
  }

  /** All buffered stores reach memory. */
  void drain(int cpu) {
    while (!bufferEmpty(cpu)) {
      flush(cpu);
    }
  }

  /** Wraps a value to the type of a cell. */
  long fit(int cell, long value) {
    return Types.wrap(layout.cellType[cell], value);
  }

  /** The code of a value read from {@code cell} by an access of type {@code type}. */
  int convert(int value, int cell, int pc, ValueTable values) {
    int type = code.type[pc];
    if (type == 0 || type == layout.cellType[cell]) {
      return value;
    }
    return values.encode(Types.wrap(type, values.decode(value)));
  }
}
