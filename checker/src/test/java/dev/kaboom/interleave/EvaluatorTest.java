package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every expression of two operators on constants, registers and what is none of them. */
class EvaluatorTest {
  private static final int[] FILE = {0, 11, 0, -5};
  private static final ImmutableList<BinaryOperator> OPERATORS =
      ImmutableList.of(
          BinaryOperator.ADD,
          BinaryOperator.SUBTRACT,
          BinaryOperator.DIVIDE,
          BinaryOperator.LESS,
          BinaryOperator.SHIFT_LEFT);
  private static final ImmutableList<Expression> LEAVES =
      ImmutableList.of(
          new Expression.Constant(3),
          new Expression.Register(1),
          new Expression.Register(3),
          new Expression.Unary(UnaryOperator.NEGATE, new Expression.Register(1)),
          new Expression.Conditional(
              new Expression.Register(2), new Expression.Constant(4), new Expression.Register(3)));

  private final ExpressionPool pool = new ExpressionPool();

  @Test
  void expressionsOfEveryShape() {
    List<Expression> expressions = new ArrayList<>(LEAVES);
    for (Expression a : LEAVES) {
      for (Expression b : LEAVES) {
        for (BinaryOperator inner : OPERATORS) {
          Expression pair = new Expression.Binary(inner, a, b);
          for (Expression c : LEAVES) {
            for (BinaryOperator outer : OPERATORS) {
              expressions.add(new Expression.Binary(outer, pair, c));
              expressions.add(new Expression.Binary(outer, c, pair));
              expressions.add(new Expression.Binary(outer, pair, pair));
            }
          }
        }
      }
    }
    int[] codes = expressions.stream().mapToInt(e -> pool.add(e, slot -> slot)).toArray();
    pool.freeze();
    Evaluator evaluator = new Evaluator(pool, new ValueTable());
    for (int i = 0; i < codes.length; i++) {
      Expression expression = expressions.get(i);
      long value = evaluator.evaluate(codes[i], FILE);
      Definition definition = new Definition();
      assertEquals(expression.accept(definition), value, expression.toString());
      assertEquals(definition.fault, evaluator.clearFault(), expression.toString());
    }
  }

  @Test
  void divisionByZeroRaisesTheFlagUntilItIsLowered() {
    int e =
        pool.add(
            new Expression.Binary(
                BinaryOperator.DIVIDE, new Expression.Register(1), new Expression.Register(2)),
            slot -> slot);
    pool.freeze();
    Evaluator evaluator = new Evaluator(pool, new ValueTable());
    assertEquals(0, evaluator.evaluate(e, FILE));
    assertTrue(evaluator.clearFault());
    assertFalse(evaluator.clearFault());
  }

  /** The value by the definition of each operator. */
  private static final class Definition implements Expression.Visitor<Long> {
    private boolean fault;

    @Override
    public Long constant(Expression.Constant expression) {
      return expression.value();
    }

    @Override
    public Long register(Expression.Register expression) {
      return (long) FILE[expression.index()];
    }

    @Override
    public Long unary(Expression.Unary expression) {
      return expression.operator().apply(expression.operand().accept(this));
    }

    @Override
    public Long binary(Expression.Binary expression) {
      long left = expression.left().accept(this);
      long right = expression.right().accept(this);
      if (right == 0 && expression.operator() == BinaryOperator.DIVIDE) {
        fault = true;
        return 0L;
      }
      return expression.operator().apply(left, right);
    }

    @Override
    public Long cast(Expression.Cast expression) {
      return expression.type().wrap(expression.operand().accept(this));
    }

    @Override
    public Long conditional(Expression.Conditional expression) {
      return expression.condition().accept(this) != 0
          ? expression.then().accept(this)
          : expression.otherwise().accept(this);
    }
  }
}
