package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.RmwOrder;

/** {@code atomic_add_unless()} and its like: fully ordered if they write, else not at all. */
final class ConditionalAtomics {
  private ConditionalAtomics() {}

  static void addTo(Primitives table) {
    for (String prefix : Atomics.PREFIXES) {
      table.value(prefix + "add_unless", 3, call -> Value.truth(unless(call).wrote()));
      table.value(
          prefix + "fetch_add_unless",
          3,
          call -> {
            Outcome outcome = unless(call);
            return new Value(outcome.cell().type(), outcome.old());
          });
      table.value(
          prefix + "inc_not_zero",
          1,
          call -> step(call, BinaryOperator.NOT_EQUAL, BinaryOperator.ADD));
      table.value(
          prefix + "inc_unless_negative",
          1,
          call -> stepIf(call, BinaryOperator.ADD, Sign.NOT_NEGATIVE));
      table.value(
          prefix + "dec_unless_positive",
          1,
          call -> stepIf(call, BinaryOperator.SUBTRACT, Sign.NOT_POSITIVE));
      table.value(prefix + "dec_if_positive", 1, ConditionalAtomics::decrementIfPositive);
    }
  }

  private enum Sign {
    NOT_NEGATIVE,
    NOT_POSITIVE
  }

  private record Outcome(Place cell, Expression old, Expression wrote) {}

  private static Outcome unless(IntrinsicCall call) {
    Place.InMemory cell = call.pointee(0);
    Expression amount = call.value(1, cell.type()).term();
    Expression stop = call.value(2, cell.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, cell);
    Expression writes = Terms.notEqual(rmw.old(), stop);
    rmw.emitIf(writes, Terms.binary(BinaryOperator.ADD, rmw.old(), amount), RmwOrder.FULL);
    return new Outcome(cell, rmw.old(), writes);
  }

  private static Value step(
      IntrinsicCall call, BinaryOperator comparison, BinaryOperator operator) {
    ReadModifyWrite rmw = new ReadModifyWrite(call, call.pointee(0));
    Expression writes = Terms.binary(comparison, rmw.old(), Terms.ZERO);
    rmw.emitIf(writes, Terms.binary(operator, rmw.old(), Terms.ONE), RmwOrder.FULL);
    return Value.truth(writes);
  }

  private static Value stepIf(IntrinsicCall call, BinaryOperator operator, Sign sign) {
    ReadModifyWrite rmw = new ReadModifyWrite(call, call.pointee(0));
    Expression writes =
        switch (sign) {
          case NOT_NEGATIVE -> Terms.binary(BinaryOperator.LESS_EQUAL, Terms.ZERO, rmw.old());
          case NOT_POSITIVE -> Terms.binary(BinaryOperator.LESS_EQUAL, rmw.old(), Terms.ZERO);
        };
    rmw.emitIf(writes, Terms.binary(operator, rmw.old(), Terms.ONE), RmwOrder.FULL);
    return Value.truth(writes);
  }

  private static Value decrementIfPositive(IntrinsicCall call) {
    Place.InMemory cell = call.pointee(0);
    ReadModifyWrite rmw = new ReadModifyWrite(call, cell);
    Expression less = Terms.binary(BinaryOperator.SUBTRACT, rmw.old(), Terms.ONE);
    Expression writes = Terms.binary(BinaryOperator.LESS, Terms.ZERO, rmw.old());
    rmw.emitIf(writes, less, RmwOrder.FULL);
    return new Value(cell.type(), rmw.cut(less));
  }
}
