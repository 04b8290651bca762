package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.BinaryOp;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.Conversions;
import dev.kaboom.lang.lower.type.VoidType;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Instruction;
import java.util.OptionalLong;

/**
 * {@code &&}, {@code ||} and {@code ?:}: only the operands that C evaluates are evaluated.
 *
 * <p>An {@code if} on {@code a && b} becomes two branches to the same place, so that what stands in
 * the {@code if} depends on both reads. {@code c ? a : b} is the {@code if} that it abbreviates:
 * its value does not depend on {@code c} as data, because a compiler may make a branch of it.
 */
public final class Conditions {
  private final Body body;

  Conditions(Body body) {
    this.body = body;
  }

  /** Goes to the label unless the expression is true. */
  public void jumpUnless(Expression condition, Label target) {
    jump(condition, target, false);
  }

  /** Goes to the label if the expression is true. */
  void jumpIf(Expression condition, Label target) {
    jump(condition, target, true);
  }

  private void jump(Expression condition, Label target, boolean when) {
    Expression inner = condition;
    boolean wanted = when;
    while (inner instanceof Expression.Unary unary && unary.operator() == UnaryOp.NOT) {
      inner = unary.operand();
      wanted = !wanted;
    }
    if (inner instanceof Expression.Binary binary && logical(binary.operator())) {
      // De Morgan: leaving when a && b fails is leaving when either does.
      boolean either = (binary.operator() == BinaryOp.LOGICAL_OR) == wanted;
      if (either) {
        jump(binary.left(), target, wanted);
        jump(binary.right(), target, wanted);
      } else {
        Label past = body.label();
        jump(binary.left(), past, !wanted);
        jump(binary.right(), target, wanted);
        body.code().place(past);
      }
      return;
    }
    Value value = body.scalar(inner);
    dev.kaboom.program.Expression stay = wanted ? Terms.not(value.term()) : value.term();
    body.code().branch(body.at(condition.span()), stay, target);
  }

  private static boolean logical(BinaryOp operator) {
    return operator == BinaryOp.LOGICAL_AND || operator == BinaryOp.LOGICAL_OR;
  }

  /** The value of {@code left && right} or {@code left || right}: 1 or 0. */
  Value logical(Expression.Binary expression) {
    boolean and = expression.operator() == BinaryOp.LOGICAL_AND;
    Value left = body.scalar(expression.left());
    OptionalLong known = Terms.known(left.term());
    if (known.isPresent()) {
      boolean decided = (known.getAsLong() != 0) != and;
      return decided ? Value.ofInt(and ? 0 : 1) : Value.truth(body.truth(expression.right()));
    }
    if (Purity.pure(expression.right(), body.scope())) {
      BinaryOperator operator = and ? BinaryOperator.AND : BinaryOperator.OR;
      return Value.truth(Terms.binary(operator, body.truth(left), body.truth(expression.right())));
    }
    return branching(expression, left, and);
  }

  private Value branching(Expression.Binary expression, Value left, boolean and) {
    Span span = expression.span();
    int result = body.code().truth();
    Label end = body.label();
    assign(result, and ? Terms.ZERO : Terms.ONE, span);
    body.code().branch(body.at(span), and ? left.term() : Terms.not(left.term()), end);
    assign(result, body.truth(expression.right()), span);
    body.code().place(end);
    return Value.truth(Terms.register(result));
  }

  /** The value of {@code condition ? then : otherwise}. */
  Value conditional(Expression.Conditional expression) {
    Expression then = expression.then();
    Span span = expression.span();
    if (then == null) {
      return elvis(expression);
    }
    OptionalLong known = body.constant(expression.condition());
    if (known.isPresent()) {
      boolean first = known.getAsLong() != 0;
      Value chosen = body.value(first ? then : expression.otherwise());
      Expression other = first ? expression.otherwise() : then;
      CType type = joined(chosen, otherType(other), span);
      return body.conversions().cast(chosen, type, span);
    }
    Label otherwise = body.label();
    Label end = body.label();
    int result = body.code().temporary();
    jumpUnless(expression.condition(), otherwise);
    Value a = body.value(then);
    assign(result, a.term(), span);
    body.code().jump(body.at(span), end);
    body.code().place(otherwise);
    Value b = body.value(expression.otherwise());
    assign(result, b.term(), span);
    body.code().place(end);
    return joinedValue(a, b, result, span);
  }

  private Value otherType(Expression other) {
    OptionalLong constant = body.constant(other);
    CType type = Conversions.decay(body.typeOf(other));
    return new Value(type, Terms.constant(constant.orElse(1)));
  }

  private Value elvis(Expression.Conditional expression) {
    Span span = expression.span();
    Value a = body.scalar(expression.condition());
    int result = body.code().temporary();
    Label end = body.label();
    assign(result, a.term(), span);
    body.code().branch(body.at(span), Terms.not(Terms.register(result)), end);
    Value b = body.value(expression.otherwise());
    assign(result, b.term(), span);
    body.code().place(end);
    return joinedValue(a, b, result, span);
  }

  /** Each arm left its value in the form of its own type; one cut to the common type does. */
  private Value joinedValue(Value a, Value b, int result, Span span) {
    CType type = joined(a, b, span);
    dev.kaboom.program.Expression raw = Terms.register(result);
    boolean same = a.type().cell().equals(type.cell()) && b.type().cell().equals(type.cell());
    return type.cell().isEmpty() || same
        ? new Value(type, raw)
        : new Value(type, Terms.cast(type.cell().get(), raw));
  }

  private CType joined(Value a, Value b, Span span) {
    if (a.type() == VoidType.VOID || b.type() == VoidType.VOID) {
      return VoidType.VOID;
    }
    return body.conversions().common(a, b, span);
  }

  private void assign(int register, dev.kaboom.program.Expression term, Span span) {
    body.emit(new Instruction.Assign(body.at(span), register, term), span);
  }
}
