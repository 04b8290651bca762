package dev.kaboom.report;

import dev.kaboom.check.Checked;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a weaker machine allows that a stronger one forbids, in one line: the two answers stand side
 * by side in the table, this says why they differ.
 */
final class Contrast {
  private Contrast() {}

  /** {@code violated where tso holds: nothing orders the write of x before the write of y}. */
  static Optional<String> of(Checked check, List<Checked> all) {
    String summary = check.result().picture().map(ExecutionPicture::summary).orElse("");
    if (summary.isEmpty()) {
      return Optional.empty();
    }
    return stronger(check, all)
        .map(machine -> words(check.result(), machine.label()) + ": " + summary);
  }

  private static String words(CheckResult result, String stronger) {
    return result.verdict() instanceof Verdict.Violated
        ? "violated where " + stronger + " holds"
        : "allowed where " + stronger + " forbids it";
  }

  /** The weakest machine before this one on which the same comes out well. */
  private static Optional<Machine> stronger(Checked check, List<Checked> all) {
    return all.stream()
        .filter(other -> other.variant().equals(check.variant()))
        .map(Checked::result)
        .filter(other -> other.machine() == Machine.SC || other.machine() == Machine.TSO)
        .filter(other -> other.machine().compareTo(check.result().machine()) < 0)
        .filter(other -> other.compiler() == check.result().compiler())
        .filter(other -> isWell(other, check.result()))
        .map(CheckResult::machine)
        .reduce((first, second) -> first.compareTo(second) > 0 ? first : second);
  }

  private static boolean isWell(CheckResult other, CheckResult result) {
    boolean asked = result.observation() != Observation.NONE;
    boolean never = other.observation() == Observation.NEVER;
    return other.verdict() instanceof Verdict.Holds
        && (never || !asked || result.verdict() instanceof Verdict.Violated);
  }
}
