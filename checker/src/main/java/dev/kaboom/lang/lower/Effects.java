package dev.kaboom.lang.lower;

import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.UnaryOp;

/** Finds expressions that may change a local variable. */
final class Effects extends Walker {
  private Effects() {}

  /** Whether evaluating the expression may change a variable that lives in a register. */
  static boolean mayAssign(Expression expression) {
    return new Effects().walk(expression);
  }

  @Override
  public Boolean assignment(Expression.Assignment expression) {
    return true;
  }

  @Override
  public Boolean unary(Expression.Unary expression) {
    return switch (expression.operator()) {
      case PRE_INCREMENT, PRE_DECREMENT, POST_INCREMENT, POST_DECREMENT -> true;
      case PLUS, NEGATE, COMPLEMENT, NOT, ADDRESS_OF, DEREFERENCE -> super.unary(expression);
    };
  }

  @Override
  public Boolean statementExpression(Expression.StatementExpression expression) {
    return true;
  }

  /** Whether an operator changes its operand. */
  static boolean steps(UnaryOp operator) {
    return switch (operator) {
      case PRE_INCREMENT, PRE_DECREMENT, POST_INCREMENT, POST_DECREMENT -> true;
      case PLUS, NEGATE, COMPLEMENT, NOT, ADDRESS_OF, DEREFERENCE -> false;
    };
  }
}
