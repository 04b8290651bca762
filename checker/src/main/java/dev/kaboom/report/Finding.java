package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Position;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the checks of one variant have found alike: the unit that tools list, track and suppress.
 *
 * @param sentence what came out, and what should have where that is something else
 * @param checks in the order in which they were made; the first stands for all
 */
record Finding(Kind kind, String sentence, ImmutableList<Checked> checks) {
  private static final String HEADERS = "linux/";

  /** What a finding means to who runs the checks. */
  enum Kind {
    /** A violation that was not expected. */
    VIOLATION,
    /** A violation that the expectation names: a known bug, or a test's forbidden outcome. */
    KNOWN,
    /** No violation, but another answer than the expected one. */
    MISMATCH,
    /** The search ended early. */
    INCONCLUSIVE
  }

  /** The findings of one file, in the order of their first checks. */
  static ImmutableList<Finding> of(List<Checked> ofFile) {
    Map<List<Object>, List<Checked>> groups = new LinkedHashMap<>();
    for (Checked check : ofFile) {
      Optional<Kind> kind = kind(check);
      if (kind.isPresent()) {
        List<Object> key = List.of(check.variant(), kind.get(), sentence(check));
        groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(check);
      }
    }
    return groups.values().stream()
        .map(ImmutableList::copyOf)
        .map(
            checks ->
                new Finding(kind(checks.get(0)).orElseThrow(), sentence(checks.get(0)), checks))
        .collect(ImmutableList.toImmutableList());
  }

  private static Optional<Kind> kind(Checked check) {
    boolean violated = check.result().verdict() instanceof Verdict.Violated;
    return switch (check.outcome()) {
      case PASSED -> violated ? Optional.of(Kind.KNOWN) : Optional.empty();
      case FAILED -> Optional.of(violated ? Kind.VIOLATION : Kind.MISMATCH);
      case INCONCLUSIVE -> Optional.of(Kind.INCONCLUSIVE);
    };
  }

  /** What came out of a check, and what should have where that is something else. */
  static String sentence(Checked check) {
    boolean surprise = check.hasExpectation() && check.outcome() != Checked.Outcome.PASSED;
    return answer(check.result()) + (surprise ? "; expected: " + check.expected().text() : "");
  }

  private static String answer(CheckResult result) {
    if (result.verdict() instanceof Verdict.Violated violated) {
      return "violated: " + ViolationText.headline(violated.violation());
    }
    if (result.verdict() instanceof Verdict.Inconclusive inconclusive) {
      return "inconclusive: " + inconclusive.reason();
    }
    return result.observation() == Observation.NONE
        ? result.verdict().label()
        : "observed: " + Expected.title(result.observation());
  }

  /** {@code before sc source}: what tells a check from the others of its file. */
  static String title(Checked check) {
    String machine = check.result().machine().label() + " " + check.result().compiler().label();
    return variant(check) + machine;
  }

  private static String variant(Checked check) {
    return check.variant().equals(Variant.PLAIN) ? "" : check.variant().name() + " ";
  }

  /** {@code before: sc source, tso source}. */
  String where() {
    Checked first = first();
    String variant = variant(first).strip();
    return checks.stream()
        .map(check -> title(check).substring(variant(first).length()))
        .collect(Collectors.joining(", ", variant.isEmpty() ? "" : variant + ": ", ""));
  }

  /** The check that stands for all. */
  Checked first() {
    return checks.get(0);
  }

  /** The violation, if it is one. */
  Optional<Verdict.Violated> violated() {
    return first().result().verdict() instanceof Verdict.Violated violated
        ? Optional.of(violated)
        : Optional.empty();
  }

  /**
   * The line of the model to look at: the violating access or the violated property. Where that is
   * in a header of Kaboom's own, which no user's tool can open, the last step before it that is in
   * the model; line 0 of the model if there is none.
   */
  Position at() {
    List<Position> places = new ArrayList<>();
    violated()
        .ifPresent(
            violated -> {
              places.add(violated.violation().at());
              List<Step> steps = violated.trace().steps();
              for (int i = steps.size() - 1; i >= 0; i--) {
                places.add(steps.get(i).at());
              }
            });
    return places.stream()
        .filter(place -> place.line() > 0 && !isBundled(place))
        .findFirst()
        .orElse(new Position(first().file(), 0, 0, "", ""));
  }

  /** Whether the place is in a header that ships inside Kaboom. */
  boolean isBundled(Position place) {
    return place.file().startsWith(HEADERS) && !first().file().startsWith(HEADERS);
  }
}
