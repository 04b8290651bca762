package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;

/**
 * What a search found, whether or not it came to its end.
 *
 * @param end why it stopped
 * @param findings what is wrong, shortest path first: for each violation number one, at most one
 *     deadlock, at most one livelock
 * @param states distinct states found
 * @param transitions steps taken from states that were expanded, those into violations included
 * @param depth steps to the farthest state found
 * @param finals distinct final states
 * @param deadlocks distinct deadlocked states
 * @param storeBytes the most memory that the tables had
 * @param seconds wall time
 * @param helped whether more than one worker expanded states
 */
public record SearchResult(
    End end,
    ImmutableList<Finding> findings,
    long states,
    long transitions,
    int depth,
    long finals,
    long deadlocks,
    long storeBytes,
    double seconds,
    boolean helped) {
  /** Why a search stopped. */
  public enum End {
    /** Every reachable state was visited, and livelocks were looked for. */
    EXHAUSTED,
    /** The goal was a first finding, and it was reached. */
    FOUND,
    /** {@link SearchLimits#statesMax}. */
    STATES,
    /** {@link SearchLimits#secondsMax}. */
    SECONDS,
    /** {@link SearchLimits#bytesMax}, or what the heap allows. */
    MEMORY,
    /** Somebody wanted it to stop. */
    CANCELLED
  }
}
