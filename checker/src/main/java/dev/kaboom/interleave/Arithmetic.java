package dev.kaboom.interleave;

import dev.kaboom.program.BinaryOperator;

/**
 * The operators of two operands as ints: evaluation switches on them once for each operator, where
 * the enum's own method goes through a table and, for comparisons, through two.
 */
final class Arithmetic {
  private static final int ADD = 0;
  private static final int SUBTRACT = 1;
  private static final int MULTIPLY = 2;
  private static final int AND = 3;
  private static final int OR = 4;
  private static final int XOR = 5;
  private static final int SHIFT_LEFT = 6;
  private static final int SHIFT_RIGHT = 7;
  private static final int SHIFT_RIGHT_UNSIGNED = 8;
  private static final int EQUAL = 9;
  private static final int NOT_EQUAL = 10;
  private static final int LESS = 11;
  private static final int LESS_UNSIGNED = 12;
  private static final int LESS_EQUAL = 13;
  private static final int LESS_EQUAL_UNSIGNED = 14;
  private static final int DIVIDE = 15;
  private static final int DIVIDE_UNSIGNED = 16;
  private static final int REMAINDER = 17;
  private static final int REMAINDER_UNSIGNED = 18;

  private Arithmetic() {}

  static int code(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> ADD;
      case SUBTRACT -> SUBTRACT;
      case MULTIPLY -> MULTIPLY;
      case DIVIDE -> DIVIDE;
      case DIVIDE_UNSIGNED -> DIVIDE_UNSIGNED;
      case REMAINDER -> REMAINDER;
      case REMAINDER_UNSIGNED -> REMAINDER_UNSIGNED;
      case AND -> AND;
      case OR -> OR;
      case XOR -> XOR;
      case SHIFT_LEFT -> SHIFT_LEFT;
      case SHIFT_RIGHT -> SHIFT_RIGHT;
      case SHIFT_RIGHT_UNSIGNED -> SHIFT_RIGHT_UNSIGNED;
      case EQUAL -> EQUAL;
      case NOT_EQUAL -> NOT_EQUAL;
      case LESS -> LESS;
      case LESS_UNSIGNED -> LESS_UNSIGNED;
      case LESS_EQUAL -> LESS_EQUAL;
      case LESS_EQUAL_UNSIGNED -> LESS_EQUAL_UNSIGNED;
    };
  }

  /** Whether the operator has no result for a right operand of 0. */
  static boolean divides(int code) {
    return code >= DIVIDE;
  }

  /** Whether the operands may change places. */
  static boolean commutes(BinaryOperator operator) {
    return switch (operator) {
      case ADD, MULTIPLY, AND, OR, XOR, EQUAL, NOT_EQUAL -> true;
      default -> false;
    };
  }

  /** The result, as {@link BinaryOperator#apply}. */
  static long apply(int code, long left, long right) {
    return switch (code) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHIFT_LEFT -> left << right;
      case SHIFT_RIGHT -> left >> right;
      case SHIFT_RIGHT_UNSIGNED -> left >>> right;
      case EQUAL -> left == right ? 1 : 0;
      case NOT_EQUAL -> left != right ? 1 : 0;
      case LESS -> left < right ? 1 : 0;
      case LESS_UNSIGNED -> Long.compareUnsigned(left, right) < 0 ? 1 : 0;
      case LESS_EQUAL -> left <= right ? 1 : 0;
      case LESS_EQUAL_UNSIGNED -> Long.compareUnsigned(left, right) <= 0 ? 1 : 0;
      case DIVIDE -> left / right;
      case DIVIDE_UNSIGNED -> Long.divideUnsigned(left, right);
      case REMAINDER -> left % right;
      default -> Long.remainderUnsigned(left, right);
    };
  }
}
