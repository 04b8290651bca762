package dev.kaboom.interleave;

/** Issues instructions into the window of a context, in program order, as far as it can. */
final class WindowIssuer {
  private static final int STOP = Outcome.GONE;

  private final CompiledProgram code;
  private final StateLayout layout;
  private final Window window;
  private final WindowSettler settler;
  private final Speculation speculation;
  private final int[] row;
  private final Evaluator evaluator;
  private final Interpreter interpreter;
  private final Handlers handlers;
  private final LoopWatch loops;
  private final Bounds bounds;

  WindowIssuer(
      CompiledProgram code,
      Window window,
      WindowSettler settler,
      Speculation speculation,
      Scratch scratch,
      Evaluator evaluator,
      Interpreter interpreter,
      Handlers handlers,
      LoopWatch loops,
      Bounds bounds) {
    this.code = code;
    this.layout = code.layout;
    this.window = window;
    this.settler = settler;
    this.speculation = speculation;
    this.row = scratch.row;
    this.evaluator = evaluator;
    this.interpreter = interpreter;
    this.handlers = handlers;
    this.loops = loops;
    this.bounds = bounds;
  }

  /** Issues from {@code start} on and parks the context where issue stops. */
  int issue(int context, int start) {
    int pc = start;
    loops.start();
    for (int steps = 0; steps <= Bounds.LOCAL_STEPS; steps++) {
      if ((code.marks[pc] & Mark.JOIN) != 0) {
        window.join(context, pc);
      }
      int next = issueOne(context, pc);
      if (next < 0) {
        return next;
      }
      if (next == STOP) {
        interpreter.park(context, pc);
        if (code.op[pc] == Op.END && row[layout.window[context]] == 0) {
          handlers.end(context);
        }
        return Outcome.GONE;
      }
      if (next <= pc && loops.repeats(next, row)) {
        // Behind a guess nothing is certain: if the guess is right, the loop is met without it.
        boolean guess = window.branchBefore(row, context, row[layout.window[context]]);
        return guess ? Outcome.DISCARDED : Faults.outcome(pc, Faults.ENDLESS);
      }
      pc = next;
    }
    return bounds.hit(BoundHit.Bound.LOCAL_STEPS, pc);
  }

  private int issueOne(int context, int pc) {
    int op = code.op[pc];
    if ((code.marks[pc] & Mark.DRAINING) != 0) {
      boolean passes = op == Op.SILENT_FENCE && row[layout.window[context]] == 0;
      return passes ? pc + 1 : STOP;
    }
    return switch (op) {
      case Op.LOAD, Op.STORE, Op.RMW, Op.IS_LOCKED -> access(context, pc);
      case Op.ASSIGN -> assign(context, pc);
      case Op.CHECK, Op.ASSUME -> check(context, pc);
      case Op.BRANCH -> branch(context, pc);
      case Op.JUMP -> interpreter.go(pc, code.otherwise[pc]);
      case Op.ATOMIC_END -> pc + 1;
      default -> STOP;
    };
  }

  private int access(int context, int pc) {
    if (window.full(context)) {
      settler.windowFull(context, pc);
      return STOP;
    }
    int index = window.append(context, pc, 0);
    if (code.target[pc] >= 0) {
      row[code.target[pc]] = ValueTable.reference(index);
    }
    int outcome = settler.complete(context, index);
    return outcome < 0 ? outcome : pc + 1;
  }

  private int assign(int context, int pc) {
    if (Window.available(row, code.valueUses[pc])) {
      long value = evaluator.evaluate(code.value[pc], row);
      if (!evaluator.clearFault()) {
        row[code.target[pc]] = evaluator.values.encode(value);
        return pc + 1;
      }
      if (!guarded(context)) {
        return Faults.outcome(pc, Faults.DIVISION);
      }
    }
    return local(context, pc, code.target[pc]);
  }

  private int check(int context, int pc) {
    if (Window.available(row, code.valueUses[pc]) && !guarded(context)) {
      return interpreter.decide(pc, row);
    }
    return local(context, pc, -1);
  }

  private int local(int context, int pc, int target) {
    if (window.full(context)) {
      settler.windowFull(context, pc);
      return STOP;
    }
    int index = window.append(context, pc, 0);
    if (target >= 0) {
      row[target] = ValueTable.reference(index);
    }
    return pc + 1;
  }

  private int branch(int context, int pc) {
    if (!conditionKnown(context, pc)) {
      if (window.full(context)
          && (speculation.matters(row, context, pc, true)
              || speculation.matters(row, context, pc, false))) {
        settler.windowFull(context, pc);
      }
      return STOP;
    }
    return interpreter.decide(pc, row);
  }

  /** Whether the branch at {@code pc}, where issue stands, can be decided now. */
  private boolean conditionKnown(int context, int pc) {
    if (!Window.available(row, code.valueUses[pc])) {
      return false;
    }
    if (guarded(context)) {
      evaluator.evaluate(code.condition[pc], row);
      return !evaluator.clearFault();
    }
    return true;
  }

  private boolean guarded(int context) {
    return window.guardBefore(row, context, row[layout.window[context]]);
  }

  /** Guesses the branch at {@code pc} and issues on. */
  int guess(int context, int pc, boolean taken) {
    window.append(context, pc, taken ? Window.GUESS : 0);
    int next = taken ? pc + 1 : interpreter.go(pc, code.otherwise[pc]);
    return issue(context, next);
  }
}
