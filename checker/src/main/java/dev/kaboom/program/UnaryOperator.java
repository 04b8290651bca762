package dev.kaboom.program;

/** An operator of one operand on 64-bit values. */
public enum UnaryOperator {
  NEGATE,
  COMPLEMENT,
  /** C's {@code !}: 1 for 0, else 0. */
  NOT;

  public long apply(long operand) {
    return switch (this) {
      case NEGATE -> -operand;
      case COMPLEMENT -> ~operand;
      case NOT -> operand == 0 ? 1 : 0;
    };
  }
}
