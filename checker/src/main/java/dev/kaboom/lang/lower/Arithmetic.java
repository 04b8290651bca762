package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.BinaryOp;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.VoidType;
import dev.kaboom.program.BinaryOperator;
import java.util.Optional;

/** C's operators on values that are already in registers. */
final class Arithmetic {
  private final Body body;

  Arithmetic(Body body) {
    this.body = body;
  }

  /** {@code left operator right}, not for {@code &&} and {@code ||}. */
  Value binary(BinaryOp operator, Value left, Value right, Span span) {
    return switch (operator) {
      case ADD -> add(left, right, span);
      case SUBTRACT -> subtract(left, right, span);
      case SHIFT_LEFT, SHIFT_RIGHT -> shift(operator, left, right, span);
      case MULTIPLY, DIVIDE, REMAINDER, AND, XOR, OR -> integral(operator, left, right, span);
      case LESS, GREATER, LESS_EQUAL, GREATER_EQUAL, EQUAL, NOT_EQUAL ->
          comparison(operator, left, right, span);
      case LOGICAL_AND, LOGICAL_OR -> throw new SemanticException(span, "an operator of control");
    };
  }

  private Value add(Value left, Value right, Span span) {
    if (left.type().pointer() && integer(right)) {
      return moved(BinaryOperator.ADD, left, right, span);
    }
    if (right.type().pointer() && integer(left)) {
      return moved(BinaryOperator.ADD, right, left, span);
    }
    return integral(BinaryOp.ADD, left, right, span);
  }

  private Value subtract(Value left, Value right, Span span) {
    if (left.type().pointer() && right.type().pointer()) {
      Value distance =
          new Value(
              IntegerType.LONG, Terms.binary(BinaryOperator.SUBTRACT, left.term(), right.term()));
      long size = targetSize(left, span);
      return size == 1
          ? distance
          : new Value(
              IntegerType.LONG,
              Terms.binary(BinaryOperator.DIVIDE, distance.term(), Terms.constant(size)));
    }
    if (left.type().pointer() && integer(right)) {
      return moved(BinaryOperator.SUBTRACT, left, right, span);
    }
    return integral(BinaryOp.SUBTRACT, left, right, span);
  }

  /** {@code pointer + index} in units of what it points to. */
  Value moved(BinaryOperator operator, Value pointer, Value index, Span span) {
    dev.kaboom.program.Expression bytes =
        Terms.binary(
            BinaryOperator.MULTIPLY, index.term(), Terms.constant(targetSize(pointer, span)));
    if (targetSize(pointer, span) == 1) {
      bytes = index.term();
    }
    return new Value(pointer.type(), Terms.binary(operator, pointer.term(), bytes));
  }

  private static long targetSize(Value pointer, Span span) {
    CType target = pointer.type().target().orElseThrow();
    boolean byteLike = target.unqualified() == VoidType.VOID || target instanceof FunctionType;
    if (!byteLike && !target.complete()) {
      throw new SemanticException(span, "the size of " + target.spelling() + " is not known here");
    }
    return target.size();
  }

  private static boolean integer(Value value) {
    return value.type().integer().isPresent();
  }

  private IntegerType meet(BinaryOp operator, Value left, Value right, Span span) {
    Optional<CType> common =
        integer(left) && integer(right)
            ? Optional.of(body.conversions().common(left, right, span))
            : Optional.empty();
    if (common.isEmpty() && body.litmus() && left.type().scalar() && right.type().scalar()) {
      return IntegerType.LONG;
    }
    return common
        .flatMap(CType::integer)
        .orElseThrow(
            () ->
                new SemanticException(
                    span,
                    "'"
                        + operator.symbol()
                        + "' does not apply to "
                        + left.type().spelling()
                        + " and "
                        + right.type().spelling()));
  }

  private Value integral(BinaryOp operator, Value left, Value right, Span span) {
    IntegerType type = meet(operator, left, right, span);
    dev.kaboom.program.Expression a = body.conversions().cast(left, type, span).term();
    dev.kaboom.program.Expression b = body.conversions().cast(right, type, span).term();
    boolean wideUnsigned = type.value().bytes() == 8 && !type.value().signed();
    BinaryOperator compute = operatorOf(operator, wideUnsigned);
    return new Value(type, Terms.cast(type.value(), Terms.binary(compute, a, b)));
  }

  private static BinaryOperator operatorOf(BinaryOp operator, boolean unsigned) {
    return switch (operator) {
      case MULTIPLY -> BinaryOperator.MULTIPLY;
      case DIVIDE -> unsigned ? BinaryOperator.DIVIDE_UNSIGNED : BinaryOperator.DIVIDE;
      case REMAINDER -> unsigned ? BinaryOperator.REMAINDER_UNSIGNED : BinaryOperator.REMAINDER;
      case ADD -> BinaryOperator.ADD;
      case SUBTRACT -> BinaryOperator.SUBTRACT;
      case SHIFT_LEFT -> BinaryOperator.SHIFT_LEFT;
      case SHIFT_RIGHT ->
          unsigned ? BinaryOperator.SHIFT_RIGHT_UNSIGNED : BinaryOperator.SHIFT_RIGHT;
      case LESS, GREATER -> unsigned ? BinaryOperator.LESS_UNSIGNED : BinaryOperator.LESS;
      case LESS_EQUAL, GREATER_EQUAL ->
          unsigned ? BinaryOperator.LESS_EQUAL_UNSIGNED : BinaryOperator.LESS_EQUAL;
      case EQUAL -> BinaryOperator.EQUAL;
      case NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case AND, LOGICAL_AND -> BinaryOperator.AND;
      case XOR -> BinaryOperator.XOR;
      case OR, LOGICAL_OR -> BinaryOperator.OR;
    };
  }

  private Value shift(BinaryOp operator, Value left, Value right, Span span) {
    meet(operator, left, right, span);
    IntegerType type = body.conversions().promoted(left).type().integer().orElse(IntegerType.LONG);
    boolean wideUnsigned = type.value().bytes() == 8 && !type.value().signed();
    BinaryOperator compute = operatorOf(operator, wideUnsigned);
    return new Value(
        type, Terms.cast(type.value(), Terms.binary(compute, left.term(), right.term())));
  }

  private Value comparison(BinaryOp operator, Value left, Value right, Span span) {
    CType type = body.litmus() ? IntegerType.LONG : body.conversions().common(left, right, span);
    if (!type.scalar()) {
      throw new SemanticException(span, type.spelling() + " cannot be compared");
    }
    dev.kaboom.program.Expression a = body.conversions().cast(left, type, span).term();
    dev.kaboom.program.Expression b = body.conversions().cast(right, type, span).term();
    boolean unsigned = type.size() == 8 && !type.cell().orElseThrow().signed();
    boolean swapped = operator == BinaryOp.GREATER || operator == BinaryOp.GREATER_EQUAL;
    BinaryOperator compute = operatorOf(operator, unsigned);
    return Value.truth(swapped ? Terms.binary(compute, b, a) : Terms.binary(compute, a, b));
  }
}
