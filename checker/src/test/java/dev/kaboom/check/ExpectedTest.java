package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.check.Checked.Outcome;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.report.Stories;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import org.junit.jupiter.api.Test;

class ExpectedTest {
  private static final Verdict HOLDS = new Verdict.Holds();
  private static final Verdict GAVE_UP = new Verdict.Inconclusive("time");

  private static Verdict violated(Violation.Kind kind, String name) {
    return Stories.storeBuffering().violated(kind, name);
  }

  private static CheckResult result(Verdict verdict, Observation observation, String... flags) {
    boolean deadlock =
        verdict instanceof Verdict.Violated v && v.violation().kind() == Violation.Kind.DEADLOCK;
    return new CheckResult(
        Stories.storeBuffering().model(),
        Machine.LKMM,
        Compiler.SOURCE,
        verdict,
        observation,
        ImmutableSortedSet.of(),
        0L,
        0L,
        ImmutableSortedSet.copyOf(flags),
        ImmutableList.of(
            new PropertyResult("deadlock", "deadlock", deadlock ? "violated" : "holds")),
        new Statistics(0, 0, 0, 0, 0, 0));
  }

  private static void check(Outcome expected, Expected expectation, CheckResult result) {
    Checked checked = new Checked("f", Variant.PLAIN, result, expectation, "");
    assertEquals(expected, checked.outcome());
  }

  private static Expected verdict(String verdict, String violation) {
    return new Expected.OfVerdict(verdict, violation);
  }

  private static Expected comment(Observation observation, String... flags) {
    return new Expected.OfObservation(observation, ImmutableSet.copyOf(flags));
  }

  @Test
  void withoutExpectationTheVerdictDecides() {
    check(Outcome.PASSED, Expected.NOTHING, result(HOLDS, Observation.NONE));
    check(Outcome.INCONCLUSIVE, Expected.NOTHING, result(GAVE_UP, Observation.NONE));
    check(
        Outcome.FAILED,
        Expected.NOTHING,
        result(violated(Violation.Kind.BUG, "b"), Observation.NONE));
  }

  @Test
  void aViolationIsNamedByTextOrKindOrNotAtAll() {
    CheckResult bug = result(violated(Violation.Kind.BAD_ACCESS, "NULL"), Observation.NONE);
    check(Outcome.PASSED, verdict("violated", ""), bug);
    check(Outcome.PASSED, verdict("violated", "NULL"), bug);
    check(Outcome.PASSED, verdict("violated", "bad-access"), bug);
    check(Outcome.FAILED, verdict("violated", "deadlock"), bug);
    check(Outcome.FAILED, verdict("holds", ""), bug);
  }

  @Test
  void anUnfinishedSearchIsOnlyGoodWhereItIsExpected() {
    CheckResult gaveUp = result(GAVE_UP, Observation.NONE);
    check(Outcome.PASSED, verdict("inconclusive", ""), gaveUp);
    check(Outcome.INCONCLUSIVE, verdict("holds", ""), gaveUp);
    check(Outcome.INCONCLUSIVE, comment(Observation.NEVER), gaveUp);
  }

  @Test
  void aResultCommentIsAboutTheObservationAndTheFlags() {
    Verdict condition = violated(Violation.Kind.CONDITION, "c");
    check(Outcome.PASSED, comment(Observation.NEVER), result(HOLDS, Observation.NEVER));
    check(Outcome.FAILED, comment(Observation.NEVER), result(HOLDS, Observation.SOMETIMES));
    check(Outcome.PASSED, comment(Observation.ALWAYS), result(condition, Observation.ALWAYS));
    Expected race = comment(Observation.NEVER, "DATARACE");
    check(Outcome.PASSED, race, result(HOLDS, Observation.NEVER, "data-race"));
    check(Outcome.FAILED, race, result(HOLDS, Observation.NEVER));
    check(
        Outcome.FAILED, comment(Observation.NEVER), result(HOLDS, Observation.NEVER, "data-race"));
  }

  @Test
  void aDeadlockOfALitmusTestMustBeAnnounced() {
    Verdict deadlock = violated(Violation.Kind.DEADLOCK, "deadlock");
    CheckResult result = result(deadlock, Observation.NEVER);
    check(Outcome.FAILED, comment(Observation.NEVER), result);
    check(Outcome.PASSED, comment(Observation.NEVER, "DEADLOCK"), result);
  }

  @Test
  void theCommentSpeaksOfTheKernelsModelOnly() {
    Expectation never = new Expectation(Observation.NEVER, ImmutableSet.of());
    Expectation stuck = new Expectation(Observation.NEVER, ImmutableSet.of("DEADLOCK"));
    assertEquals("Never", Expected.ofComment(never, Machine.LKMM).text());
    assertEquals("", Expected.ofComment(never, Machine.TSO).text());
    assertEquals("Never DEADLOCK", Expected.ofComment(stuck, Machine.LKMM_6_1).text());
    assertEquals("DEADLOCK", Expected.ofComment(stuck, Machine.SC).text());
    assertEquals("", Expected.ofComment(Expectation.NONE, Machine.LKMM).text());
  }
}
