package dev.kaboom.report;

import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.program.Program;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * The summary that herd7 prints (herd/top_herd.ml of herdtools7), so that scripts that read herd7's
 * output read this.
 *
 * <p>As in herd7, the second word of the first line is Allowed for {@code exists}, Forbidden for
 * {@code ~exists} and Required for {@code forall}; Witnesses count for and against the test's claim
 * ({@code ~exists} swaps them), Observation counts for and against the proposition. The line {@code
 * Hash=} is left out: it is an MD5 of herd7's own rendering of the test, and herd7 leaves it out
 * too when it did not compute it. Where executions were not counted, final states are.
 *
 * <p>An unfinished search prints {@code Undef} in place of {@code Ok} or {@code No} and its reason;
 * a model without a condition prints as a test whose claim is that it is not violated.
 */
public final class HerdReporter implements Reporter {
  private final PrintWriter out;

  public HerdReporter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void checked(Checked check) {
    CheckResult result = check.result();
    Program program = result.model().program();
    Optional<Property.FinalCondition> condition = condition(result);
    line("Test " + program.name() + " " + condition.map(this::kind).orElse("Required"));
    line("States " + result.states().size());
    result.states().forEach(this::line);
    line(answer(result, condition));
    line("Witnesses");
    Counts counts = Counts.of(result);
    boolean swap =
        condition.map(c -> c.quantifier() == Quantifier.NOT_EXISTS).orElse(Boolean.FALSE);
    line(
        "Positive: %d Negative: %d"
            .formatted(
                swap ? counts.negative() : counts.positive(),
                swap ? counts.positive() : counts.negative()));
    result.flags().forEach(flag -> line("Flag " + flag));
    condition.ifPresent(c -> line("Condition " + c.quantifier().label() + " " + bare(c)));
    line(
        "Observation %s %s %d %d"
            .formatted(program.name(), observation(result), counts.positive(), counts.negative()));
    line(String.format(Locale.ROOT, "Time %s %.2f", program.name(), result.statistics().seconds()));
    line("");
    out.flush();
  }

  @Override
  public void endOfFile() {}

  @Override
  public void end() {
    out.flush();
  }

  private void line(String text) {
    out.print(text + "\n");
  }

  private static Optional<Property.FinalCondition> condition(CheckResult result) {
    return result.model().properties().stream()
        .filter(Property.FinalCondition.class::isInstance)
        .map(Property.FinalCondition.class::cast)
        .findFirst();
  }

  private String kind(Property.FinalCondition condition) {
    return switch (condition.quantifier()) {
      case EXISTS -> "Allowed";
      case NOT_EXISTS -> "Forbidden";
      case FORALL -> "Required";
    };
  }

  /** The condition's text without its quantifier, in parentheses. */
  private static String bare(Property.FinalCondition condition) {
    String text = condition.text().strip();
    String quantifier = condition.quantifier().label();
    if (text.startsWith(quantifier)) {
      text = text.substring(quantifier.length()).strip();
    }
    return enclosed(text) ? text : "(" + text + ")";
  }

  /** Whether the first character opens a parenthesis that the last one closes. */
  private static boolean enclosed(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open == 0) {
        return c == ')' && i == text.length() - 1;
      }
    }
    return false;
  }

  private static String answer(CheckResult result, Optional<Property.FinalCondition> condition) {
    if (result.verdict() instanceof Verdict.Inconclusive inconclusive) {
      return "Undef (" + inconclusive.reason() + ")";
    }
    boolean ok =
        condition
            .map(c -> holds(c.quantifier(), result.observation()))
            .orElse(result.verdict() instanceof Verdict.Holds);
    return ok ? "Ok" : "No";
  }

  private static boolean holds(Quantifier quantifier, Observation observation) {
    return switch (quantifier) {
      case EXISTS -> observation == Observation.SOMETIMES || observation == Observation.ALWAYS;
      case NOT_EXISTS -> observation == Observation.NEVER;
      case FORALL -> observation == Observation.ALWAYS;
    };
  }

  private static String observation(CheckResult result) {
    if (result.observation() != Observation.NONE) {
      return Expected.title(result.observation());
    }
    return result.verdict() instanceof Verdict.Holds ? "Always" : "Sometimes";
  }

  /** For and against the proposition. */
  private record Counts(long positive, long negative) {
    static Counts of(CheckResult result) {
      Long positive = result.positive();
      Long negative = result.negative();
      return new Counts(positive == null ? 0 : positive, negative == null ? 0 : negative);
    }
  }
}
