package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.verdict.Verdict;

/**
 * A check as test tools see it.
 *
 * @param file the model or test, as the user named it
 * @param name what tells it from the other cases of the file
 * @param sentence what came out, in one line
 * @param story the trace of a violation that was not expected, or the rest of an error's message
 * @param seconds wall time
 */
record TestCase(
    String file,
    String name,
    Outcome outcome,
    String sentence,
    ImmutableList<String> story,
    double seconds) {
  /** How a case ended. */
  enum Outcome {
    /** It holds, and should. */
    PASSED,
    /** It is violated as the expectation says: a known bug. */
    KNOWN,
    /** Inconclusive as the expectation says: nothing is known. */
    SKIPPED,
    /** A violation, or an answer other than the expected one. */
    FAILED,
    /** No answer where one was wanted. */
    ERROR
  }

  static TestCase of(Checked check, CheckOptions options) {
    Outcome outcome = outcome(check);
    return new TestCase(
        check.file(),
        Finding.title(check),
        outcome,
        Finding.sentence(check),
        outcome == Outcome.FAILED ? story(check, options) : ImmutableList.of(),
        check.result().statistics().seconds());
  }

  static TestCase of(Unchecked unchecked) {
    int line = unchecked.at().line();
    String place = line == 0 ? "" : " (" + unchecked.at().file() + ":" + line + ")";
    return new TestCase(
        unchecked.file(),
        "not checked" + place,
        Outcome.ERROR,
        unchecked.headline(),
        unchecked.reason().lines().skip(1).collect(ImmutableList.toImmutableList()),
        0);
  }

  private static Outcome outcome(Checked check) {
    boolean passed = check.outcome() == Checked.Outcome.PASSED;
    Verdict verdict = check.result().verdict();
    if (verdict instanceof Verdict.Inconclusive) {
      return passed ? Outcome.SKIPPED : Outcome.ERROR;
    }
    if (!passed) {
      return Outcome.FAILED;
    }
    return verdict instanceof Verdict.Violated ? Outcome.KNOWN : Outcome.PASSED;
  }

  private static ImmutableList<String> story(Checked check, CheckOptions options) {
    return check.result().verdict() instanceof Verdict.Violated violated
        ? new ViolationText(check.result().model(), Palette.PLAIN).story(check, violated, options)
        : ImmutableList.of();
  }
}
