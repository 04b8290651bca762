package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.Conversions;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.VoidType;
import java.util.Optional;
import java.util.OptionalLong;

/** Converts values from one type to another, as C does by itself or by a cast. */
public final class Converter {
  private final Body body;

  Converter(Body body) {
    this.body = body;
  }

  /** {@code (type) value}. */
  public Value cast(Value value, CType target, Span span) {
    CType type = target.unqualified();
    if (type == VoidType.VOID) {
      return Value.NOTHING;
    }
    if (type.struct().isPresent() && type.equals(value.type())) {
      return value;
    }
    if (!type.scalar() || !value.type().scalar()) {
      throw new SemanticException(
          span, value.type().spelling() + " cannot be converted to " + type.spelling());
    }
    return reinterpreted(value, type);
  }

  private Value reinterpreted(Value value, CType type) {
    Optional<IntegerType> integer = type.integer();
    if (integer.isPresent() && integer.get().bool()) {
      return new Value(type, body.truth(value));
    }
    return new Value(
        type,
        Terms.convert(value.type().cell().orElseThrow(), type.cell().orElseThrow(), value.term()));
  }

  /** The value as an assignment, an argument or a return converts it (C11 6.5.16.1). */
  public Value implicit(Value value, CType target, Span span) {
    CType type = target.unqualified();
    if (value.type() == VoidType.VOID) {
      throw new SemanticException(span, "a value is needed, but this has none");
    }
    boolean scalars = type.scalar() && value.type().scalar();
    if (scalars && !body.litmus() && !assignable(value, type)) {
      throw new SemanticException(
          span,
          value.type().spelling() + " is used where " + type.spelling() + " belongs",
          "write a cast if that is meant");
    }
    return cast(value, type, span);
  }

  private static boolean assignable(Value value, CType type) {
    boolean fromPointer = value.type().pointer();
    if (type.pointer() && fromPointer) {
      return related(value.type(), type);
    }
    if (type.pointer()) {
      OptionalLong known = Terms.known(value.term());
      return known.isPresent() && known.getAsLong() == 0;
    }
    return !fromPointer || type.integer().filter(IntegerType::bool).isPresent();
  }

  /** Whether one pointer type converts to the other without a cast. */
  private static boolean related(CType left, CType right) {
    CType a = left.target().orElseThrow().unqualified();
    CType b = right.target().orElseThrow().unqualified();
    boolean bytes = a.integer().isPresent() && b.integer().isPresent() && a.size() == b.size();
    return a == VoidType.VOID || b == VoidType.VOID || bytes || Conversions.compatible(a, b);
  }

  /** The value after integer promotion; pointers stay. */
  Value promoted(Value value) {
    Optional<IntegerType> integer = value.type().integer();
    return integer.isEmpty() ? value : new Value(Conversions.promote(integer.get()), value.term());
  }

  /**
   * The type in which two operands meet: of a comparison, of the arms of {@code ?:}.
   *
   * @throws SemanticException if there is none
   */
  CType common(Value left, Value right, Span span) {
    Optional<IntegerType> a = left.type().integer();
    Optional<IntegerType> b = right.type().integer();
    if (a.isPresent() && b.isPresent()) {
      return Conversions.common(a.get(), b.get());
    }
    if (left.type().pointer() && right.type().pointer()) {
      if (related(left.type(), right.type()) || body.litmus()) {
        boolean first = left.type().target().orElseThrow() != VoidType.VOID;
        return first ? left.type() : right.type();
      }
    } else if (left.type().pointer() && (body.litmus() || assignable(right, left.type()))) {
      return left.type();
    } else if (right.type().pointer() && (body.litmus() || assignable(left, right.type()))) {
      return right.type();
    } else if (left.type().equals(right.type())) {
      return left.type();
    }
    throw new SemanticException(
        span, left.type().spelling() + " and " + right.type().spelling() + " do not go together");
  }
}
