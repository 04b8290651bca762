package dev.kaboom.graph;

import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * What execution graphs cannot express: indivisible steps that do more than the memory model has a
 * meaning for, a grace period that a handler may come into the middle of where a machine's steps
 * show that, and grace periods and SRCU where the memory model does not know them.
 */
final class Refusals {
  private Refusals() {}

  /** What has to be refused first, and where, as a phrase; null if nothing. */
  static @Nullable String firstIn(Program program, Context context, Axioms axioms) {
    ThreadCode compiled = ThreadCode.of(context.code(), axioms.srcuStyle());
    int begin = -1;
    for (int pc = 0; pc < compiled.end(); pc++) {
      Step step = compiled.steps().get(pc);
      if (step.instruction() instanceof Instruction.Rmw rmw && rmw.order().local()) {
        return phrase(rmw, "this_cpu operations, which other CPUs can split,");
      }
      switch (step.kind()) {
        case ATOMIC_BEGIN -> {
          begin = pc;
          if (!isKnown(compiled, pc, axioms)) {
            return phrase(step.instruction(), "indivisible steps that do more than wait");
          }
        }
        case ATOMIC_END -> begin = -1;
        case UNSUPPORTED -> {
          return phrase(step.instruction(), "SRCU operations under this machine");
        }
        case SRCU_FENCE, NONDET, HALT, IRQ, SEND, AWAIT_SENT -> {
          if (begin >= 0) {
            return phrase(step.instruction(), "indivisible steps that do more than access memory");
          }
        }
        case FENCE -> {
          boolean waits = (step.tags() & Tag.SYNC_RCU.bit()) != 0;
          if (waits && !axioms.seesGracePeriods()) {
            return step.instruction().at() + ": this machine has nothing like a grace period";
          }
          if (waits && (begin >= 0 || isSplit(program, context, axioms))) {
            return phrase(step.instruction(), "grace periods that a handler may interrupt");
          }
        }
        case LOAD,
            STORE,
            RMW,
            LOCK,
            TRY_LOCK,
            IS_LOCKED,
            UNLOCK,
            ENTER,
            SERVED,
            ASSIGN,
            BRANCH,
            JUMP,
            REQUIRE,
            ASSUME,
            CHECK -> {}
      }
    }
    return null;
  }

  private static boolean isKnown(ThreadCode code, int begin, Axioms axioms) {
    boolean waits = code.waits(begin);
    return code.acts(begin) ? axioms.seesIndivisibleSteps() && !waits : true;
  }

  private static boolean isSplit(Program program, Context context, Axioms axioms) {
    return axioms.seesIndivisibleSteps()
        && program.contexts().stream()
            .anyMatch(other -> other.kind() != ContextKind.PROCESS && other.cpu() == context.cpu());
  }

  private static String phrase(Instruction instruction, String what) {
    return instruction.at() + ": " + what + " are not supported in execution graphs";
  }
}
