package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Instruction.RcuOperation.Kind;

/** RCU and SRCU. */
final class ReadCopyUpdate {
  private ReadCopyUpdate() {}

  static void addTo(Primitives table) {
    table.action("rcu_read_lock", 0, call -> plain(call, Kind.READ_LOCK));
    table.action("rcu_read_unlock", 0, call -> plain(call, Kind.READ_UNLOCK));
    table.action("synchronize_rcu", 0, call -> plain(call, Kind.SYNCHRONIZE));
    table.action("synchronize_rcu_expedited", 0, call -> plain(call, Kind.SYNCHRONIZE_EXPEDITED));
    table.value("srcu_read_lock", 1, call -> enter(call, Kind.SRCU_READ_LOCK));
    table.value("srcu_down_read", 1, call -> enter(call, Kind.SRCU_DOWN_READ));
    table.action("srcu_read_unlock", 2, call -> leave(call, Kind.SRCU_READ_UNLOCK));
    table.action("srcu_up_read", 2, call -> leave(call, Kind.SRCU_UP_READ));
    table.action("synchronize_srcu", 1, call -> synchronize(call, Kind.SRCU_SYNCHRONIZE));
    table.action(
        "synchronize_srcu_expedited",
        1,
        call -> synchronize(call, Kind.SRCU_SYNCHRONIZE_EXPEDITED));
  }

  private static void plain(IntrinsicCall call, Kind kind) {
    call.emit(new RcuOperation(call.at(), kind, null, -1, null));
  }

  private static Value enter(IntrinsicCall call, Kind kind) {
    Expression domain = call.value(0).term();
    int register = call.body().code().temporary();
    call.emit(new RcuOperation(call.at(), kind, domain, register, null));
    return new Value(
        call.body().litmus() ? IntegerType.LONG : IntegerType.INT, Terms.register(register));
  }

  private static void leave(IntrinsicCall call, Kind kind) {
    Expression domain = call.value(0).term();
    Expression cookie = call.value(1, IntegerType.LONG).term();
    call.emit(new RcuOperation(call.at(), kind, domain, -1, cookie));
  }

  private static void synchronize(IntrinsicCall call, Kind kind) {
    call.emit(new RcuOperation(call.at(), kind, call.value(0).term(), -1, null));
  }
}
