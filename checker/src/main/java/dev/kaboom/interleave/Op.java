package dev.kaboom.interleave;

/**
 * Operation codes of compiled instructions. Ints and not an enum: the interpreter's switches run on
 * them for every step of a search.
 */
final class Op {
  // Silent: executed along with the visible instruction before them.
  static final int ASSIGN = 0;
  static final int BRANCH = 1;
  static final int JUMP = 2;
  static final int CHECK = 3;
  static final int ASSUME = 4;

  /** A fence without a meaning on this machine; under cppo it still drains the window. */
  static final int SILENT_FENCE = 5;

  /** An end of an indivisible step; nothing outside of one. */
  static final int ATOMIC_END = 6;

  // Visible.
  static final int END = 7;
  static final int LOAD = 8;
  static final int STORE = 9;
  static final int RMW = 10;
  static final int LOCK = 11;
  static final int UNLOCK = 12;
  static final int TRY_LOCK = 13;
  static final int IS_LOCKED = 14;
  static final int FENCE_MB = 15;
  static final int RCU_READ_LOCK = 16;
  static final int RCU_READ_UNLOCK = 17;
  static final int RCU_SYNCHRONIZE = 18;
  static final int IRQ_DISABLE = 19;
  static final int IRQ_ENABLE = 20;
  static final int IRQ_SAVE = 21;
  static final int IRQ_RESTORE = 22;
  static final int SEND = 23;
  static final int AWAIT_SENT = 24;
  static final int NONDET = 25;
  static final int ATOMIC_BEGIN = 26;
  static final int REQUIRE = 27;
  static final int HALT = 28;

  private Op() {}

  /** Whether the operation takes no step of its own. */
  static boolean silent(int op) {
    return op <= ATOMIC_END;
  }

  /**
   * Whether the operation always goes on, be it into an error, whatever memory and buffers hold.
   */
  static boolean neverWaits(int op) {
    return switch (op) {
      case LOAD,
          STORE,
          UNLOCK,
          IS_LOCKED,
          RCU_READ_LOCK,
          RCU_READ_UNLOCK,
          IRQ_DISABLE,
          IRQ_ENABLE,
          IRQ_SAVE,
          IRQ_RESTORE,
          HALT ->
          true;
      default -> false;
    };
  }

  /** Whether it reads or writes one cell of memory. */
  static boolean access(int op) {
    return op >= LOAD && op <= IS_LOCKED;
  }

  /** Whether it may read its cell. */
  static boolean reads(int op) {
    return access(op) && op != STORE;
  }

  /** Whether it may write its cell. */
  static boolean writes(int op) {
    return access(op) && op != LOAD && op != IS_LOCKED;
  }
}
