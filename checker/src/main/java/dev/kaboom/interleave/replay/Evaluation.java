package dev.kaboom.interleave.replay;

import dev.kaboom.program.Expression;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;

/** The value of expressions over given registers. Division by zero throws ArithmeticException. */
record Evaluation(IntToLongFunction registers) implements Expression.Visitor<Long> {
  static long of(Expression expression, IntToLongFunction registers) {
    return expression.accept(new Evaluation(registers));
  }

  /** The registers that occur in an expression, chosen or not. */
  static SortedSet<Integer> registersOf(Expression expression) {
    SortedSet<Integer> found = new TreeSet<>();
    expression.accept(new Occurrences(found));
    return found;
  }

  @Override
  public Long constant(Expression.Constant expression) {
    return expression.value();
  }

  @Override
  public Long register(Expression.Register expression) {
    return registers.applyAsLong(expression.index());
  }

  @Override
  public Long unary(Expression.Unary expression) {
    return expression.operator().apply(expression.operand().accept(this));
  }

  @Override
  public Long binary(Expression.Binary expression) {
    long left = expression.left().accept(this);
    return expression.operator().apply(left, expression.right().accept(this));
  }

  @Override
  public Long cast(Expression.Cast expression) {
    return expression.type().wrap(expression.operand().accept(this));
  }

  @Override
  public Long conditional(Expression.Conditional expression) {
    boolean chosen = expression.condition().accept(this) != 0;
    return (chosen ? expression.then() : expression.otherwise()).accept(this);
  }

  /** Collects registers; goes everywhere, since the answer is always true. */
  private record Occurrences(SortedSet<Integer> found) implements Expression.Visitor<Boolean> {
    @Override
    public Boolean constant(Expression.Constant expression) {
      return true;
    }

    @Override
    public Boolean register(Expression.Register expression) {
      found.add(expression.index());
      return true;
    }

    @Override
    public Boolean unary(Expression.Unary expression) {
      return expression.operand().accept(this);
    }

    @Override
    public Boolean binary(Expression.Binary expression) {
      return expression.left().accept(this) && expression.right().accept(this);
    }

    @Override
    public Boolean cast(Expression.Cast expression) {
      return expression.operand().accept(this);
    }

    @Override
    public Boolean conditional(Expression.Conditional expression) {
      return expression.condition().accept(this)
          && expression.then().accept(this)
          && expression.otherwise().accept(this);
    }
  }
}
