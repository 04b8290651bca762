package dev.kaboom.analysis.stress;

import dev.kaboom.program.Expression;
import dev.kaboom.program.ValueType;

/** Register expressions in Java: values are {@code long}, register n is {@code rn}. */
final class JavaExpression implements Expression.Visitor<String> {
  private static final JavaExpression INSTANCE = new JavaExpression();

  private JavaExpression() {}

  static String of(Expression expression) {
    return expression.accept(INSTANCE);
  }

  /** {@code value} cut to {@code type}. */
  static String wrap(ValueType type, String value) {
    return switch (type.bytes()) {
      case 1 -> type.signed() ? "(long) (byte) (" + value + ")" : "(" + value + " & 0xffL)";
      case 2 -> type.signed() ? "(long) (short) (" + value + ")" : "(" + value + " & 0xffffL)";
      case 4 -> type.signed() ? "(long) (int) (" + value + ")" : "(" + value + " & 0xffffffffL)";
      default -> value;
    };
  }

  @Override
  public String constant(Expression.Constant expression) {
    long value = expression.value();
    return value < 0 ? "(" + value + "L)" : value + "L";
  }

  @Override
  public String register(Expression.Register expression) {
    return "r" + expression.index();
  }

  @Override
  public String unary(Expression.Unary expression) {
    String operand = of(expression.operand());
    return switch (expression.operator()) {
      case NEGATE -> "(-" + operand + ")";
      case COMPLEMENT -> "(~" + operand + ")";
      case NOT -> "(" + operand + " == 0 ? 1L : 0L)";
    };
  }

  @Override
  public String binary(Expression.Binary expression) {
    String left = of(expression.left());
    String right = of(expression.right());
    return switch (expression.operator()) {
      case ADD -> infix(left, "+", right);
      case SUBTRACT -> infix(left, "-", right);
      case MULTIPLY -> infix(left, "*", right);
      case DIVIDE -> infix(left, "/", right);
      case DIVIDE_UNSIGNED -> "Long.divideUnsigned(" + left + ", " + right + ")";
      case REMAINDER -> infix(left, "%", right);
      case REMAINDER_UNSIGNED -> "Long.remainderUnsigned(" + left + ", " + right + ")";
      case AND -> infix(left, "&", right);
      case OR -> infix(left, "|", right);
      case XOR -> infix(left, "^", right);
      case SHIFT_LEFT -> infix(left, "<<", right);
      case SHIFT_RIGHT -> infix(left, ">>", right);
      case SHIFT_RIGHT_UNSIGNED -> infix(left, ">>>", right);
      case EQUAL -> truth(left + " == " + right);
      case NOT_EQUAL -> truth(left + " != " + right);
      case LESS -> truth(left + " < " + right);
      case LESS_UNSIGNED -> truth("Long.compareUnsigned(" + left + ", " + right + ") < 0");
      case LESS_EQUAL -> truth(left + " <= " + right);
      case LESS_EQUAL_UNSIGNED -> truth("Long.compareUnsigned(" + left + ", " + right + ") <= 0");
    };
  }

  private static String infix(String left, String operator, String right) {
    return "(" + left + " " + operator + " " + right + ")";
  }

  private static String truth(String condition) {
    return "(" + condition + " ? 1L : 0L)";
  }

  @Override
  public String cast(Expression.Cast expression) {
    return "(" + wrap(expression.type(), of(expression.operand())) + ")";
  }

  @Override
  public String conditional(Expression.Conditional expression) {
    return "(%s != 0 ? %s : %s)"
        .formatted(of(expression.condition()), of(expression.then()), of(expression.otherwise()));
  }
}
