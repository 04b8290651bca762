package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.program.Expression;
import java.util.List;

/**
 * The value of an expression over registers, and the reads that it depends on. A value out of thin
 * air can be copied; an execution that computes with one is none.
 *
 * @param values of the registers
 * @param origins the reads that each register's value depends on
 */
record Evaluator(List<Long> values, List<ImmutableSet<Integer>> origins)
    implements Expression.Visitor<Long> {
  long value(Expression expression) {
    return expression.accept(this);
  }

  private long definite(Expression expression) {
    long value = expression.accept(this);
    if (value == Event.UNDETERMINED) {
      throw new ObjectionException("something is computed from a value out of thin air");
    }
    return value;
  }

  boolean isTrue(Expression condition) {
    return definite(condition) != 0;
  }

  /** The origins of all registers that occur. */
  ImmutableSet<Integer> origins(Expression expression) {
    ImmutableSet.Builder<Integer> found = ImmutableSet.builder();
    expression.accept(new Occurrences(this, found));
    return found.build();
  }

  @Override
  public Long constant(Expression.Constant expression) {
    return expression.value();
  }

  @Override
  public Long register(Expression.Register expression) {
    return values.get(expression.index());
  }

  @Override
  public Long unary(Expression.Unary expression) {
    return expression.operator().apply(definite(expression.operand()));
  }

  @Override
  public Long binary(Expression.Binary expression) {
    return expression.operator().apply(definite(expression.left()), definite(expression.right()));
  }

  @Override
  public Long cast(Expression.Cast expression) {
    long value = value(expression.operand());
    return value == Event.UNDETERMINED ? value : expression.type().wrap(value);
  }

  @Override
  public Long conditional(Expression.Conditional expression) {
    boolean chosen = isTrue(expression.condition());
    return value(chosen ? expression.then() : expression.otherwise());
  }

  /** Visits every part of an expression, whether it is evaluated or not. */
  private record Occurrences(Evaluator registers, ImmutableSet.Builder<Integer> found)
      implements Expression.Visitor<Boolean> {
    @Override
    public Boolean constant(Expression.Constant expression) {
      return true;
    }

    @Override
    public Boolean register(Expression.Register expression) {
      found.addAll(registers.origins.get(expression.index()));
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
