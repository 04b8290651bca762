package dev.kaboom.interleave;

/**
 * The windows of a state row under {@code cppo}: what a context has issued and not yet performed.
 *
 * <p>An entry is {@code HEAD} (instruction index and flags), {@code ADDRESS} (cell + 1 once the
 * address is known, or a negative fault; 0 before), {@code VALUE} (a store's value once it is
 * known) and the codes of the registers that are still needed: those of the address, then those of
 * the value. A register or operand whose value is still to come is a reference to the entry that
 * will produce it, by its index; indices shift when an entry leaves, so that rows stay canonical.
 *
 * <p>A guessed branch has the end of its control scope in the place of the address: 0 while issue
 * has not come to the join, then the index behind the last store or RMW issued before that.
 */
final class Window {
  static final int HEAD = 0;
  static final int ADDRESS = 1;
  static final int SCOPE_END = ADDRESS;
  static final int VALUE = 2;
  static final int OPERANDS = 3;

  static final int PERFORMED = 1;
  static final int GUESS = 2;
  static final int VALUE_KNOWN = 4;

  /** On a BRANCH: the window was full behind this guess, which counts if the guess is right. */
  static final int STARVED = 4;

  private static final int FLAG_BITS = 3;

  private final CompiledProgram code;
  private final StateLayout layout;
  private final Scratch scratch;
  private final int[] row;
  private final Arms arms;

  Window(CompiledProgram code, Scratch scratch, Arms arms) {
    this.code = code;
    this.arms = arms;
    this.layout = code.layout;
    this.scratch = scratch;
    this.row = scratch.row;
  }

  int count(int[] state, int context) {
    return state[layout.window[context]];
  }

  boolean full(int context) {
    return full(row, context);
  }

  boolean full(int[] state, int context) {
    return count(state, context) == layout.windowCapacity[context];
  }

  /** The first slot of an entry. */
  int at(int context, int index) {
    return layout.window[context] + 1 + index * layout.windowStride[context];
  }

  static int pcOf(int head) {
    return head >> FLAG_BITS;
  }

  /** Whether the entry is an access, performed or not. */
  boolean access(int head) {
    return Op.access(code.op[pcOf(head)]);
  }

  /** Whether a guessed branch is among the first {@code end} entries. */
  boolean branchBefore(int[] state, int context, int end) {
    for (int i = 0; i < end; i++) {
      if (code.op[pcOf(state[at(context, i)])] == Op.BRANCH) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether something that may end the execution is among the first {@code end} entries: a guessed
   * branch, or a check or assumption still to be decided.
   */
  boolean guardBefore(int[] state, int context, int end) {
    for (int i = 0; i < end; i++) {
      int op = code.op[pcOf(state[at(context, i)])];
      if (op == Op.BRANCH || op == Op.CHECK || op == Op.ASSUME) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the store or RMW at slot {@code later} must stay behind the guessed branch: it was
   * issued in the branch's control scope, or could not pass its arms.
   */
  boolean controls(int[] state, int branch, int later) {
    int end = state[branch + SCOPE_END];
    int pc = pcOf(state[later]);
    return end == 0
        || later < at(code.context[pc], end)
        || arms.hold(pcOf(state[branch]), code.marks[pc]);
  }

  /** Issue has come to {@code pc}: the scopes of branches that join here end. */
  void join(int context, int pc) {
    int count = row[layout.window[context]];
    for (int i = 0; i < count; i++) {
      int entry = at(context, i);
      int branch = pcOf(row[entry]);
      if (code.op[branch] == Op.BRANCH && code.join[branch] == pc && row[entry + SCOPE_END] == 0) {
        row[entry + SCOPE_END] = count;
        tighten(context, i);
      }
    }
  }

  /** Lets a scope that has ended end behind its last write: what else is in it does not matter. */
  private void tighten(int context, int index) {
    int slot = at(context, index) + SCOPE_END;
    while (row[slot] > index + 1 && !write(row[at(context, row[slot] - 1)])) {
      row[slot]--;
    }
  }

  private boolean write(int head) {
    int op = code.op[pcOf(head)];
    return (op == Op.STORE || op == Op.RMW) && (head & PERFORMED) == 0;
  }

  /** The window stopped something: notes it on the youngest guess; false if there is none. */
  boolean starve(int context) {
    for (int i = row[layout.window[context]] - 1; i >= 0; i--) {
      int entry = at(context, i);
      if (code.op[pcOf(row[entry])] == Op.BRANCH) {
        row[entry + HEAD] |= STARVED;
        return true;
      }
    }
    return false;
  }

  /** Whether an access with an unknown address is among the first {@code end} entries. */
  boolean unknownBefore(int[] state, int context, int end) {
    for (int i = 0; i < end; i++) {
      int entry = at(context, i);
      if (access(state[entry]) && state[entry + ADDRESS] == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a register file holds values, not references, in all these slots. */
  static boolean available(int[] file, int[] slots) {
    for (int slot : slots) {
      if (ValueTable.isReference(file[slot])) {
        return false;
      }
    }
    return true;
  }

  /** Appends an entry for the instruction at {@code pc}, with its operands; its index. */
  int append(int context, int pc, int flags) {
    int index = row[layout.window[context]]++;
    int entry = at(context, index);
    row[entry + HEAD] = pc << FLAG_BITS | flags;
    int operand = entry + OPERANDS;
    for (int slot : code.addressUses[pc]) {
      row[operand++] = row[slot];
    }
    for (int slot : code.valueUses[pc]) {
      row[operand++] = row[slot];
    }
    return index;
  }

  /** Whether the operands of the address have values. */
  boolean addressAvailable(int entry, int pc) {
    return available(entry + OPERANDS, code.addressUses[pc].length);
  }

  /** Whether the operands of value and condition have values. */
  boolean valueAvailable(int entry, int pc) {
    int skipped = code.addressUses[pc].length;
    return available(entry + OPERANDS + skipped, code.valueUses[pc].length);
  }

  private boolean available(int first, int count) {
    for (int slot = first; slot < first + count; slot++) {
      if (ValueTable.isReference(row[slot])) {
        return false;
      }
    }
    return true;
  }

  /** The file from which the operands of an entry's address are read. */
  int[] addressFile(int entry, int pc) {
    return file(entry + OPERANDS, code.addressUses[pc]);
  }

  /** The file from which the operands of an entry's value and condition are read. */
  int[] valueFile(int entry, int pc) {
    return file(entry + OPERANDS + code.addressUses[pc].length, code.valueUses[pc]);
  }

  private int[] file(int first, int[] uses) {
    for (int i = 0; i < uses.length; i++) {
      scratch.captured[uses[i]] = row[first + i];
    }
    return scratch.captured;
  }

  /** Keeps a known address instead of its operands. */
  void knowAddress(int entry, int pc, int address) {
    row[entry + ADDRESS] = address;
    clear(entry + OPERANDS, code.addressUses[pc].length);
  }

  /** Keeps a known value instead of its operands. */
  void knowValue(int entry, int pc, int value) {
    row[entry + HEAD] |= VALUE_KNOWN;
    row[entry + VALUE] = value;
    clear(entry + OPERANDS + code.addressUses[pc].length, code.valueUses[pc].length);
  }

  /** Marks an access performed: only its cell matters from now on. */
  void markPerformed(int context, int index) {
    int entry = at(context, index);
    row[entry + HEAD] = pcOf(row[entry + HEAD]) << FLAG_BITS | PERFORMED;
    clear(entry + VALUE, layout.windowStride[context] - VALUE);
    tighten(context);
  }

  private void clear(int first, int count) {
    for (int slot = first; slot < first + count; slot++) {
      row[slot] = 0;
    }
  }

  /** Gives the value that entry {@code index} has produced to all that wait for it. */
  void produce(int context, int index, int value) {
    int reference = ValueTable.reference(index);
    int first = layout.registers[context];
    for (int slot = first; slot < first + layout.registerCount[context]; slot++) {
      if (row[slot] == reference) {
        row[slot] = value;
      }
    }
    int end = at(context, row[layout.window[context]]);
    int stride = layout.windowStride[context];
    for (int entry = at(context, index + 1); entry < end; entry += stride) {
      for (int slot = entry + OPERANDS; slot < entry + stride; slot++) {
        if (row[slot] == reference) {
          row[slot] = value;
        }
      }
    }
  }

  /** Takes entry {@code index} out; nothing refers to it any more. */
  void remove(int context, int index) {
    int stride = layout.windowStride[context];
    int entry = at(context, index);
    int end = at(context, row[layout.window[context]]);
    System.arraycopy(row, entry + stride, row, entry, end - entry - stride);
    clear(end - stride, stride);
    row[layout.window[context]]--;
    int first = layout.registers[context];
    renumber(first, first + layout.registerCount[context], index);
    for (int later = entry; later < end - stride; later += stride) {
      renumber(later + OPERANDS, later + stride, index);
    }
    for (int i = 0; i < row[layout.window[context]]; i++) {
      int slot = at(context, i) + SCOPE_END;
      if (code.op[pcOf(row[at(context, i)])] == Op.BRANCH && row[slot] > index) {
        row[slot]--;
      }
    }
    tighten(context);
  }

  private void tighten(int context) {
    for (int i = 0; i < row[layout.window[context]]; i++) {
      if (code.op[pcOf(row[at(context, i)])] == Op.BRANCH) {
        tighten(context, i);
      }
    }
  }

  private void renumber(int first, int end, int removed) {
    for (int slot = first; slot < end; slot++) {
      if (ValueTable.isReference(row[slot]) && ValueTable.referenced(row[slot]) > removed) {
        row[slot]--;
      }
    }
  }
}
