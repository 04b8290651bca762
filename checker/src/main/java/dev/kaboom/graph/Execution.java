package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;

/**
 * A finished execution graph, as plain data.
 *
 * <p>In a program that sends requests between CPUs there are cells behind those of memory: for each
 * CPU a queue of IPIs, for each CPU a queue of NMIs, for each context the word that tells it that
 * its request was served. A request is an RMW on its queue; its handler begins with a read of the
 * queue and ends with a write of the sender's word, which the sender reads when it waits.
 *
 * @param events in the order of their indices
 * @param programOrder for each CPU the indices of its events in program order, what its handlers
 *     did included where it was done
 * @param coherence for each cell that was accessed the indices of its writes in coherence order,
 *     the initial write first
 * @param visits the handlers that came, CPU by CPU in the order in which they did
 */
public record Execution(
    ImmutableList<Event> events,
    ImmutableList<ImmutableList<Integer>> programOrder,
    ImmutableList<ImmutableList<Integer>> coherence,
    ImmutableList<Visit> visits) {
  /** The value of a cell at the end, or {@code initial} if the execution does not touch it. */
  public long finalValue(int location, long initial) {
    ImmutableList<Integer> writes = coherence.get(location);
    return writes.isEmpty() ? initial : events.get(writes.get(writes.size() - 1)).value();
  }

  /** The handlers that came on a CPU, in the order in which they did. */
  public ImmutableList<Visit> visits(int cpu) {
    return visits.stream()
        .filter(visit -> visit.cpu() == cpu)
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether the compiler had moved accesses past others where a handler came. */
  public boolean reordered() {
    return visits.stream().anyMatch(Visit::ahead);
  }

  /** How many entries and returns there were on a CPU before a place of its program order. */
  public int segment(int cpu, int place) {
    int count = 0;
    for (Visit visit : visits(cpu)) {
      count += visit.from() <= place ? 1 : 0;
      count += !visit.open() && visit.to() <= place ? 1 : 0;
    }
    return count;
  }

  /** The same execution with other events. */
  public Execution withEvents(ImmutableList<Event> others) {
    return new Execution(others, programOrder, coherence, visits);
  }
}
