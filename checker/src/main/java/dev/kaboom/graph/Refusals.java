package dev.kaboom.graph;

import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * What execution graphs cannot express: requests for interrupts, indivisible steps that do more
 * than wait for a condition, and SRCU where the memory model does not know it.
 */
final class Refusals {
  private Refusals() {}

  /** What has to be refused first, and where, as a phrase; null if nothing. */
  static @Nullable String firstIn(Code code, Axioms axioms) {
    ThreadCode compiled = ThreadCode.of(code, axioms.srcuStyle());
    boolean indivisible = false;
    for (Step step : compiled.steps()) {
      if (step.instruction() instanceof Instruction.Rmw rmw && rmw.order().local()) {
        return phrase(rmw, "this_cpu operations, which other CPUs can split,");
      }
      switch (step.kind()) {
        case ATOMIC_BEGIN -> indivisible = true;
        case ATOMIC_END -> indivisible = false;
        case UNSUPPORTED -> {
          return phrase(
              step.instruction(),
              step.instruction() instanceof Instruction.RcuOperation
                  ? "SRCU operations under this machine"
                  : "requests for interrupts");
        }
        case STORE, RMW, LOCK, TRY_LOCK, UNLOCK, FENCE, SRCU_FENCE, NONDET, IS_LOCKED, HALT -> {
          if (indivisible) {
            return phrase(step.instruction(), "indivisible steps that do more than wait");
          }
        }
        case LOAD, ASSIGN, BRANCH, JUMP, REQUIRE, ASSUME, CHECK, NOTHING -> {}
      }
    }
    return null;
  }

  private static String phrase(Instruction instruction, String what) {
    return instruction.at() + ": " + what + " are not supported in execution graphs";
  }
}
