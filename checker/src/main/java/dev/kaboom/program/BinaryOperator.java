package dev.kaboom.program;

/**
 * An operator of two operands on 64-bit values. Signed and unsigned forms differ where C's do; the
 * front end has converted both operands to one type and cuts the result with a cast.
 */
public enum BinaryOperator {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  DIVIDE_UNSIGNED,
  REMAINDER,
  REMAINDER_UNSIGNED,
  AND,
  OR,
  XOR,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  SHIFT_RIGHT_UNSIGNED,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_UNSIGNED,
  LESS_EQUAL,
  LESS_EQUAL_UNSIGNED;

  /**
   * The result; comparisons give 1 or 0.
   *
   * @throws ArithmeticException on division by zero
   */
  public long apply(long left, long right) {
    return switch (this) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case DIVIDE_UNSIGNED -> Long.divideUnsigned(left, right);
      case REMAINDER -> left % right;
      case REMAINDER_UNSIGNED -> Long.remainderUnsigned(left, right);
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHIFT_LEFT -> left << right;
      case SHIFT_RIGHT -> left >> right;
      case SHIFT_RIGHT_UNSIGNED -> left >>> right;
      case EQUAL, NOT_EQUAL, LESS, LESS_UNSIGNED, LESS_EQUAL, LESS_EQUAL_UNSIGNED ->
          compares(left, right) ? 1 : 0;
    };
  }

  private boolean compares(long left, long right) {
    return switch (this) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_UNSIGNED -> Long.compareUnsigned(left, right) < 0;
      case LESS_EQUAL -> left <= right;
      default -> Long.compareUnsigned(left, right) <= 0;
    };
  }
}
