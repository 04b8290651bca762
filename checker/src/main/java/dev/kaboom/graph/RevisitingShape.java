package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;

/**
 * Which models {@link RevisitingExplorer} takes: threads without handlers that read, write, modify,
 * fence and wait, and nothing that needs an execution to be shown.
 */
final class RevisitingShape {
  private RevisitingShape() {}

  /** Whether the explorer knows all that is in the model. */
  static boolean fits(Model model, ImmutableList<ThreadCode> codes) {
    boolean asks = model.properties().stream().anyMatch(Property.FinalCondition.class::isInstance);
    return !asks
        && model.program().contexts().stream().allMatch(RevisitingShape::isProcess)
        && codes.stream().allMatch(RevisitingShape::isKnown);
  }

  private static boolean isProcess(Context context) {
    return context.kind() == ContextKind.PROCESS;
  }

  private static boolean isKnown(ThreadCode code) {
    boolean inside = false;
    int reads = 0;
    for (Step step : code.steps()) {
      switch (step.kind()) {
        case ATOMIC_BEGIN -> {
          inside = true;
          reads = 0;
        }
        case ATOMIC_END -> inside = false;
        case LOAD -> reads++;
        case STORE, RMW, FENCE -> {
          if (inside) {
            return false;
          }
        }
        case ASSIGN, BRANCH, JUMP, REQUIRE, ASSUME, CHECK -> {}
        case LOCK,
            TRY_LOCK,
            IS_LOCKED,
            UNLOCK,
            SRCU_FENCE,
            NONDET,
            IRQ,
            SEND,
            AWAIT_SENT,
            ENTER,
            SERVED,
            HALT,
            UNSUPPORTED -> {
          return false;
        }
      }
      if ((inside && (reads > 1 || step.loop() >= 0)) || waitsForReaders(step)) {
        return false;
      }
    }
    return true;
  }

  private static boolean waitsForReaders(Step step) {
    return (step.tags() & (Tag.SYNC_RCU.bit() | Tag.SYNC_SRCU.bit())) != 0;
  }
}
