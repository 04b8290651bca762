package dev.kaboom.check;

import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.util.Optional;

/**
 * A finished check beside what was expected of it: what reports show.
 *
 * @param file the model, as the user named it
 * @param variant how it was built
 * @param result what came out
 * @param expected what should have come out
 * @param cause for a violation the one sentence that {@link CauseFinder} found, else ""
 * @param witness an execution that satisfies the {@code exists}, if there is one to show
 */
public record Checked(
    String file,
    Variant variant,
    CheckResult result,
    Expected expected,
    String cause,
    Optional<Verdict.Violated> witness) {
  /** A check without a witness. */
  public Checked(
      String file, Variant variant, CheckResult result, Expected expected, String cause) {
    this(file, variant, result, expected, cause, Optional.empty());
  }

  /** How a check counts for the exit code. */
  public enum Outcome {
    PASSED,
    FAILED,
    INCONCLUSIVE
  }

  /** Whether the check came out as it should. */
  public Outcome outcome() {
    if (expected.agrees(result)) {
      return Outcome.PASSED;
    }
    return result.verdict() instanceof Verdict.Inconclusive ? Outcome.INCONCLUSIVE : Outcome.FAILED;
  }

  /** Whether anything was expected. */
  public boolean hasExpectation() {
    return !(expected instanceof Expected.Nothing);
  }
}
