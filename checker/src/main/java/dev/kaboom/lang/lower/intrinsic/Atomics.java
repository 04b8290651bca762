package dev.kaboom.lang.lower.intrinsic;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.UnaryOperator;
import dev.kaboom.program.ValueType;

/** {@code atomic_add()}, {@code atomic_fetch_or_relaxed()}, {@code atomic_dec_and_test()} … */
final class Atomics {
  static final ImmutableList<String> PREFIXES =
      ImmutableList.of("atomic_", "atomic64_", "atomic_long_");

  /** An operation of the family. */
  private enum Operation {
    ADD("add", BinaryOperator.ADD),
    SUB("sub", BinaryOperator.SUBTRACT),
    INC("inc", BinaryOperator.ADD),
    DEC("dec", BinaryOperator.SUBTRACT),
    AND("and", BinaryOperator.AND),
    OR("or", BinaryOperator.OR),
    XOR("xor", BinaryOperator.XOR),
    ANDNOT("andnot", BinaryOperator.AND);

    final String word;
    final BinaryOperator operator;

    Operation(String word, BinaryOperator operator) {
      this.word = word;
      this.operator = operator;
    }

    /** Whether it counts by one and takes the counter alone. */
    boolean counts() {
      return this == INC || this == DEC;
    }

    int arguments() {
      return counts() ? 1 : 2;
    }

    /** Whether there is a form that returns the new value. */
    boolean returns() {
      return this == ADD || this == SUB || counts();
    }
  }

  private Atomics() {}

  static void addTo(Primitives table) {
    for (String prefix : PREFIXES) {
      for (Operation operation : Operation.values()) {
        add(table, prefix, operation);
      }
      table.value(prefix + "sub_and_test", 2, call -> test(call, Operation.SUB));
      table.value(prefix + "dec_and_test", 1, call -> test(call, Operation.DEC));
      table.value(prefix + "inc_and_test", 1, call -> test(call, Operation.INC));
      for (String suffix : ReadModifyWrite.Suffix.NAMES) {
        RmwOrder order = ReadModifyWrite.Suffix.order(suffix);
        table.value(prefix + "add_negative" + suffix, 2, call -> negative(call, order));
      }
    }
  }

  private static void add(Primitives table, String prefix, Operation operation) {
    String word = operation.word;
    int arguments = operation.arguments();
    table.action(prefix + word, arguments, call -> change(call, operation));
    for (String suffix : ReadModifyWrite.Suffix.NAMES) {
      RmwOrder order = ReadModifyWrite.Suffix.order(suffix);
      table.value(
          prefix + "fetch_" + word + suffix, arguments, call -> fetch(call, operation, order));
      if (operation.returns()) {
        table.value(
            prefix + word + "_return" + suffix, arguments, call -> changed(call, operation, order));
      }
    }
  }

  private static Place.InMemory counter(IntrinsicCall call, Operation operation) {
    return call.pointee(operation.counts() ? 0 : 1);
  }

  private static Expression operand(IntrinsicCall call, Operation operation, Place counter) {
    if (operation.counts()) {
      return Terms.ONE;
    }
    Expression value = call.value(0, counter.type()).term();
    return operation == Operation.ANDNOT ? Terms.unary(UnaryOperator.COMPLEMENT, value) : value;
  }

  private static void change(IntrinsicCall call, Operation operation) {
    Place.InMemory counter = counter(call, operation);
    Expression operand = operand(call, operation, counter);
    ReadModifyWrite rmw = new ReadModifyWrite(call, counter);
    rmw.emitUnordered(Terms.binary(operation.operator, rmw.old(), operand));
  }

  private static Value fetch(IntrinsicCall call, Operation operation, RmwOrder order) {
    Place.InMemory counter = counter(call, operation);
    Expression operand = operand(call, operation, counter);
    ReadModifyWrite rmw = new ReadModifyWrite(call, counter);
    rmw.emit(Terms.binary(operation.operator, rmw.old(), operand), order);
    return new Value(counter.type(), rmw.old());
  }

  private static Value changed(IntrinsicCall call, Operation operation, RmwOrder order) {
    Place.InMemory counter = counter(call, operation);
    Expression operand = operand(call, operation, counter);
    ReadModifyWrite rmw = new ReadModifyWrite(call, counter);
    Expression sum = Terms.binary(operation.operator, rmw.old(), operand);
    rmw.emit(sum, order);
    return new Value(counter.type(), rmw.cut(sum));
  }

  private static Value test(IntrinsicCall call, Operation operation) {
    Value value = changed(call, operation, RmwOrder.FULL);
    return Value.truth(Terms.equal(value.term(), Terms.ZERO));
  }

  private static Value negative(IntrinsicCall call, RmwOrder order) {
    Value value = changed(call, Operation.ADD, order);
    ValueType cell = value.type().cell().orElse(ValueType.S64);
    Expression signed = Terms.cast(new ValueType(cell.bytes(), true), value.term());
    return Value.truth(Terms.binary(BinaryOperator.LESS, signed, Terms.ZERO));
  }
}
