package dev.kaboom.check;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Locale;

/** What should come out of one check. */
public sealed interface Expected {
  /** Nothing is expected: the verdict itself decides. */
  Expected NOTHING = new Nothing();

  /** As the expectation says it: {@code violated "list walk"}, {@code Never}; "" for nothing. */
  String text();

  /** Whether {@code result} is what was expected. */
  boolean agrees(CheckResult result);

  /** No expectation. */
  record Nothing() implements Expected {
    @Override
    public String text() {
      return "";
    }

    @Override
    public boolean agrees(CheckResult result) {
      return result.verdict() instanceof Verdict.Holds;
    }
  }

  /**
   * A line of an {@code .expected} file.
   *
   * @param verdict {@code holds}, {@code violated} or {@code inconclusive}
   * @param violation the name of the violation, or its kind ({@code deadlock}); "" for any. Where
   *     several properties are violated, one of them must have the name
   */
  record OfVerdict(String verdict, String violation) implements Expected {
    @Override
    public String text() {
      if (violation.isEmpty()) {
        return verdict;
      }
      boolean kind = ExpectationParser.KINDS.contains(violation);
      return verdict + " " + (kind ? violation : "\"" + violation + "\"");
    }

    @Override
    public boolean agrees(CheckResult result) {
      if (!verdict.equals(result.verdict().label())) {
        return false;
      }
      if (violation.isEmpty() || !(result.verdict() instanceof Verdict.Violated violated)) {
        return true;
      }
      Violation actual = violated.violation();
      return violation.equals(actual.name())
          || violation.equals(kindLabel(actual.kind()))
          || result.properties().stream()
              .anyMatch(p -> p.name().equals(violation) && p.verdict().equals("violated"));
    }
  }

  /**
   * The {@code Result:} comment of a litmus test.
   *
   * @param observation NONE if the comment gives only flags
   * @param flags {@code DEADLOCK} and {@code DATARACE} are understood
   */
  record OfObservation(Observation observation, ImmutableSet<String> flags) implements Expected {
    @Override
    public String text() {
      String word = observation == Observation.NONE ? "" : title(observation);
      return String.join(" ", word, String.join(" ", flags)).strip();
    }

    @Override
    public boolean agrees(CheckResult result) {
      if (result.verdict() instanceof Verdict.Inconclusive) {
        return false;
      }
      boolean sameAnswer = observation == Observation.NONE || observation == result.observation();
      boolean race = result.flags().contains("data-race");
      return sameAnswer && race == flags.contains("DATARACE") && deadlockAgrees(result);
    }

    private boolean deadlockAgrees(CheckResult result) {
      boolean deadlock =
          result.properties().stream()
              .anyMatch(p -> p.kind().equals("deadlock") && p.verdict().equals("violated"));
      return deadlock == flags.contains("DEADLOCK") && !faulty(result);
    }

    private static boolean faulty(CheckResult result) {
      return result.verdict() instanceof Verdict.Violated violated
          && switch (violated.violation().kind()) {
            case ASSERT, BUG, WARN, FAULT, BAD_ACCESS, LIVELOCK, ALWAYS, FINALLY, EXISTS -> true;
            case CONDITION, DEADLOCK, FLAG -> false;
          };
    }
  }

  /**
   * What the author of a litmus test expects under {@code machine}. The comment speaks of the
   * kernel's memory model, so that other machines only inherit what does not depend on it.
   */
  static Expected ofComment(Expectation expectation, Machine machine) {
    boolean kernelModel = machine == Machine.LKMM || machine == Machine.LKMM_6_1;
    if (kernelModel && !expectation.isNone()) {
      return new OfObservation(expectation.observation(), expectation.flags());
    }
    return expectation.flags().contains("DEADLOCK")
        ? new OfObservation(Observation.NONE, ImmutableSet.of("DEADLOCK"))
        : NOTHING;
  }

  /** {@code Never}, {@code Sometimes}, {@code Always} or {@code None}. */
  static String title(Observation observation) {
    String name = observation.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** {@code bad-access} for BAD_ACCESS. */
  static String kindLabel(Violation.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
