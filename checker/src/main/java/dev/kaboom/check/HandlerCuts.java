package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.replay.Snapshot;
import dev.kaboom.program.Context;
import dev.kaboom.verdict.Step;
import java.util.Optional;

/**
 * What one handler meets at each cut of a trace: before its first step, and after each.
 *
 * @param handler the handler
 * @param own the cut at which the trace has it, or -1
 * @param cuts in the order of the trace
 * @param complete whether these are all; else a bound ended the list
 */
public record HandlerCuts(Context handler, int own, ImmutableList<Cut> cuts, boolean complete) {
  /** What becomes of the execution. */
  public enum Outcome {
    /** A property breaks. */
    VIOLATED,
    /** None does in the execution that was looked at. */
    NOT_VIOLATED,
    /** The handler cannot come here, or no execution goes on from it. */
    REFUSED,
    /** It was given up. */
    UNFINISHED
  }

  /**
   * The handler at one cut.
   *
   * @param after the step before it; empty for the first cut
   * @param beyond whether the trace does not come here: it ends, or its handler has come before
   * @param state at the cut, before the handler comes
   * @param steps of the handler, its entry first
   * @param says a sentence: the violation, why it cannot come, why it was given up; else ""
   */
  public record Cut(
      Optional<Step> after,
      boolean beyond,
      Snapshot state,
      Outcome outcome,
      ImmutableList<Step> steps,
      String says) {}
}
