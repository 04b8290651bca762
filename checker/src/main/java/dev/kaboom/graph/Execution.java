package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;

/**
 * A finished execution graph, as plain data.
 *
 * @param events in the order of their indices
 * @param programOrder for each CPU the indices of its events in program order, what its handlers
 *     did included where it was done
 * @param coherence for each cell that was accessed the indices of its writes in coherence order,
 *     the initial write first
 */
public record Execution(
    ImmutableList<Event> events,
    ImmutableList<ImmutableList<Integer>> programOrder,
    ImmutableList<ImmutableList<Integer>> coherence) {
  /** The value of a cell at the end, or {@code initial} if the execution does not touch it. */
  public long finalValue(int location, long initial) {
    ImmutableList<Integer> writes = coherence.get(location);
    return writes.isEmpty() ? initial : events.get(writes.get(writes.size() - 1)).value();
  }
}
