package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/**
 * What a schedule does.
 *
 * @param trace its steps
 * @param violation that its last step is, or that was there before the first one
 * @param end what kind of state it ends in
 * @param observables the values of the model's observables in that state
 * @param falseAlways indices of the model's ALWAYS properties that are false in that state
 * @param falseFinally indices of the model's FINALLY properties that are false in that state, if it
 *     is final
 */
public record Replay(
    Trace trace,
    Optional<Violation> violation,
    End end,
    ImmutableList<Long> observables,
    ImmutableList<Integer> falseAlways,
    ImmutableList<Integer> falseFinally) {
  /** What kind of state a schedule ends in. */
  public enum End {
    /** There is no state: the last step is a violation. */
    VIOLATION,
    /** Every CPU has finished or halted. */
    FINAL,
    /** Nothing is possible. */
    DEADLOCK,
    /** The repeating part of the schedule leads back to where it started. */
    LOOP,
    /** Something can still happen. */
    UNFINISHED
  }
}
