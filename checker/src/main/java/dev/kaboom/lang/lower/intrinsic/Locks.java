package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.SemanticException;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.LockOperation.Kind;

/** Spinlocks. Masking of interrupts comes from the headers. */
final class Locks {
  private Locks() {}

  static void addTo(Primitives table) {
    table.action("spin_lock", 1, call -> emit(call, Kind.LOCK, -1));
    table.action("spin_unlock", 1, call -> emit(call, Kind.UNLOCK, -1));
    table.value("spin_trylock", 1, call -> asked(call, Kind.TRY_LOCK));
    table.value("spin_is_locked", 1, call -> asked(call, Kind.IS_LOCKED));
  }

  private static Value asked(IntrinsicCall call, Kind kind) {
    int register = call.body().code().temporary();
    emit(call, kind, register);
    return Value.truth(Terms.register(register));
  }

  private static void emit(IntrinsicCall call, Kind kind, int register) {
    Place.InMemory cell = call.pointee(0);
    if (!call.body().litmus() && call.cell(cell).bytes() != 4) {
      throw new SemanticException(call.spanOf(0), "this is no spinlock_t");
    }
    call.emit(new LockOperation(call.at(), kind, register, cell.address()));
  }
}
