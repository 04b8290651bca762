package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration.FunctionDefinition;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.VoidType;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Expression.Register;
import dev.kaboom.program.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls: every function is inlined where it is called. A call through a pointer is inlined once for
 * each function that the pointer could name: those of its type whose address is taken somewhere.
 * One that is being inlined already is a fault when the call reaches it.
 */
public final class Calls {
  /** No call is nested deeper. */
  private static final int DEPTH_MAX = 100;

  private final Body body;

  Calls(Body body) {
    this.body = body;
  }

  Operand call(Expression.Call expression) {
    if (expression.callee() instanceof Expression.Identifier callee) {
      Optional<Symbol> symbol = body.scope().find(callee.name());
      if (symbol.isPresent() && symbol.get() instanceof Symbol.Callable callable) {
        return direct(callable.routine(), expression);
      }
      boolean variable = symbol.isPresent() && symbol.get() instanceof Symbol.Variable;
      boolean known = symbol.isPresent() && symbol.get() instanceof Symbol.Known;
      if (!variable && !known) {
        return primitive(callee, expression);
      }
    }
    Value pointer = body.value(expression.callee());
    return through(pointer, arguments(expression), expression.span());
  }

  private Operand direct(Routine routine, Expression.Call expression) {
    Intrinsic intrinsic = body.unit().intrinsics().get(routine.name());
    if (routine.definition() == null && intrinsic != null) {
      return intrinsic.apply(primitiveCall(routine.name(), expression));
    }
    return inline(routine, arguments(expression), expression.span());
  }

  private IntrinsicCall primitiveCall(String name, Expression.Call expression) {
    return new IntrinsicCall(body, name, expression.span(), expression.arguments());
  }

  private Operand primitive(Expression.Identifier callee, Expression.Call expression) {
    Intrinsic intrinsic = body.unit().intrinsics().get(callee.name());
    if (intrinsic != null) {
      return intrinsic.apply(primitiveCall(callee.name(), expression));
    }
    throw UnknownFunctions.complaint(body.unit(), callee);
  }

  private List<Value> arguments(Expression.Call expression) {
    List<Value> values = new ArrayList<>();
    List<Expression> arguments = expression.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Value value = body.value(arguments.get(i));
      boolean disturbed =
          arguments.subList(i + 1, arguments.size()).stream().anyMatch(Effects::mayAssign);
      values.add(
          disturbed ? new Value(value.type(), body.kept(value.term(), expression.span())) : value);
    }
    return values;
  }

  /** Calls what {@code pointer} points to. */
  public Operand through(Value pointer, List<Value> arguments, Span span) {
    FunctionType type =
        pointer
            .type()
            .function()
            .orElseThrow(
                () ->
                    new SemanticException(
                        span, pointer.type().spelling() + " is no function: it cannot be called"));
    OptionalLong known = Terms.known(pointer.term());
    if (known.isPresent()) {
      Optional<Routine> routine = body.unit().routineAt(known.getAsLong());
      if (routine.isPresent()) {
        return inline(routine.get(), arguments, span);
      }
    }
    return dispatch(pointer, type, arguments, span);
  }

  private Value dispatch(Value pointer, FunctionType type, List<Value> arguments, Span span) {
    List<Value> kept = new ArrayList<>();
    for (Value argument : arguments) {
      kept.add(new Value(argument.type(), body.kept(argument.term(), span)));
    }
    dev.kaboom.program.Expression target = body.kept(pointer.term(), span);
    int result = type.result() == VoidType.VOID ? -1 : body.code().temporary();
    Label end = body.label();
    for (Routine candidate : body.unit().takenRoutines(type)) {
      Label next = body.label();
      long address = body.unit().memory().function(candidate.name());
      body.code().branch(body.at(span), Terms.equal(target, Terms.constant(address)), next);
      if (active(candidate)) {
        fault("'" + candidate.name() + "' calls itself through a pointer", span);
      } else {
        Value value = inline(candidate, kept, span);
        if (result >= 0) {
          body.emit(new Instruction.Assign(body.at(span), result, value.term()), span);
        }
      }
      body.code().jump(body.at(span), end);
      body.code().place(next);
    }
    fault("call through a pointer to no function", span);
    body.code().place(end);
    return result < 0 ? Value.NOTHING : new Value(type.result(), Terms.register(result));
  }

  private void fault(String message, Span span) {
    body.emit(new Instruction.Check(body.at(span), CheckKind.FAULT, Terms.ZERO, message), span);
  }

  /** Whether a call of the function is being inlined already. */
  private boolean active(Routine routine) {
    for (Frame frame = body.frame(); frame.caller() != null; frame = callerOf(frame)) {
      if (frame.name().equals(routine.name())) {
        return true;
      }
    }
    return false;
  }

  /** The body of a function in place of its call. */
  Value inline(Routine routine, List<Value> arguments, Span span) {
    FunctionType type = routine.type();
    if (arguments.size() != type.parameters().size()) {
      throw new SemanticException(
          span,
          "'"
              + routine.name()
              + "' takes "
              + type.parameters().size()
              + (type.parameters().size() == 1 ? " argument" : " arguments")
              + ", not "
              + arguments.size());
    }
    FunctionDefinition definition = routine.body(span);
    if (body.probing()) {
      checkArguments(type, arguments, span);
      return absent(type.result());
    }
    checkDepth(routine, span);
    return inlined(routine, definition, arguments, span);
  }

  private Value inlined(
      Routine routine, FunctionDefinition definition, List<Value> arguments, Span span) {
    CType resultType = routine.type().result();
    Expression only = onlyReturned(definition);
    boolean valueOnly = only != null && resultType != VoidType.VOID;
    int result = resultType == VoidType.VOID || valueOnly ? -1 : body.code().temporary();
    NameUses uses = routine.uses(definition);
    Frame frame =
        new Frame(
            routine.name(), body.frame(), uses, resultType, result, body.label(), body.atomic());
    Scope scope = new Scope(body.unit().globals());
    return body.inFrame(
        frame,
        scope,
        () -> {
          for (int i = 0; i < arguments.size(); i++) {
            bind(definition, i, routine.type().parameters().get(i), arguments.get(i), span);
          }
          if (valueOnly && only != null) {
            return body.conversions().implicit(body.value(only), resultType, only.span());
          }
          body.statements().lower(definition.body());
          body.statements().closeFrame();
          return result < 0 ? Value.NOTHING : new Value(resultType, Terms.register(result));
        });
  }

  /** The value of a function that does nothing but return it. */
  private static @Nullable Expression onlyReturned(FunctionDefinition definition) {
    List<Statement> statements = definition.body().statements();
    return statements.size() == 1 && statements.get(0) instanceof Statement.Return only
        ? only.value()
        : null;
  }

  /** A parameter that is never assigned is another name for a constant or a register. */
  private void bind(
      FunctionDefinition definition, int index, CType type, Value argument, Span span) {
    TypeNode.Parameter parameter = definition.type().parameters().get(index);
    String name = parameter.name();
    Value value = body.conversions().implicit(argument, type, span);
    boolean simple = Terms.known(value.term()).isPresent() || value.term() instanceof Register;
    if (simple && value.type().scalar() && !body.frame().uses().assigned(name)) {
      body.scope().define(name, new Symbol.Known(value));
      return;
    }
    Place place = body.declarations().parameter(parameter, name, type.unqualified());
    body.scope().define(name, new Symbol.Variable(name, place));
    body.places().store(place, value, AccessKind.PLAIN, span);
  }

  private void checkArguments(FunctionType type, List<Value> arguments, Span span) {
    for (int i = 0; i < arguments.size(); i++) {
      body.conversions().implicit(arguments.get(i), type.parameters().get(i), span);
    }
  }

  private Value absent(CType type) {
    // Something must show that this is no constant.
    int result = body.code().temporary();
    return type == VoidType.VOID ? Value.NOTHING : new Value(type, Terms.register(result));
  }

  private void checkDepth(Routine routine, Span span) {
    if (active(routine)) {
      throw new SemanticException(
          span,
          "'" + routine.name() + "' calls itself: " + cycle(routine.name()),
          "functions are inlined; write the recursion as a loop");
    }
    if (body.frame().depth() >= DEPTH_MAX) {
      throw new SemanticException(span, "calls are nested more than " + DEPTH_MAX + " deep");
    }
  }

  private static Frame callerOf(Frame frame) {
    Frame caller = frame.caller();
    return caller == null ? frame : caller;
  }

  private String cycle(String name) {
    StringBuilder path = new StringBuilder(name);
    for (Frame frame = body.frame(); frame.caller() != null; frame = callerOf(frame)) {
      path.insert(0, frame.name() + " -> ");
      if (frame.name().equals(name)) {
        break;
      }
    }
    return path.toString();
  }
}
