package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.ast.Expression.Unary;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.RmwOrder;

/**
 * {@code xchg()}, {@code cmpxchg()} and {@code try_cmpxchg()}; a failed comparison orders nothing.
 */
final class Exchanges {
  private Exchanges() {}

  static void addTo(Primitives table) {
    for (String suffix : ReadModifyWrite.Suffix.NAMES) {
      RmwOrder order = ReadModifyWrite.Suffix.order(suffix);
      add(table, "", suffix, order);
      Atomics.PREFIXES.forEach(prefix -> add(table, prefix, suffix, order));
    }
  }

  private static void add(Primitives table, String prefix, String suffix, RmwOrder order) {
    table.value(prefix + "xchg" + suffix, 2, call -> exchange(call, order));
    table.value(prefix + "cmpxchg" + suffix, 3, call -> compare(call, order));
    table.value(prefix + "try_cmpxchg" + suffix, 3, call -> attempt(call, order));
  }

  private static Value exchange(IntrinsicCall call, RmwOrder order) {
    Place.InMemory cell = call.pointee(0);
    Expression value = call.value(1, cell.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, cell);
    rmw.emit(value, order);
    return new Value(cell.type(), rmw.old());
  }

  private static Value compare(IntrinsicCall call, RmwOrder order) {
    Place.InMemory cell = call.pointee(0);
    Expression expected = call.value(1, cell.type()).term();
    Expression value = call.value(2, cell.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, cell);
    rmw.emitIf(Terms.equal(rmw.old(), expected), value, order);
    return new Value(cell.type(), rmw.old());
  }

  private static Value attempt(IntrinsicCall call, RmwOrder order) {
    Place.InMemory cell = call.pointee(0);
    Place expectedPlace = pointed(call);
    Value expected = call.body().places().load(expectedPlace, AccessKind.PLAIN, call.spanOf(1));
    Expression before = call.body().kept(expected.term(), call.span());
    Expression value = call.value(2, cell.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, cell);
    Expression matches = Terms.equal(rmw.old(), before);
    rmw.emitIf(matches, value, order);
    Label end = call.body().label();
    call.body().code().branch(call.at(), Terms.not(matches), end);
    call.body()
        .places()
        .store(
            expectedPlace,
            new Value(expectedPlace.type(), rmw.old()),
            AccessKind.PLAIN,
            call.spanOf(1));
    call.body().code().place(end);
    return Value.truth(matches);
  }

  /** {@code &old} is the variable itself, which need not be in memory for that. */
  private static Place pointed(IntrinsicCall call) {
    if (call.arguments().get(1) instanceof Unary unary && unary.operator() == UnaryOp.ADDRESS_OF) {
      return call.body().place(unary.operand());
    }
    return call.body().places().dereference(call.value(1), call.spanOf(1));
  }
}
