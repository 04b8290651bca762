package dev.kaboom.lang.lower.intrinsic;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Instruction;

/** Barriers. */
final class Fences {
  private static final ImmutableMap<String, Barrier> BARRIERS =
      ImmutableMap.<String, Barrier>builder()
          .put("barrier", Barrier.COMPILER)
          .put("cpu_relax", Barrier.COMPILER)
          .put("smp_mb", Barrier.MB)
          .put("smp_wmb", Barrier.WMB)
          .put("smp_rmb", Barrier.RMB)
          .put("smp_mb__before_atomic", Barrier.BEFORE_ATOMIC)
          .put("smp_mb__after_atomic", Barrier.AFTER_ATOMIC)
          .put("smp_mb__after_spinlock", Barrier.AFTER_SPINLOCK)
          .put("smp_mb__after_unlock_lock", Barrier.AFTER_UNLOCK_LOCK)
          .put("smp_mb__after_srcu_read_unlock", Barrier.AFTER_SRCU_READ_UNLOCK)
          .buildOrThrow();

  private Fences() {}

  static void addTo(Primitives table) {
    BARRIERS.forEach(
        (name, barrier) ->
            table.action(name, 0, call -> call.emit(new Instruction.Fence(call.at(), barrier))));
  }
}
