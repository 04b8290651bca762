package dev.kaboom.interleave;

import java.util.Arrays;

/**
 * Runs code that nothing interrupts: INIT, which writes memory, and predicates, which only read it.
 * Registers live in a file of their own.
 */
final class LocalRun {
  private final CompiledProgram code;
  private final int[] file;
  private final Evaluator evaluator;
  private final CellResolver cells;
  private final Bounds bounds;
  private final LoopWatch loops = new LoopWatch();

  /** The cells that the last run has read. */
  final AccessLog reads = new AccessLog();

  LocalRun(CompiledProgram code, Evaluator evaluator, CellResolver cells, Bounds bounds) {
    this.code = code;
    this.file = new int[code.localRegisters];
    this.evaluator = evaluator;
    this.cells = cells;
    this.bounds = bounds;
  }

  /** Runs from {@code entry} to the end on the memory part of {@code row}. */
  int run(int entry, int[] row) {
    boolean writes = entry == code.initEntry;
    Arrays.fill(file, 0);
    loops.start();
    reads.clear();
    int pc = entry;
    for (int steps = 0; steps <= Bounds.LOCAL_STEPS; steps++) {
      if (code.op[pc] == Op.END) {
        return Outcome.GONE;
      }
      int next = Op.access(code.op[pc]) ? access(pc, row) : local(pc);
      if (next < 0) {
        return next;
      }
      if (next <= pc && !writes && loops.repeats(next, file)) {
        return Faults.outcome(pc, Faults.ENDLESS);
      }
      pc = next;
    }
    return bounds.hit(BoundHit.Bound.LOCAL_STEPS, pc);
  }

  /** Notes that the value table was full in code that begins at {@code entry}. */
  int full(int entry) {
    return bounds.hit(BoundHit.Bound.VALUES, entry);
  }

  /** The value of register 0 at the end of the last run. */
  long result() {
    return evaluator.values.decode(file[0]);
  }

  private int local(int pc) {
    if (code.op[pc] == Op.JUMP) {
      return code.otherwise[pc];
    }
    if (code.op[pc] == Op.ASSIGN) {
      file[code.target[pc]] = evaluator.values.encode(evaluator.evaluate(code.value[pc], file));
      return evaluator.clearFault() ? Faults.outcome(pc, Faults.DIVISION) : pc + 1;
    }
    if (code.condition[pc] == ExpressionPool.NONE) {
      return pc + 1;
    }
    boolean holds = evaluator.evaluate(code.condition[pc], file) != 0;
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    if (holds) {
      return pc + 1;
    }
    return switch (code.op[pc]) {
      case Op.BRANCH -> code.otherwise[pc];
      case Op.CHECK -> Faults.outcome(pc, Faults.CHECK);
      default -> Outcome.DISCARDED;
    };
  }

  private int access(int pc, int[] row) {
    int cell = cells.resolve(pc, file);
    if (cell < 0) {
      return cell;
    }
    reads.add(cell, AccessLog.READ);
    long old = evaluator.values.decode(row[cell]);
    if (code.target[pc] >= 0) {
      file[code.target[pc]] = evaluator.values.encode(read(pc, old));
    }
    if (code.op[pc] == Op.STORE || code.op[pc] == Op.RMW) {
      return write(pc, cell, row);
    }
    if (code.op[pc] == Op.LOCK || code.op[pc] == Op.TRY_LOCK) {
      row[cell] = 1;
    } else if (code.op[pc] == Op.UNLOCK) {
      row[cell] = 0;
    }
    return pc + 1;
  }

  private long read(int pc, long old) {
    return switch (code.op[pc]) {
      case Op.TRY_LOCK -> old == 0 ? 1 : 0;
      case Op.IS_LOCKED -> old == 0 ? 0 : 1;
      default -> Types.wrap(code.type[pc], old);
    };
  }

  private int write(int pc, int cell, int[] row) {
    int condition = code.condition[pc];
    boolean writes = condition == ExpressionPool.NONE || evaluator.evaluate(condition, file) != 0;
    long value = writes ? evaluator.evaluate(code.value[pc], file) : 0;
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    if (writes) {
      row[cell] = evaluator.values.encode(Types.wrap(code.layout.cellType[cell], value));
    }
    return pc + 1;
  }
}
