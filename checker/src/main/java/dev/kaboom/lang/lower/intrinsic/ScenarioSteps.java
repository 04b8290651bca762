package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.lower.Body;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.SemanticException;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.program.Instruction;
import java.util.OptionalLong;

/** {@code await}, {@code assume}, {@code halt}, {@code nondet}: the checker's own statements. */
final class ScenarioSteps {
  private static final long CHOICES_MAX = 256;

  private ScenarioSteps() {}

  static void addTo(Primitives table) {
    table.action("await", 1, ScenarioSteps::await);
    table.action("assume", 1, ScenarioSteps::assume);
    table.action("halt", 0, call -> call.emit(new Instruction.Halt(call.at())));
    table.value("nondet", 2, ScenarioSteps::nondet);
  }

  private static void await(IntrinsicCall call) {
    Body body = call.body();
    if (body.insideAtomic()) {
      body.reading(() -> require(call));
    } else {
      body.atomically(call.span(), () -> body.reading(() -> require(call)));
    }
  }

  private static void require(IntrinsicCall call) {
    Value value = call.body().scalar(call.arguments().get(0));
    call.emit(new Instruction.Require(call.at(), value.term()));
  }

  private static void assume(IntrinsicCall call) {
    Value value = call.body().scalar(call.arguments().get(0));
    call.emit(new Instruction.Assume(call.at(), value.term()));
  }

  private static Value nondet(IntrinsicCall call) {
    long low = constant(call, 0);
    long high = constant(call, 1);
    if (low > high || high - low >= CHOICES_MAX || low != (int) low || high != (int) high) {
      throw new SemanticException(
          call.span(), "nondet(low, high) chooses among 1 to " + CHOICES_MAX + " values of int");
    }
    int register = call.body().code().temporary();
    call.emit(new Instruction.Nondet(call.at(), register, low, high));
    return new Value(IntegerType.INT, Terms.register(register));
  }

  private static long constant(IntrinsicCall call, int index) {
    Expression argument = call.arguments().get(index);
    OptionalLong known = Terms.known(call.body().scalar(argument).term());
    return known.orElseThrow(
        () -> new SemanticException(argument.span(), "the bounds of nondet() are constants"));
  }
}
