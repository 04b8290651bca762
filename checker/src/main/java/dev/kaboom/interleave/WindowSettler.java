package dev.kaboom.interleave;

/**
 * Lets a window come to rest after something in it has changed: entries that have got all operands
 * compute addresses and values, local entries execute, resolved branches leave or discard the
 * state, and performed entries leave once nothing before them can turn out to be the same cell.
 *
 * <p>What goes wrong behind a guessed branch, a check or an assumption that is still to be decided
 * has not gone wrong yet: the entry waits until these have left the window. So checks and
 * assumptions are decided in program order.
 */
final class WindowSettler {
  /** Nothing more to do for this entry now. */
  private static final int REST = 0;

  /** The window has changed: look again from the oldest entry. */
  private static final int CHANGED = 1;

  private final CompiledProgram code;
  private final StateLayout layout;
  private final Window window;
  private final Scratch scratch;
  private final int[] row;
  private final Evaluator evaluator;
  private final CellResolver cells;
  private final MemoryPort port;
  private final Interpreter interpreter;
  private final Bounds bounds;

  WindowSettler(
      CompiledProgram code,
      Window window,
      Scratch scratch,
      Evaluator evaluator,
      CellResolver cells,
      MemoryPort port,
      Interpreter interpreter,
      Bounds bounds) {
    this.code = code;
    this.layout = code.layout;
    this.window = window;
    this.scratch = scratch;
    this.row = scratch.row;
    this.evaluator = evaluator;
    this.cells = cells;
    this.port = port;
    this.interpreter = interpreter;
    this.bounds = bounds;
  }

  /**
   * Settles the window of a context: {@code GONE}, or a violation or discard. Where both happen,
   * the discard counts: there is no such execution.
   */
  int settle(int context) {
    int index = 0;
    int violation = Outcome.GONE;
    while (index < row[layout.window[context]]) {
      int outcome = look(context, index);
      if (Outcome.isViolation(outcome)) {
        violation = outcome;
        outcome = REST;
      } else if (outcome < 0) {
        return outcome;
      }
      index = outcome == CHANGED ? 0 : index + 1;
    }
    return violation;
  }

  private int look(int context, int index) {
    int head = row[window.at(context, index)];
    int op = code.op[Window.pcOf(head)];
    if (!Op.access(op)) {
      return local(context, index);
    }
    if ((head & Window.PERFORMED) != 0) {
      if (window.unknownBefore(row, context, index)) {
        return REST;
      }
      window.remove(context, index);
      return CHANGED;
    }
    return complete(context, index);
  }

  /** Computes what can be computed of an unperformed access. */
  int complete(int context, int index) {
    int entry = window.at(context, index);
    int pc = Window.pcOf(row[entry]);
    int changed = REST;
    if (row[entry + Window.ADDRESS] == 0 && window.addressAvailable(entry, pc)) {
      int outcome = address(context, index, entry, pc);
      if (outcome < 0) {
        return outcome;
      }
      changed = outcome;
    }
    if (code.op[pc] == Op.STORE
        && (row[entry] & Window.VALUE_KNOWN) == 0
        && window.valueAvailable(entry, pc)) {
      long value = evaluator.evaluate(code.value[pc], window.valueFile(entry, pc));
      if (evaluator.clearFault()) {
        return window.guardBefore(row, context, index)
            ? changed
            : Faults.outcome(pc, Faults.DIVISION);
      }
      long wrapped = Types.wrap(code.type[pc], value);
      window.knowValue(entry, pc, evaluator.values.encode(wrapped));
      changed = CHANGED;
    }
    return changed;
  }

  private int address(int context, int index, int entry, int pc) {
    int cell = cells.resolve(pc, window.addressFile(entry, pc));
    if (cell < 0) {
      // A bad address waits in the entry for its turn; only then is it a violation.
      window.knowAddress(entry, pc, cell);
      return CHANGED;
    }
    window.knowAddress(entry, pc, cell + 1);
    for (int i = index + 1; i < row[layout.window[context]]; i++) {
      int later = window.at(context, i);
      if ((row[later] & Window.PERFORMED) != 0 && row[later + Window.ADDRESS] == cell + 1) {
        return Outcome.DISCARDED;
      }
    }
    return CHANGED;
  }

  private int local(int context, int index) {
    int entry = window.at(context, index);
    int head = row[entry];
    int pc = Window.pcOf(head);
    if (!window.valueAvailable(entry, pc)) {
      return REST;
    }
    int[] file = window.valueFile(entry, pc);
    return switch (code.op[pc]) {
      case Op.ASSIGN -> assign(context, index, pc, file);
      case Op.BRANCH -> branch(context, index, head, file);
      default -> {
        if (window.guardBefore(row, context, index)) {
          yield REST;
        }
        int outcome = interpreter.decide(pc, file);
        if (outcome >= 0) {
          window.remove(context, index);
          outcome = CHANGED;
        }
        yield outcome;
      }
    };
  }

  private int assign(int context, int index, int pc, int[] file) {
    long value = evaluator.evaluate(code.value[pc], file);
    if (evaluator.clearFault()) {
      return window.guardBefore(row, context, index) ? REST : Faults.outcome(pc, Faults.DIVISION);
    }
    window.produce(context, index, evaluator.values.encode(value));
    window.remove(context, index);
    return CHANGED;
  }

  private int branch(int context, int index, int head, int[] file) {
    int pc = Window.pcOf(head);
    boolean holds = evaluator.evaluate(code.condition[pc], file) != 0;
    if (evaluator.clearFault()) {
      return window.guardBefore(row, context, index) ? REST : Faults.outcome(pc, Faults.DIVISION);
    }
    if (holds != ((head & Window.GUESS) != 0)) {
      return Outcome.DISCARDED;
    }
    window.remove(context, index);
    if ((head & Window.STARVED) != 0) {
      windowFull(context, pc);
    }
    return CHANGED;
  }

  /**
   * The window was too small for something at {@code pc}. That is so only if all guesses that are
   * open turn out right: on a wrong way there is nothing to be missed.
   */
  void windowFull(int context, int pc) {
    if (!window.starve(context)) {
      int unused = bounds.hit(BoundHit.Bound.WINDOW, pc);
    }
  }

  /** Performs entry {@code index}, which may be performed. */
  int perform(int context, int cpu, int index) {
    int entry = window.at(context, index);
    int pc = Window.pcOf(row[entry]);
    int address = row[entry + Window.ADDRESS];
    if (address < 0) {
      return address;
    }
    int outcome =
        switch (code.op[pc]) {
          case Op.STORE -> store(cpu, entry, pc);
          case Op.RMW -> modify(context, cpu, index, entry, pc);
          default -> load(context, cpu, index, entry, pc);
        };
    if (outcome < 0) {
      return outcome;
    }
    window.markPerformed(context, index);
    return settle(context);
  }

  private int store(int cpu, int entry, int pc) {
    int cell = row[entry + Window.ADDRESS] - 1;
    long value = evaluator.values.decode(row[entry + Window.VALUE]);
    return port.store(cpu, cell, evaluator.values.encode(port.fit(cell, value)), pc);
  }

  private int load(int context, int cpu, int index, int entry, int pc) {
    int cell = row[entry + Window.ADDRESS] - 1;
    int read = port.read(cpu, cell, pc);
    int value =
        code.op[pc] == Op.IS_LOCKED
            ? (read == 0 ? 0 : 1)
            : port.convert(read, cell, pc, evaluator.values);
    window.produce(context, index, value);
    return Outcome.GONE;
  }

  private int modify(int context, int cpu, int index, int entry, int pc) {
    if (!port.bufferEmpty(cpu) && (code.marks[pc] & Mark.LOCAL) == 0) {
      return Outcome.BLOCKED;
    }
    int[] file = window.valueFile(entry, pc);
    int outcome = interpreter.modify(cpu, row[entry + Window.ADDRESS] - 1, pc, file);
    if (outcome < 0) {
      return outcome;
    }
    window.produce(context, index, scratch.captured[code.target[pc]]);
    return Outcome.GONE;
  }
}
