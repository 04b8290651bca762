package dev.kaboom.lang.lower;

import dev.kaboom.lang.ast.BinaryOp;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.UnaryOp;

/**
 * Finds expressions that need a step of their own or may fail: anything but operators on constants
 * and on variables that live in registers.
 */
final class Purity extends Walker {
  private final Scope scope;

  private Purity(Scope scope) {
    this.scope = scope;
  }

  /** Whether evaluating the expression, needed or not, makes no difference. */
  static boolean pure(Expression expression, Scope scope) {
    return !new Purity(scope).walk(expression);
  }

  @Override
  public Boolean identifier(Expression.Identifier expression) {
    return !scope.find(expression.name()).map(Purity::local).orElse(false);
  }

  private static boolean local(Symbol symbol) {
    return symbol instanceof Symbol.Known
        || symbol instanceof Symbol.Callable
        || (symbol instanceof Symbol.Variable variable
            && variable.place() instanceof Place.InRegister);
  }

  @Override
  public Boolean unary(Expression.Unary expression) {
    return Effects.steps(expression.operator())
        || expression.operator() == UnaryOp.DEREFERENCE
        || expression.operator() == UnaryOp.ADDRESS_OF
        || super.unary(expression);
  }

  @Override
  public Boolean binary(Expression.Binary expression) {
    return expression.operator() == BinaryOp.DIVIDE
        || expression.operator() == BinaryOp.REMAINDER
        || super.binary(expression);
  }

  @Override
  public Boolean assignment(Expression.Assignment expression) {
    return true;
  }

  @Override
  public Boolean conditional(Expression.Conditional expression) {
    return true;
  }

  @Override
  public Boolean call(Expression.Call expression) {
    return true;
  }

  @Override
  public Boolean member(Expression.MemberAccess expression) {
    return true;
  }

  @Override
  public Boolean index(Expression.Index expression) {
    return true;
  }

  @Override
  public Boolean statementExpression(Expression.StatementExpression expression) {
    return true;
  }

  @Override
  public Boolean compoundLiteral(Expression.CompoundLiteral expression) {
    return true;
  }

  @Override
  public Boolean offsetof(Expression.Offsetof expression) {
    return true;
  }
}
