package dev.kaboom.interleave;

/**
 * What executing an instruction or a step came to, as an int: the index of the next instruction
 * (positive), {@link #GONE}, or one of the negative outcomes. An int because it is passed around
 * once for every instruction executed.
 */
final class Outcome {
  /**
   * Done, and there is no next instruction to run: the context left, halted or stays where it is.
   */
  static final int GONE = 0;

  /** Not enabled in this state. */
  static final int BLOCKED = -1;

  /** An assumption failed or a guess was wrong: there is no such execution. */
  static final int DISCARDED = -2;

  /** A bound of the machine stopped it. */
  static final int BOUNDED = -3;

  private static final int VIOLATED = -4;

  private Outcome() {}

  /** The outcome for a violation with this number. */
  static int violated(int violation) {
    return VIOLATED - violation;
  }

  /** Whether the outcome is a violation. */
  static boolean isViolation(int outcome) {
    return outcome <= VIOLATED;
  }

  /** The number of the violation. */
  static int violation(int outcome) {
    return VIOLATED - outcome;
  }
}
