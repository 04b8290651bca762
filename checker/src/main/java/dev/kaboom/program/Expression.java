package dev.kaboom.program;

/**
 * A side-effect-free expression over registers: what a context computes without touching memory.
 * Values are 64 bits wide; {@link Cast} cuts them to a C type.
 */
public sealed interface Expression {
  /** Calls the visitor's method for this kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** A constant, addresses included. */
  record Constant(long value) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** The value of a register of the context. */
  record Register(int index) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.register(this);
    }
  }

  /** One operand. */
  record Unary(UnaryOperator operator, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unary(this);
    }
  }

  /** Two operands, both always evaluated; division by zero is a fault. */
  record Binary(BinaryOperator operator, Expression left, Expression right) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /** The operand cut to a type. */
  record Cast(ValueType type, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cast(this);
    }
  }

  /** {@code condition ? then : otherwise}; only the chosen arm is evaluated. */
  record Conditional(Expression condition, Expression then, Expression otherwise)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conditional(this);
    }
  }

  /** One method for each kind of expression. */
  interface Visitor<R> {
    R constant(Constant expression);

    R register(Register expression);

    R unary(Unary expression);

    R binary(Binary expression);

    R cast(Cast expression);

    R conditional(Conditional expression);
  }
}
