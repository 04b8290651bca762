package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Engine;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.check.ReplayMismatchException;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Model;
import dev.kaboom.report.Stories;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/** Answers by the model's name: the name says what is to come out. */
final class FakeEngine implements Engine {
  @Override
  public EngineChoice choice() {
    return EngineChoice.STATES;
  }

  @Override
  public boolean supports(Machine machine) {
    return machine == Machine.SC || machine == Machine.TSO;
  }

  @Override
  public CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    progress.update(ProgressListener.Figures.ofStates(7, 3, 1 << 20, 0.5));
    return new CheckResult(
        model,
        machine,
        compiler,
        verdict(model.program().name(), machine),
        Observation.NONE,
        ImmutableSortedSet.of(),
        null,
        null,
        ImmutableSortedSet.of(),
        ImmutableList.of(),
        new Statistics(7, 0, 9, 3, 0, 0.5));
  }

  private static Verdict verdict(String name, Machine machine) {
    return switch (name) {
      case "bad" -> Stories.vmclear().violated(Violation.Kind.FINALLY, "no VMCS is lost");
      case "tsobad" -> machine == Machine.TSO ? verdict("bad", machine) : verdict("good", machine);
      case "slow" -> new Verdict.Inconclusive("10 s (--max-seconds) were not enough");
      case "mismatch" -> throw new ReplayMismatchException("step 3 of cpu0*3 cannot be taken");
      case "crash" -> throw new IllegalStateException("row 7");
      case "full" -> throw new OutOfMemoryError();
      default -> new Verdict.Holds();
    };
  }

  @Override
  public Optional<Step> next(
      Model model, Machine machine, Compiler compiler, Schedule prefix, String label) {
    return Optional.empty();
  }
}
