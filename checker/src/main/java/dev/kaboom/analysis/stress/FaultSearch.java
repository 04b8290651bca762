package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.stress.Outcomes.Expect;
import dev.kaboom.analysis.stress.Outcomes.Outcome;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the checker which faults a run may come to. A search ends at the first fault that it finds,
 * so each check is asked about alone, with all others as assumptions. That finds a run with one
 * fault. A run in which several CPUs come to faults counts by one of them that can happen alone,
 * else as {@link Outcomes#SEVERAL_FAULTS}.
 */
final class FaultSearch {
  private final Model model;
  private final String machine;
  private final Function<Model, CheckResult> checker;

  /**
   * A search for the faults of {@code model}.
   *
   * @param model without properties
   * @param machine the name of the machine that {@code checker} asks
   */
  FaultSearch(Model model, String machine, Function<Model, CheckResult> checker) {
    this.model = model;
    this.machine = machine;
    this.checker = checker;
  }

  /**
   * The outcomes of all faults that a harness of the model knows; {@code any} is about them all.
   */
  ImmutableList<Outcome> outcomes(CheckResult any) {
    boolean some = any.verdict() instanceof Verdict.Violated;
    ImmutableList.Builder<Outcome> outcomes = ImmutableList.builder();
    CheckResult others = some ? checker.apply(Assumed.except(model, check -> false)) : any;
    outcomes.add(outcome(Outcomes.BAD_ACCESS, others, Violation.Kind.BAD_ACCESS));
    if (new Waits(model.program()).exist()) {
      outcomes.add(outcome(Outcomes.DEADLOCK, others, Violation.Kind.DEADLOCK));
    }
    for (String text : Messages.of(model.program()).checks()) {
      CheckResult alone =
          some
              ? checker.apply(Assumed.except(model, check -> Messages.text(check).equals(text)))
              : any;
      outcomes.add(outcome(text, alone, null));
    }
    if (model.program().cpuCount() > 1) {
      outcomes.add(
          some
              ? new Outcome(
                  Outcomes.SEVERAL_FAULTS, Expect.ACCEPTABLE, "Each is asked about alone.")
              : forbidden(Outcomes.SEVERAL_FAULTS));
    }
    return outcomes.build();
  }

  private Outcome forbidden(String id) {
    return new Outcome(id, Expect.FORBIDDEN, "The checker proves under " + machine + ": never.");
  }

  /** What an answer says of a fault of that kind, or, if it is null, of a check of the model. */
  private Outcome outcome(String id, CheckResult result, Violation.@Nullable Kind kind) {
    if (result.verdict() instanceof Verdict.Holds) {
      return forbidden(id);
    }
    if (result.verdict() instanceof Verdict.Violated violated) {
      Violation found = violated.violation();
      if (kind == null ? !ofMachine(found.kind()) : found.kind() == kind) {
        String why = "The checker has a trace under " + machine + " to: " + found.name() + ".";
        return new Outcome(id, Expect.ACCEPTABLE_INTERESTING, why);
      }
      String why = "Not decided: the search ended at another fault, " + found.name() + ".";
      return new Outcome(id, Expect.ACCEPTABLE, why);
    }
    return new Outcome(id, Expect.ACCEPTABLE, "Not decided within the limits of the search.");
  }

  /** Whether a violation of that kind needs no check. */
  private static boolean ofMachine(Violation.Kind kind) {
    return kind == Violation.Kind.BAD_ACCESS
        || kind == Violation.Kind.DEADLOCK
        || kind == Violation.Kind.LIVELOCK;
  }
}
