package dev.kaboom.interleave;

/**
 * Executes compiled instructions on the row of a {@link Scratch}: the hot loop of every search.
 *
 * <p>How a step runs. The machine copies the source state into the scratch row, calls {@link
 * #execute} for the one visible instruction and {@link #run} for the silent ones after it, and
 * passes the row on. Nothing is allocated on the way: instructions are columns of ints, registers
 * are slots of the row itself, an expression is an int that is nearly always a constant or a
 * register, and what happened comes back as an int ({@link Outcome}). Copying a row of some hundred
 * ints costs less than one cache miss in the state store; undoing changes instead of copying was
 * not worth its bookkeeping.
 *
 * <p>Two things keep the number of states down. A context always stands before a visible
 * instruction, so local computation makes no states of its own. And where it comes to stand,
 * registers that are not live are cleared, so that states which differ only in the past are one.
 *
 * <p>A value moves between memory and registers as its code; only arithmetic decodes it. A load or
 * a store of a register whose type is the cell's copies one int.
 */
final class Interpreter {
  private final CompiledProgram code;
  private final StateLayout layout;
  private final Scratch scratch;
  private final int[] row;
  private final Evaluator evaluator;
  private final CellResolver cells;
  private final MemoryPort port;
  private final Handlers handlers;
  private final Requests requests;
  private final LoopWatch loops;
  private final Rcu rcu;
  private final Bounds bounds;

  /** Within an indivisible step, whose stores go to memory directly. */
  private boolean indivisible;

  Interpreter(
      CompiledProgram code,
      Scratch scratch,
      Evaluator evaluator,
      CellResolver cells,
      MemoryPort port,
      Handlers handlers,
      Requests requests,
      LoopWatch loops,
      Bounds bounds) {
    this.code = code;
    this.layout = code.layout;
    this.scratch = scratch;
    this.row = scratch.row;
    this.evaluator = evaluator;
    this.cells = cells;
    this.port = port;
    this.handlers = handlers;
    this.requests = requests;
    this.loops = loops;
    this.rcu = new Rcu(code, scratch);
    this.bounds = bounds;
  }

  /** Executes the visible instruction at {@code pc}, any but NONDET. */
  int execute(int context, int cpu, int pc) {
    return switch (code.op[pc]) {
      case Op.LOAD, Op.IS_LOCKED -> load(cpu, pc);
      case Op.STORE -> store(cpu, pc);
      case Op.RMW, Op.LOCK, Op.TRY_LOCK -> lockedAccess(cpu, pc);
      case Op.UNLOCK -> unlock(cpu, pc);
      case Op.FENCE_MB -> port.bufferEmpty(cpu) ? pc + 1 : Outcome.BLOCKED;
      case Op.RCU_READ_LOCK -> {
        rcu.readLock(context);
        yield pc + 1;
      }
      case Op.RCU_READ_UNLOCK -> {
        rcu.readUnlock(context);
        yield pc + 1;
      }
      case Op.RCU_SYNCHRONIZE ->
          port.bufferEmpty(cpu) ? rcu.synchronize(context, pc) : Outcome.BLOCKED;
      case Op.IRQ_DISABLE, Op.IRQ_ENABLE, Op.IRQ_SAVE, Op.IRQ_RESTORE -> mask(cpu, pc);
      case Op.SEND -> port.bufferEmpty(cpu) ? requests.send(context, pc) : Outcome.BLOCKED;
      case Op.AWAIT_SENT -> requests.idle(context) ? pc + 1 : Outcome.BLOCKED;
      case Op.ATOMIC_BEGIN -> atomic(context, cpu, pc);
      case Op.HALT -> handlers.halt(cpu);
      default -> Outcome.BLOCKED;
    };
  }

  private int load(int cpu, int pc) {
    int cell = cells.resolve(pc, row);
    if (cell < 0) {
      return cell;
    }
    int value = port.read(cpu, cell, pc);
    int target = code.target[pc];
    if (target >= 0) {
      row[target] =
          code.op[pc] == Op.IS_LOCKED
              ? (value == 0 ? 0 : 1)
              : port.convert(value, cell, pc, evaluator.values);
    }
    return pc + 1;
  }

  private int store(int cpu, int pc) {
    int cell = cells.resolve(pc, row);
    if (cell < 0) {
      return cell;
    }
    long value = evaluator.evaluate(code.value[pc], row);
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    int fitted = evaluator.values.encode(port.fit(cell, value));
    int outcome = port.store(cpu, cell, fitted, pc);
    return outcome < 0 ? outcome : pc + 1;
  }

  private int lockedAccess(int cpu, int pc) {
    int cell = cells.resolve(pc, row);
    if (cell < 0) {
      return cell;
    }
    if (!port.bufferEmpty(cpu) && (code.marks[pc] & Mark.LOCAL) == 0) {
      return Outcome.BLOCKED;
    }
    return switch (code.op[pc]) {
      case Op.RMW -> modify(cpu, cell, pc, row);
      case Op.LOCK -> lock(cpu, cell, pc);
      default -> tryLock(cpu, cell, pc);
    };
  }

  /** The RMW at {@code pc} on {@code cell}, with operands and old value in {@code file}. */
  int modify(int cpu, int cell, int pc, int[] file) {
    int old = port.convert(port.read(cpu, cell, pc), cell, pc, evaluator.values);
    file[code.target[pc]] = old;
    int condition = code.condition[pc];
    boolean writes = condition == ExpressionPool.NONE || evaluator.evaluate(condition, file) != 0;
    long value = writes ? evaluator.evaluate(code.value[pc], file) : 0;
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    if (!writes) {
      return pc + 1;
    }
    int fitted = evaluator.values.encode(port.fit(cell, value));
    if ((code.marks[pc] & Mark.LOCAL) != 0 && !indivisible) {
      int outcome = port.store(cpu, cell, fitted, pc);
      return outcome < 0 ? outcome : pc + 1;
    }
    port.write(cell, fitted, pc);
    return pc + 1;
  }

  private int lock(int cpu, int cell, int pc) {
    if (port.read(cpu, cell, pc) != 0) {
      return Outcome.BLOCKED;
    }
    port.write(cell, 1, pc);
    return pc + 1;
  }

  private int tryLock(int cpu, int cell, int pc) {
    boolean free = port.read(cpu, cell, pc) == 0;
    if (free) {
      port.write(cell, 1, pc);
    }
    if (code.target[pc] >= 0) {
      row[code.target[pc]] = free ? 1 : 0;
    }
    return pc + 1;
  }

  private int unlock(int cpu, int pc) {
    int cell = cells.resolve(pc, row);
    if (cell < 0) {
      return cell;
    }
    if (port.read(cpu, cell, pc) == 0) {
      return Faults.outcome(pc, Faults.UNLOCK);
    }
    int outcome = port.store(cpu, cell, 0, pc);
    return outcome < 0 ? outcome : pc + 1;
  }

  private int mask(int cpu, int pc) {
    int slot = layout.cpu[cpu];
    int word = row[slot];
    int op = code.op[pc];
    boolean masked = op == Op.IRQ_DISABLE || op == Op.IRQ_SAVE;
    if (op == Op.IRQ_SAVE && code.target[pc] >= 0) {
      row[code.target[pc]] = Handlers.masked(word) ? 0 : 1;
    }
    if (op == Op.IRQ_RESTORE) {
      masked = evaluator.evaluate(code.value[pc], row) == 0;
      if (evaluator.clearFault()) {
        return Faults.outcome(pc, Faults.DIVISION);
      }
    }
    row[slot] = (word & ~2) | (masked ? 2 : 0);
    return pc + 1;
  }

  private int atomic(int context, int cpu, int begin) {
    indivisible = true;
    try {
      return block(context, cpu, begin);
    } finally {
      indivisible = false;
    }
  }

  /** The indivisible step that begins at {@code begin}. */
  private int block(int context, int cpu, int begin) {
    if ((code.marks[begin] & Mark.NEEDS_EMPTY_BUFFER) != 0 && !port.bufferEmpty(cpu)) {
      return Outcome.BLOCKED;
    }
    loops.start();
    int depth = 1;
    int pc = begin + 1;
    for (int steps = 0; steps < Bounds.LOCAL_STEPS; steps++) {
      int next;
      switch (code.op[pc]) {
        case Op.ATOMIC_BEGIN -> {
          depth++;
          next = pc + 1;
        }
        case Op.ATOMIC_END -> {
          depth--;
          next = pc + 1;
        }
        case Op.STORE -> next = atomicStore(pc);
        case Op.UNLOCK -> next = atomicUnlock(cpu, pc);
        case Op.REQUIRE -> next = require(pc);
        case Op.FENCE_MB -> next = pc + 1;
        default -> next = Op.silent(code.op[pc]) ? silent(pc) : execute(context, cpu, pc);
      }
      if (next <= 0) {
        return next;
      }
      if (depth == 0) {
        return next;
      }
      if (next <= pc && loops.repeats(next, row)) {
        return Faults.outcome(pc, Faults.ENDLESS);
      }
      pc = next;
    }
    return bounds.hit(BoundHit.Bound.LOCAL_STEPS, pc);
  }

  private int require(int pc) {
    boolean holds = evaluator.evaluate(code.condition[pc], row) != 0;
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    return holds ? pc + 1 : Outcome.BLOCKED;
  }

  private int atomicStore(int pc) {
    int cell = cells.resolve(pc, row);
    if (cell < 0) {
      return cell;
    }
    long value = evaluator.evaluate(code.value[pc], row);
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    port.write(cell, evaluator.values.encode(port.fit(cell, value)), pc);
    return pc + 1;
  }

  private int atomicUnlock(int cpu, int pc) {
    int cell = cells.resolve(pc, row);
    if (cell < 0) {
      return cell;
    }
    if (port.read(cpu, cell, pc) == 0) {
      return Faults.outcome(pc, Faults.UNLOCK);
    }
    port.write(cell, 0, pc);
    return pc + 1;
  }

  /** Executes one silent instruction. */
  int silent(int pc) {
    return switch (code.op[pc]) {
      case Op.ASSIGN -> {
        long value = evaluator.evaluate(code.value[pc], row);
        row[code.target[pc]] = evaluator.values.encode(value);
        yield evaluator.clearFault() ? Faults.outcome(pc, Faults.DIVISION) : pc + 1;
      }
      case Op.JUMP -> go(pc, code.otherwise[pc]);
      case Op.BRANCH, Op.CHECK, Op.ASSUME -> decide(pc, row);
      default -> pc + 1;
    };
  }

  /** Where the BRANCH, CHECK or ASSUME at {@code pc} leads with operands in {@code file}. */
  int decide(int pc, int[] file) {
    boolean holds = evaluator.evaluate(code.condition[pc], file) != 0;
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    if (holds) {
      return pc + 1;
    }
    return switch (code.op[pc]) {
      case Op.BRANCH -> go(pc, code.otherwise[pc]);
      case Op.CHECK -> Faults.outcome(pc, Faults.CHECK);
      default -> Outcome.DISCARDED;
    };
  }

  /** Control goes from {@code pc} to {@code next}. */
  int go(int pc, int next) {
    scratch.wentBack |= next <= pc;
    return next;
  }

  /** Runs silent instructions from {@code start} and parks the context after them. */
  int run(int context, int start) {
    int pc = start;
    int steps = 0;
    loops.start();
    while (Op.silent(code.op[pc])) {
      int next = silent(pc);
      if (next <= 0) {
        return next;
      }
      if (next <= pc && loops.repeats(next, row)) {
        return Faults.outcome(pc, Faults.ENDLESS);
      }
      if (++steps > Bounds.LOCAL_STEPS) {
        return bounds.hit(BoundHit.Bound.LOCAL_STEPS, pc);
      }
      pc = next;
    }
    park(context, pc);
    if (code.op[pc] == Op.END) {
      handlers.end(context);
    }
    return Outcome.GONE;
  }

  /** Lets the context stand at {@code pc}, where it keeps its live registers only. */
  void park(int context, int pc) {
    row[layout.pc[context]] = pc;
    for (int slot : code.dead[pc]) {
      row[slot] = 0;
    }
  }
}
