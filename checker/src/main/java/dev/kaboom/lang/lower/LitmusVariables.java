package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.Suggestions;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.PointerType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shared variables of a litmus test: those of its first block, the parameters of its routines,
 * and what its condition names. Where no value is given it is 0.
 */
final class LitmusVariables {
  private final Unit unit;
  private final LitmusTest test;
  private final Map<String, Value> addresses = new LinkedHashMap<>();
  private final Body constants;

  LitmusVariables(Unit unit, LitmusTest test) {
    this.unit = unit;
    this.test = test;
    Statement.Block nothing = new Statement.Block(test.span(), ImmutableList.of());
    this.constants =
        new Body(unit, new Site(Site.Kind.CONSTANT, "", "", 0), nothing, new Scope(null));
  }

  /** Places the variables that the first block and the routines name. */
  void declare() {
    for (LitmusTest.Init init : test.initial()) {
      if (init.thread() == null) {
        declare(init.name(), type(init), init.span());
      }
    }
    for (LitmusTest.Init init : test.initial()) {
      if (init.value() instanceof Initializer.Value value) {
        declareNamed(value.expression());
      }
    }
    for (LitmusTest.Routine routine : test.routines()) {
      for (TypeNode.Parameter parameter : routine.parameters()) {
        declare(parameter.name(), IntegerType.LONG, parameter.span());
      }
    }
  }

  private CType type(LitmusTest.Init init) {
    if (init.type() == null) {
      return init.value() instanceof Initializer.Braces
          ? completed(new ArrayType(IntegerType.LONG, -1), init)
          : IntegerType.LONG;
    }
    return completed(constants.types().resolve(init.type()), init);
  }

  private CType completed(CType type, LitmusTest.Init init) {
    Initializer value = init.value();
    return value == null ? type : Initializers.completed(constants, type, value);
  }

  private void declareNamed(Expression value) {
    if (value instanceof Expression.Identifier name) {
      declare(name.name(), IntegerType.LONG, name.span());
    } else if (value instanceof Expression.Unary unary && unary.operator() == UnaryOp.ADDRESS_OF) {
      declareNamed(unary.operand());
    }
  }

  /** Places a variable unless there is one of that name. */
  void declare(String name, CType type, Span span) {
    if (addresses.containsKey(name)) {
      return;
    }
    unit.checkObject(name, type, span);
    long address = unit.memory().global(name, type);
    CType target = type instanceof ArrayType array ? array.element() : type;
    Value value = new Value(new PointerType(target), Terms.constant(address));
    addresses.put(name, value);
    constants.scope().define(name, new Symbol.Known(value));
  }

  /** Gives the cells their values. */
  void initialize() {
    for (LitmusTest.Init init : test.initial()) {
      Initializer value = init.value();
      if (init.thread() != null || value == null) {
        continue;
      }
      long address = Terms.known(address(init.name(), init.span()).term()).orElseThrow();
      if (value instanceof Initializer.Value single) {
        unit.memory().initial(address, constant(single));
        continue;
      }
      CType type = type(init);
      for (Initializers.Slot slot : Initializers.flatten(constants, type, value)) {
        unit.memory().initial(address + slot.offset(), constant(slot.value()));
      }
    }
  }

  /** The value that an initialiser gives; the name of a variable is its address. */
  long constant(@Nullable Initializer initializer) {
    return initializer instanceof Initializer.Value value ? constant(value.expression()) : 0;
  }

  private long constant(Expression expression) {
    Expression inner = expression;
    boolean address =
        inner instanceof Expression.Unary unary
            && unary.operator() == UnaryOp.ADDRESS_OF
            && unary.operand() instanceof Expression.Identifier;
    if (address && inner instanceof Expression.Unary unary) {
      inner = unary.operand();
    }
    return constants.constant(inner, IntegerType.LONG, "the initial value");
  }

  /** The address of a variable. */
  Value address(String name, Span span) {
    Value address = addresses.get(name);
    if (address == null) {
      throw new SemanticException(
          span, "there is no variable '" + name + "'", Suggestions.hint(name, addresses.keySet()));
    }
    return address;
  }
}
