package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.List;

/** Which orderings mean anything where a model is violated (docs/semantics.md, "Steps"). */
enum Meaning {
  /** Interleavings in source order: no ordering does. */
  NONE,
  /** Store buffers in source order: only the full barrier does. */
  FULL_BARRIERS,
  /** A compiler or a memory model that knows all of them. */
  EVERY_ORDERING;

  /** What means anything in one of the checks. */
  static Meaning in(List<Case> checks) {
    boolean steps =
        checks.stream().allMatch(c -> c.compiler() == Compiler.SOURCE && hasStates(c.machine()));
    if (!steps) {
      return EVERY_ORDERING;
    }
    return checks.stream().anyMatch(c -> c.machine() == Machine.TSO) ? FULL_BARRIERS : NONE;
  }

  private static boolean hasStates(Machine machine) {
    return switch (machine) {
      case SC, TSO -> true;
      case LKMM, LKMM_6_1, JVM -> false;
    };
  }

  /** Those of the barriers, from the weakest to the strongest, that mean anything. */
  ImmutableList<String> barriers(ImmutableList<String> all) {
    return switch (this) {
      case NONE -> ImmutableList.of();
      case FULL_BARRIERS -> all.subList(all.size() - 1, all.size());
      case EVERY_ORDERING -> all;
    };
  }
}
