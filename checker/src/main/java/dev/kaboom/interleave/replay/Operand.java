package dev.kaboom.interleave.replay;

/**
 * The content of a register: a value, or the window entry that will produce it.
 *
 * @param value 0 while it is awaited
 * @param producer the entry's number, or {@link #KNOWN}
 */
record Operand(long value, int producer) {
  static final int KNOWN = -1;
  static final Operand ZERO = of(0);

  static Operand of(long value) {
    return new Operand(value, KNOWN);
  }

  static Operand from(int producer) {
    return new Operand(0, producer);
  }

  boolean known() {
    return producer == KNOWN;
  }
}
