package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.Suggestions;
import dev.kaboom.lang.ast.Designator;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.lower.Place.InMemory;
import dev.kaboom.lang.lower.Place.Space;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.Conversions;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.PointerType;
import dev.kaboom.lang.lower.type.StructType;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.UnaryOperator;

/**
 * Lowers expressions. Operands are evaluated from left to right, each shared access a load or store
 * of its own; C leaves that order open, and so a model should not depend on it.
 */
final class Expressions implements Expression.Visitor<Operand> {
  private final Body body;
  private final Arithmetic arithmetic;
  private final Names names;

  Expressions(Body body) {
    this.body = body;
    this.arithmetic = new Arithmetic(body);
    this.names = new Names(body);
  }

  @Override
  public Operand integer(Expression.IntegerLiteral expression) {
    CType type = body.litmus() ? IntegerType.LONG : Types.ofKind(expression.type());
    return new Value(type, Terms.constant(expression.value()));
  }

  @Override
  public Operand string(Expression.StringLiteral expression) {
    CType type = new PointerType(IntegerType.CHAR);
    return new Value(type, Terms.constant(body.unit().memory().string()));
  }

  @Override
  public Operand identifier(Expression.Identifier expression) {
    return names.resolve(expression);
  }

  @Override
  public Operand unary(Expression.Unary expression) {
    Span span = expression.span();
    return switch (expression.operator()) {
      case ADDRESS_OF -> body.places().addressOf(body.operand(expression.operand()), span);
      case DEREFERENCE -> dereference(expression.operand(), span);
      case PRE_INCREMENT, PRE_DECREMENT, POST_INCREMENT, POST_DECREMENT -> step(expression);
      case NOT -> Value.truth(Terms.not(body.scalar(expression.operand()).term()));
      case PLUS -> promoted(expression);
      case NEGATE -> computed(UnaryOperator.NEGATE, promoted(expression));
      case COMPLEMENT -> computed(UnaryOperator.COMPLEMENT, promoted(expression));
    };
  }

  private Operand dereference(Expression operand, Span span) {
    if (operand instanceof Expression.Unary inner && inner.operator() == UnaryOp.ADDRESS_OF) {
      return body.operand(inner.operand());
    }
    Value pointer = body.value(operand);
    boolean routine = pointer.type().function().isPresent();
    return routine ? pointer : body.places().dereference(pointer, span);
  }

  private Value promoted(Expression.Unary expression) {
    Value value = body.conversions().promoted(body.scalar(expression.operand()));
    if (value.type().pointer() && !body.litmus()) {
      throw new SemanticException(expression.span(), "this operator does not apply to a pointer");
    }
    return value;
  }

  private static Value computed(UnaryOperator operator, Value operand) {
    return new Value(
        operand.type(),
        Terms.cast(operand.type().cell().orElseThrow(), Terms.unary(operator, operand.term())));
  }

  private Value step(Expression.Unary expression) {
    Span span = expression.span();
    boolean increment =
        expression.operator() == UnaryOp.PRE_INCREMENT
            || expression.operator() == UnaryOp.POST_INCREMENT;
    boolean before =
        expression.operator() == UnaryOp.POST_INCREMENT
            || expression.operator() == UnaryOp.POST_DECREMENT;
    Place place = body.place(expression.operand());
    Value old = body.places().load(place, AccessKind.PLAIN, span);
    if (before && place instanceof Place.InRegister) {
      old = new Value(old.type(), body.kept(old.term(), span));
    }
    Value next = stepped(old, increment, span);
    body.places().store(place, next, AccessKind.PLAIN, span);
    if (place instanceof Place.InRegister && !before) {
      return body.places().load(place, AccessKind.PLAIN, span);
    }
    return before ? old : next;
  }

  private Value stepped(Value old, boolean increment, Span span) {
    BinaryOperator operator = increment ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
    if (old.type().pointer()) {
      return arithmetic.moved(operator, old, Value.ofInt(1), span);
    }
    if (!old.type().scalar()) {
      throw new SemanticException(span, old.type().spelling() + " cannot be counted");
    }
    Value wide = body.conversions().promoted(old);
    Value next =
        new Value(
            wide.type(),
            Terms.cast(
                wide.type().cell().orElseThrow(), Terms.binary(operator, wide.term(), Terms.ONE)));
    return body.conversions().cast(next, old.type(), span);
  }

  @Override
  public Operand binary(Expression.Binary expression) {
    return switch (expression.operator()) {
      case LOGICAL_AND, LOGICAL_OR -> body.conditions().logical(expression);
      case MULTIPLY,
          DIVIDE,
          REMAINDER,
          ADD,
          SUBTRACT,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          LESS,
          GREATER,
          LESS_EQUAL,
          GREATER_EQUAL,
          EQUAL,
          NOT_EQUAL,
          AND,
          XOR,
          OR -> {
        Value left = body.scalar(expression.left());
        if (Effects.mayAssign(expression.right())) {
          left = new Value(left.type(), body.kept(left.term(), expression.span()));
        }
        Value right = body.scalar(expression.right());
        yield arithmetic.binary(expression.operator(), left, right, expression.span());
      }
    };
  }

  @Override
  public Operand assignment(Expression.Assignment expression) {
    Span span = expression.span();
    Place target = body.place(expression.target());
    int before = body.code().registerCount();
    Value value;
    if (expression.operator() == null) {
      value = body.value(expression.value());
    } else {
      Value old = body.places().load(target, AccessKind.PLAIN, span);
      if (Effects.mayAssign(expression.value())) {
        old = new Value(old.type(), body.kept(old.term(), span));
      }
      Value change = body.value(expression.value());
      value = arithmetic.binary(expression.operator(), old, change, span);
    }
    Value converted = body.conversions().implicit(value, target.type(), expression.value().span());
    if (target instanceof Place.InRegister local) {
      body.places().assign(local.register(), converted, before, span);
      return body.places().load(target, AccessKind.PLAIN, span);
    }
    body.places().store(target, converted, AccessKind.PLAIN, span);
    return converted;
  }

  @Override
  public Operand conditional(Expression.Conditional expression) {
    return body.conditions().conditional(expression);
  }

  @Override
  public Operand comma(Expression.Comma expression) {
    body.evaluate(expression.left());
    return body.value(expression.right());
  }

  @Override
  public Operand cast(Expression.Cast expression) {
    CType type = body.types().resolve(expression.type());
    return body.conversions().cast(body.value(expression.operand()), type, expression.span());
  }

  @Override
  public Operand call(Expression.Call expression) {
    return body.calls().call(expression);
  }

  @Override
  public Operand member(Expression.MemberAccess expression) {
    Span span = expression.span();
    Operand object = body.operand(expression.object());
    InMemory struct =
        switch (expression.selection()) {
          case ARROW -> body.places().dereference(body.places().value(object, span), span);
          case DOT -> inMemory(object, span);
        };
    StructType type =
        struct
            .type()
            .struct()
            .orElseThrow(
                () ->
                    new SemanticException(
                        span,
                        struct.type().spelling() + " has no members",
                        expression.selection() == Expression.MemberAccess.Selection.DOT
                                && struct.type().pointer()
                            ? "write -> instead of ."
                            : ""));
    StructType.Member member = member(type, expression.name(), span);
    return InMemory.of(member.type(), Terms.add(struct.address(), member.offset()), struct.space());
  }

  private static StructType.Member member(StructType type, String name, Span span) {
    if (!type.complete()) {
      throw new SemanticException(span, type.spelling() + " is declared but not defined");
    }
    return type.member(name)
        .orElseThrow(
            () ->
                new SemanticException(
                    span,
                    type.spelling() + " has no member '" + name + "'",
                    Suggestions.hint(name, type.memberNames())));
  }

  private static InMemory inMemory(Operand object, Span span) {
    if (object instanceof InMemory memory) {
      return memory;
    }
    if (object instanceof Value value && value.type().struct().isPresent()) {
      return new InMemory(value.type(), value.term(), Space.ORDINARY);
    }
    throw new SemanticException(
        span,
        object.type().spelling() + " has no members",
        object.type().pointer() ? "write -> instead of ." : "");
  }

  @Override
  public Operand index(Expression.Index expression) {
    Span span = expression.span();
    Operand base = body.operand(expression.base());
    Space space = base instanceof InMemory memory ? memory.space() : Space.ORDINARY;
    boolean array = base.type() instanceof ArrayType;
    Value pointer = body.places().value(base, span);
    Value index = body.scalar(expression.index());
    if (index.type().target().isPresent() && pointer.type().integer().isPresent()) {
      return body.places()
          .dereference(arithmetic.moved(BinaryOperator.ADD, index, pointer, span), span);
    }
    if (pointer.type().target().isEmpty() || index.type().integer().isEmpty()) {
      throw new SemanticException(span, pointer.type().spelling() + " is no array and no pointer");
    }
    Value element = arithmetic.moved(BinaryOperator.ADD, pointer, index, span);
    return InMemory.of(
        element.type().target().orElseThrow(), element.term(), array ? space : Space.ORDINARY);
  }

  @Override
  public Operand sizeofExpression(Expression.SizeofExpression expression) {
    return sizeof(body.typeOf(expression.operand()), expression.span());
  }

  @Override
  public Operand sizeofType(Expression.SizeofType expression) {
    return sizeof(body.types().resolve(expression.type()), expression.span());
  }

  private static Value sizeof(CType type, Span span) {
    if (!type.complete() && type.function().isEmpty() && type.size() != 1) {
      throw new SemanticException(span, "the size of " + type.spelling() + " is not known here");
    }
    return new Value(IntegerType.UNSIGNED_LONG, Terms.constant(type.size()));
  }

  @Override
  public Operand offsetof(Expression.Offsetof expression) {
    CType type = body.types().resolve(expression.type());
    long offset = 0;
    for (Designator step : expression.path()) {
      if (step instanceof Designator.Field field) {
        CType outer = type;
        StructType struct =
            type.struct()
                .orElseThrow(
                    () ->
                        new SemanticException(field.span(), outer.spelling() + " has no members"));
        StructType.Member member = member(struct, field.name(), field.span());
        offset += member.offset();
        type = member.type();
      } else if (step instanceof Designator.Element element) {
        CType outer = type;
        type =
            type.target()
                .orElseThrow(
                    () -> new SemanticException(element.span(), outer.spelling() + " is no array"));
        offset += type.size() * body.constant(element.index(), "the index in offsetof");
      } else {
        throw new SemanticException(step.span(), "a range has no offset");
      }
    }
    return new Value(IntegerType.UNSIGNED_LONG, Terms.constant(offset));
  }

  @Override
  public Operand typesCompatible(Expression.TypesCompatible expression) {
    CType left = body.types().resolve(expression.left());
    CType right = body.types().resolve(expression.right());
    return Value.ofInt(Conversions.compatible(left, right) ? 1 : 0);
  }

  @Override
  public Operand statementExpression(Expression.StatementExpression expression) {
    return body.statements().valueOf(expression.body());
  }

  @Override
  public Operand compoundLiteral(Expression.CompoundLiteral expression) {
    return body.declarations().literal(expression);
  }
}
