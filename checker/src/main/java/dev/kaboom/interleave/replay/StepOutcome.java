package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Violation;

/** What came of an attempt to take a transition. */
public sealed interface StepOutcome {
  /** It was taken. */
  record Stepped(Step step) implements StepOutcome {}

  /** It was taken and went wrong; there is no state after it. */
  record Violated(Step step, Violation violation) implements StepOutcome {}

  /** An assumption or a guess failed; there is no state after it. */
  record Discarded(String reason) implements StepOutcome {}

  /**
   * It is not possible here, and nothing has changed.
   *
   * @param reason a sentence without a subject: "the lock is taken"
   * @param possible the labels that are
   */
  record NotEnabled(String label, String reason, ImmutableList<String> possible)
      implements StepOutcome {}
}
