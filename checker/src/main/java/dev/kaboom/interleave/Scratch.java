package dev.kaboom.interleave;

/**
 * The state under construction and what is noted while it is built. One for each fork; all parts of
 * the interpreter work on it.
 */
final class Scratch {
  /** The row that instructions change. */
  final int[] row;

  /** A register file for operands that a window entry captured. */
  final int[] captured;

  /** The cells touched by the step. */
  final AccessLog log = new AccessLog();

  /** Whether the step took a jump or branch backwards. */
  boolean wentBack;

  /** The context that ended in the step, or -1. */
  int ended = -1;

  Scratch(int slots) {
    row = new int[slots];
    captured = new int[slots];
  }

  /** Makes {@code state} the state to change. */
  void load(int[] state) {
    System.arraycopy(state, 0, row, 0, row.length);
    log.clear();
    wentBack = false;
    ended = -1;
  }
}
