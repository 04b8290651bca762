package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Operand;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Instruction;

/** {@code READ_ONCE}, {@code smp_store_release}, {@code rcu_dereference} and their like. */
final class MarkedAccesses {
  private MarkedAccesses() {}

  static void addTo(Primitives table) {
    for (String name :
        new String[] {
          "READ_ONCE", "rcu_dereference", "rcu_access_pointer", "rcu_dereference_raw"
        }) {
      table.value(name, 1, call -> readOnce(call));
    }
    table.action("WRITE_ONCE", 2, call -> assign(call, AccessKind.ONCE));
    table.action("RCU_INIT_POINTER", 2, call -> assign(call, AccessKind.ONCE));
    table.action("rcu_assign_pointer", 2, call -> assign(call, AccessKind.RELEASE));
    table.action(
        "smp_store_mb",
        2,
        call -> {
          assign(call, AccessKind.ONCE);
          call.emit(new Instruction.Fence(call.at(), Barrier.MB));
        });
    table.value("smp_load_acquire", 1, call -> load(call, AccessKind.ACQUIRE));
    table.action("smp_store_release", 2, call -> store(call, 0, 1, AccessKind.RELEASE));
    for (String prefix : Atomics.PREFIXES) {
      table.value(prefix + "read", 1, call -> loadCell(call, AccessKind.ONCE));
      table.value(prefix + "read_acquire", 1, call -> loadCell(call, AccessKind.ACQUIRE));
      table.action(prefix + "set", 2, call -> storeCell(call, AccessKind.ONCE));
      table.action(prefix + "set_release", 2, call -> storeCell(call, AccessKind.RELEASE));
    }
  }

  /** What is no variable in memory is read as it is. */
  private static Value readOnce(IntrinsicCall call) {
    Operand operand = call.body().operand(call.arguments().get(0));
    return operand instanceof Place place
        ? call.body().places().load(place, AccessKind.ONCE, call.span())
        : (Value) operand;
  }

  private static void assign(IntrinsicCall call, AccessKind kind) {
    Place place = call.place(0);
    Value value = call.value(1, place.type());
    call.body().places().store(place, value, kind, call.span());
  }

  private static Value load(IntrinsicCall call, AccessKind kind) {
    Place place = call.body().places().dereference(call.value(0), call.spanOf(0));
    return call.body().places().load(place, kind, call.span());
  }

  private static void store(IntrinsicCall call, int pointer, int value, AccessKind kind) {
    Place place = call.body().places().dereference(call.value(pointer), call.spanOf(pointer));
    Value converted = call.value(value, place.type());
    call.body().places().store(place, converted, kind, call.span());
  }

  private static Value loadCell(IntrinsicCall call, AccessKind kind) {
    return call.body().places().load(call.pointee(0), kind, call.span());
  }

  private static void storeCell(IntrinsicCall call, AccessKind kind) {
    Place place = call.pointee(0);
    call.body().places().store(place, call.value(1, place.type()), kind, call.span());
  }
}
