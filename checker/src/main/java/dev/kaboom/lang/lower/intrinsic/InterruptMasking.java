package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.SemanticException;
import dev.kaboom.lang.lower.Site;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction.IrqOperation;
import dev.kaboom.program.Instruction.IrqOperation.Kind;
import org.jspecify.annotations.Nullable;

/** {@code local_irq_disable()} and its like, and the number of this CPU. */
final class InterruptMasking {
  private InterruptMasking() {}

  static void addTo(Primitives table) {
    table.action("local_irq_disable", 0, call -> emit(call, Kind.DISABLE, -1, null));
    table.action("local_irq_enable", 0, call -> emit(call, Kind.ENABLE, -1, null));
    table.action("local_irq_save", 1, InterruptMasking::save);
    table.action(
        "local_irq_restore",
        1,
        call -> emit(call, Kind.RESTORE, -1, call.value(0, IntegerType.UNSIGNED_LONG).term()));
    table.value("smp_processor_id", 0, InterruptMasking::cpu);
    table.value("raw_smp_processor_id", 0, InterruptMasking::cpu);
  }

  private static Value cpu(IntrinsicCall call) {
    Site site = call.body().site();
    if (site.kind() == Site.Kind.PREDICATE) {
      throw new SemanticException(
          call.span(), "a property runs on no CPU", "name the CPU: per_cpu(v, 0)");
    }
    return Value.ofInt(site.cpu());
  }

  private static void save(IntrinsicCall call) {
    Place flags = call.place(0);
    int register = call.body().code().temporary();
    emit(call, Kind.SAVE, register, null);
    Value saved = new Value(flags.type(), Terms.register(register));
    call.body().places().store(flags, saved, AccessKind.PLAIN, call.span());
  }

  static void emit(IntrinsicCall call, Kind kind, int register, @Nullable Expression flags) {
    call.emit(new IrqOperation(call.at(), kind, register, flags));
  }
}
