package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Position;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration of all execution graphs found. A witness is the execution with the fewest
 * events that shows what it is a witness of; of equal ones the first found.
 *
 * @param states the final states, each with the number of executions that end in it
 * @param positive executions that satisfy the litmus condition (0 without one)
 * @param negative executions that do not (without a condition: all)
 * @param flags the flags that some execution raised
 * @param flagged for each flag a witness
 * @param violations each violation once, in the order in which they were found
 * @param reached names of EXISTS that the initial or some final memory satisfies
 * @param blocked consistent executions in which some thread waits for ever
 * @param blockedWitness of one of them
 * @param positiveWitness of the condition
 * @param negativeWitness of its negation
 * @param cuts the loops that the bound on loops cut off in some execution, by their backward jumps
 * @param incomplete why the exploration ended early, or cannot be done; null when it was complete
 * @param statistics figures
 */
public record GraphResult(
    ImmutableSortedMap<FinalState, Long> states,
    long positive,
    long negative,
    ImmutableSortedSet<String> flags,
    ImmutableMap<String, Execution> flagged,
    ImmutableList<GraphViolation> violations,
    ImmutableSortedSet<String> reached,
    long blocked,
    @Nullable Execution blockedWitness,
    @Nullable Execution positiveWitness,
    @Nullable Execution negativeWitness,
    ImmutableList<Position> cuts,
    @Nullable String incomplete,
    GraphStatistics statistics) {
  /** Whether the bound on loops cut any execution off. */
  public boolean boundCut() {
    return !cuts.isEmpty();
  }
}
