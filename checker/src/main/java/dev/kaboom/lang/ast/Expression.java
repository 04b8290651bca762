package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import org.jspecify.annotations.Nullable;

/** A C expression. Parentheses have left no trace. */
public sealed interface Expression extends Node {
  /** Calls the visitor's method for this kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /**
   * An integer or character constant.
   *
   * @param value its bits; an unsigned constant above {@code Long.MAX_VALUE} is negative here
   * @param type INT, UNSIGNED_INT, LONG, UNSIGNED_LONG, LONG_LONG or UNSIGNED_LONG_LONG, by the
   *     rules of C for a 64-bit kernel
   */
  record IntegerLiteral(Span span, long value, TypeNode.BasicKind type) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.integer(this);
    }
  }

  /** A string constant, adjacent ones joined, escapes replaced. */
  record StringLiteral(Span span, String value) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.string(this);
    }
  }

  /** A name. */
  record Identifier(Span span, String name) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.identifier(this);
    }
  }

  /** One operand. */
  record Unary(Span span, UnaryOp operator, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unary(this);
    }
  }

  /** Two operands, {@code &&} and {@code ||} included. */
  record Binary(Span span, BinaryOp operator, Expression left, Expression right)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.binary(this);
    }
  }

  /** {@code target = value}, or {@code target operator= value}. */
  record Assignment(Span span, @Nullable BinaryOp operator, Expression target, Expression value)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assignment(this);
    }
  }

  /** {@code condition ? then : otherwise}; {@code then} is null in GNU's {@code a ?: b}. */
  record Conditional(
      Span span, Expression condition, @Nullable Expression then, Expression otherwise)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conditional(this);
    }
  }

  /** {@code left, right}. */
  record Comma(Span span, Expression left, Expression right) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.comma(this);
    }
  }

  /** {@code (type) operand}. */
  record Cast(Span span, TypeNode type, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cast(this);
    }
  }

  /** {@code callee(arguments)}: functions of the file, intrinsics of the kernel, pointers. */
  record Call(Span span, Expression callee, ImmutableList<Expression> arguments)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.call(this);
    }
  }

  /** {@code object.name} or {@code object->name}. */
  record MemberAccess(Span span, Expression object, Selection selection, String name)
      implements Expression {
    /** Which of the two. */
    public enum Selection {
      DOT,
      ARROW
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.member(this);
    }
  }

  /** {@code base[index]}. */
  record Index(Span span, Expression base, Expression index) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.index(this);
    }
  }

  /** {@code sizeof expression}. */
  record SizeofExpression(Span span, Expression operand) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sizeofExpression(this);
    }
  }

  /** {@code sizeof(type)}. */
  record SizeofType(Span span, TypeNode type) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sizeofType(this);
    }
  }

  /** {@code __builtin_offsetof(type, path)}: the first step is a Field. */
  record Offsetof(Span span, TypeNode type, ImmutableList<Designator> path) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.offsetof(this);
    }
  }

  /** {@code __builtin_types_compatible_p(left, right)}. */
  record TypesCompatible(Span span, TypeNode left, TypeNode right) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typesCompatible(this);
    }
  }

  /** {@code ({ statements })}: the value of its last statement if that is an expression. */
  record StatementExpression(Span span, Statement.Block body) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.statementExpression(this);
    }
  }

  /** {@code (type) { items }}. */
  record CompoundLiteral(Span span, TypeNode type, Initializer.Braces initializer)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.compoundLiteral(this);
    }
  }

  /** One method for each kind of expression. */
  interface Visitor<R> {
    R integer(IntegerLiteral expression);

    R string(StringLiteral expression);

    R identifier(Identifier expression);

    R unary(Unary expression);

    R binary(Binary expression);

    R assignment(Assignment expression);

    R conditional(Conditional expression);

    R comma(Comma expression);

    R cast(Cast expression);

    R call(Call expression);

    R member(MemberAccess expression);

    R index(Index expression);

    R sizeofExpression(SizeofExpression expression);

    R sizeofType(SizeofType expression);

    R offsetof(Offsetof expression);

    R typesCompatible(TypesCompatible expression);

    R statementExpression(StatementExpression expression);

    R compoundLiteral(CompoundLiteral expression);
  }
}
