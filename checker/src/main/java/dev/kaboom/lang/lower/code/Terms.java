package dev.kaboom.lang.lower.code;

import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Expression.Binary;
import dev.kaboom.program.Expression.Cast;
import dev.kaboom.program.Expression.Conditional;
import dev.kaboom.program.Expression.Constant;
import dev.kaboom.program.Expression.Register;
import dev.kaboom.program.Expression.Unary;
import dev.kaboom.program.UnaryOperator;
import dev.kaboom.program.ValueType;
import java.util.OptionalLong;

/**
 * Register expressions with constants folded. Only operations on constants are folded: {@code r1 -
 * r1} and {@code r1 & 0} stay, because the memory model gives a meaning to the dependency.
 */
public final class Terms {
  public static final Expression ZERO = new Constant(0);
  public static final Expression ONE = new Constant(1);

  private Terms() {}

  /** A constant. */
  public static Expression constant(long value) {
    return new Constant(value);
  }

  /** The value of a register. */
  public static Expression register(int index) {
    return new Register(index);
  }

  /** The value if it is known. */
  public static OptionalLong known(Expression term) {
    return term instanceof Constant constant
        ? OptionalLong.of(constant.value())
        : OptionalLong.empty();
  }

  /** {@code operator operand}. */
  public static Expression unary(UnaryOperator operator, Expression operand) {
    return operand instanceof Constant constant
        ? new Constant(operator.apply(constant.value()))
        : new Unary(operator, operand);
  }

  /** {@code !operand}. */
  public static Expression not(Expression operand) {
    return unary(UnaryOperator.NOT, operand);
  }

  /** {@code left operator right}; a division by a constant 0 stays, to fail when it runs. */
  public static Expression binary(BinaryOperator operator, Expression left, Expression right) {
    if (right instanceof Constant r) {
      boolean division = divides(operator);
      if (left instanceof Constant l && !(division && r.value() == 0)) {
        return new Constant(operator.apply(l.value(), r.value()));
      }
      boolean neutral =
          operator == BinaryOperator.ADD
              || operator == BinaryOperator.SUBTRACT
              || operator == BinaryOperator.OR;
      if (neutral && r.value() == 0) {
        return left;
      }
      return reassociated(operator, left, r.value());
    }
    return new Binary(operator, left, right);
  }

  /** (a + 8) + 16 becomes a + 24: addresses of members stay short. */
  private static Expression reassociated(BinaryOperator operator, Expression left, long right) {
    if (operator == BinaryOperator.ADD
        && left instanceof Binary inner
        && inner.operator() == BinaryOperator.ADD
        && inner.right() instanceof Constant first) {
      return binary(BinaryOperator.ADD, inner.left(), new Constant(first.value() + right));
    }
    return new Binary(operator, left, new Constant(right));
  }

  private static boolean divides(BinaryOperator operator) {
    return switch (operator) {
      case DIVIDE, DIVIDE_UNSIGNED, REMAINDER, REMAINDER_UNSIGNED -> true;
      case ADD,
          SUBTRACT,
          MULTIPLY,
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
          LESS_EQUAL_UNSIGNED ->
          false;
    };
  }

  /** {@code term + offset}. */
  public static Expression add(Expression term, long offset) {
    return binary(BinaryOperator.ADD, term, new Constant(offset));
  }

  /** {@code left == right}. */
  public static Expression equal(Expression left, Expression right) {
    return binary(BinaryOperator.EQUAL, left, right);
  }

  /** {@code left != right}. */
  public static Expression notEqual(Expression left, Expression right) {
    return binary(BinaryOperator.NOT_EQUAL, left, right);
  }

  /** The operand cut to a type. */
  public static Expression cast(ValueType type, Expression operand) {
    if (operand instanceof Constant constant) {
      return new Constant(type.wrap(constant.value()));
    }
    boolean whole = type.bytes() == 8;
    return whole || within(type, operand) ? operand : new Cast(type, operand);
  }

  /** A term that holds a value of type {@code from}, as a value of type {@code to}. */
  public static Expression convert(ValueType from, ValueType to, Expression term) {
    boolean contained =
        from.equals(to) || (from.bytes() < to.bytes() && (!from.signed() || to.signed()));
    return contained ? term : cast(to, term);
  }

  /** Whether the operand is certainly unchanged by the cut. */
  private static boolean within(ValueType type, Expression operand) {
    if (operand instanceof Cast cast) {
      ValueType inner = cast.type();
      return inner.equals(type)
          || (inner.bytes() < type.bytes() && (!inner.signed() || type.signed()));
    }
    if (operand instanceof Unary unary) {
      return unary.operator() == UnaryOperator.NOT;
    }
    return operand instanceof Binary binary && compares(binary.operator());
  }

  /** 1 or 0: whether the term is not 0. */
  public static Expression truth(Expression term) {
    boolean already =
        (term instanceof Binary binary && compares(binary.operator()))
            || (term instanceof Unary unary && unary.operator() == UnaryOperator.NOT);
    return already ? term : notEqual(term, ZERO);
  }

  /** {@code condition ? then : otherwise}. */
  public static Expression conditional(
      Expression condition, Expression then, Expression otherwise) {
    if (condition instanceof Constant constant) {
      return constant.value() != 0 ? then : otherwise;
    }
    return new Conditional(condition, then, otherwise);
  }

  private static boolean compares(BinaryOperator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_UNSIGNED, LESS_EQUAL, LESS_EQUAL_UNSIGNED -> true;
      case ADD,
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
          SHIFT_RIGHT_UNSIGNED ->
          false;
    };
  }

  /** Whether evaluating the term can fail: it divides by something that may be 0. */
  public static boolean mayFail(Expression term) {
    return term.accept(new Division());
  }

  private static final class Division implements Expression.Visitor<Boolean> {
    @Override
    public Boolean constant(Constant expression) {
      return false;
    }

    @Override
    public Boolean register(Register expression) {
      return false;
    }

    @Override
    public Boolean unary(Unary expression) {
      return expression.operand().accept(this);
    }

    @Override
    public Boolean binary(Binary expression) {
      boolean safe =
          !divides(expression.operator())
              || (expression.right() instanceof Constant constant && constant.value() != 0);
      return !safe || expression.left().accept(this) || expression.right().accept(this);
    }

    @Override
    public Boolean cast(Cast expression) {
      return expression.operand().accept(this);
    }

    @Override
    public Boolean conditional(Conditional expression) {
      return expression.condition().accept(this)
          || expression.then().accept(this)
          || expression.otherwise().accept(this);
    }
  }
}
