package dev.kaboom.interleave;

/** Which entries of a window may be performed now: compiler-preserved program order. */
final class WindowOrder {
  private final CompiledProgram code;
  private final Window window;

  WindowOrder(CompiledProgram code, Window window) {
    this.code = code;
    this.window = window;
  }

  /** Whether entry {@code index} of the context's window may be performed in {@code state}. */
  boolean performable(int[] state, int context, int index) {
    int later = window.at(context, index);
    int head = state[later];
    if (!window.access(head)
        || (head & Window.PERFORMED) != 0
        || state[later + Window.ADDRESS] == 0
        || !hasOperands(state, later)) {
      return false;
    }
    if (state[later + Window.ADDRESS] < 0 && window.guardBefore(state, context, index)) {
      return false;
    }
    for (int i = 0; i < index; i++) {
      if (keeps(state, window.at(context, i), later)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasOperands(int[] state, int entry) {
    int pc = Window.pcOf(state[entry]);
    if (code.op[pc] == Op.STORE) {
      return (state[entry] & Window.VALUE_KNOWN) != 0;
    }
    int first = entry + Window.OPERANDS + code.addressUses[pc].length;
    for (int slot = first; slot < first + code.valueUses[pc].length; slot++) {
      if (ValueTable.isReference(state[slot])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the earlier entry must stay before the later one, an access. */
  private boolean keeps(int[] state, int earlier, int later) {
    int head = state[earlier];
    if ((head & Window.PERFORMED) != 0) {
      return false;
    }
    int pc = Window.pcOf(head);
    int laterPc = Window.pcOf(state[later]);
    int op = code.op[pc];
    int laterMarks = code.marks[laterPc];
    if ((laterMarks & Mark.RELEASE) != 0) {
      return true;
    }
    if (!Op.access(op)) {
      boolean write = code.op[laterPc] == Op.STORE || code.op[laterPc] == Op.RMW;
      boolean controls =
          op == Op.BRANCH
              ? window.controls(state, earlier, later)
              : (code.marks[pc] & Mark.NO_RETURN) != 0;
      return write && controls;
    }
    return (code.marks[pc] & Mark.ACQUIRE) != 0
        || (code.marks[pc] & laterMarks & Mark.MARKED) != 0
        || (state[earlier + Window.ADDRESS] > 0
            && state[earlier + Window.ADDRESS] == state[later + Window.ADDRESS]);
  }
}
