package dev.kaboom.interleave;

import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import java.util.Arrays;

/**
 * What may still happen from each instruction on, the instruction included: cells read, cells
 * written, and handlers that requests may start, whose own accesses are included in turn. The
 * backward closure of {@link AccessSets} over control flow and requests.
 */
final class FutureAccesses {
  private final CompiledProgram code;
  private final AccessSets sets;
  private final int words;
  private final int width;
  private final int contexts;
  private long[] bits = new long[0];

  FutureAccesses(CompiledProgram code, AccessSets sets) {
    this.code = code;
    this.sets = sets;
    contexts = code.program.contexts().size();
    words = sets.words();
    width = 2 * words + (contexts + 63) / 64;
    compute();
  }

  /** Whether {@code cell} may be written from {@code pc} on. */
  boolean writes(int pc, int cell) {
    return (bits[pc * width + words + (cell >> 6)] & 1L << cell) != 0;
  }

  /** Whether {@code cell} may be read or written from {@code pc} on. */
  boolean touches(int pc, int cell) {
    int at = pc * width + (cell >> 6);
    return ((bits[at] | bits[at + words]) & 1L << cell) != 0;
  }

  /** Words of 64 cells in a set. */
  int words() {
    return words;
  }

  /** One word of the set of cells that may be written from {@code pc} on. */
  long written(int pc, int word) {
    return bits[pc * width + words + word];
  }

  /** One word of the set of cells that may be read or written from {@code pc} on. */
  long touched(int pc, int word) {
    int at = pc * width + word;
    return bits[at] | bits[at + words];
  }

  /** Whether a request from {@code pc} on may start handler {@code context}. */
  boolean starts(int pc, int context) {
    return (bits[pc * width + 2 * words + (context >> 6)] & 1L << context) != 0;
  }

  /** Whether the access at {@code pc} itself may go to {@code cell}. */
  boolean mayAccess(int pc, int cell) {
    return code.cell[pc] == cell || (code.cell[pc] < 0 && sets.contains(pc, cell));
  }

  /** Computes everything anew from the access sets. */
  void compute() {
    long[] next = new long[code.size() * width];
    for (int pc = 1; pc < code.initEntry; pc++) {
      own(next, pc);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int pc = code.initEntry - 1; pc > 0; pc--) {
        changed |= close(next, pc);
      }
    }
    bits = next;
  }

  private void own(long[] next, int pc) {
    int op = code.op[pc];
    int at = pc * width;
    if (Op.access(op)) {
      if (Op.reads(op)) {
        addCells(next, at, pc);
      }
      if (Op.writes(op)) {
        addCells(next, at + words, pc);
      }
    } else if (op == Op.SEND) {
      Instruction.Send send = (Instruction.Send) code.source[pc];
      for (Context context : code.program.contexts()) {
        if (context.kind() == send.kind() && context.routine() == send.routine()) {
          next[at + 2 * words + (context.index() >> 6)] |= 1L << context.index();
        }
      }
    }
  }

  private void addCells(long[] next, int at, int pc) {
    int cell = code.cell[pc];
    if (cell >= 0) {
      next[at + (cell >> 6)] |= 1L << cell;
    } else {
      sets.addTo(next, at, pc);
    }
  }

  private boolean close(long[] next, int pc) {
    long[] before = Arrays.copyOfRange(next, pc * width, (pc + 1) * width);
    int op = code.op[pc];
    if (op == Op.JUMP || op == Op.BRANCH) {
      include(next, pc, code.otherwise[pc]);
    }
    if (op != Op.JUMP && op != Op.END && op != Op.HALT) {
      include(next, pc, pc + 1);
    }
    for (int context = 0; context < contexts; context++) {
      if ((next[pc * width + 2 * words + (context >> 6)] & 1L << context) != 0) {
        include(next, pc, code.entry[context]);
      }
    }
    return !Arrays.equals(before, 0, width, next, pc * width, (pc + 1) * width);
  }

  private void include(long[] next, int pc, int other) {
    for (int word = 0; word < width; word++) {
      next[pc * width + word] |= next[other * width + word];
    }
  }
}
