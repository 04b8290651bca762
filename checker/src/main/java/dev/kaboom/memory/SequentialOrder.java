package dev.kaboom.memory;

import dev.kaboom.graph.ExecutionGraph;

/**
 * Looks for one total order of a graph's accesses in which each read sees the last write before it:
 * whether {@code po | rf | co | fr} is acyclic.
 *
 * <p>Since reads-from and coherence are given, there is never a choice to regret. The threads'
 * events are taken from the front: a read as soon as its write has been taken, a write as soon as
 * the write before it in coherence order and all reads of that one have been. That takes time in
 * the number of events times the number of threads, and no relation is built for it.
 */
final class SequentialOrder {
  private final ExecutionGraph graph;

  /** For each thread, how many of its events have been taken. */
  private final int[] taken;

  /** For each cell, the place in coherence order of the last write that has been taken. */
  private final int[] place;

  /** For each write, how many reads of it have not been taken. */
  private final int[] readers;

  private SequentialOrder(ExecutionGraph graph) {
    this.graph = graph;
    taken = new int[graph.threads()];
    place = new int[graph.locations()];
    readers = new int[graph.size()];
    for (int event = 0; event < graph.size(); event++) {
      if (graph.isRead(event) && graph.source(event) >= 0) {
        readers[graph.source(event)]++;
      }
    }
  }

  /** Whether there is such an order; a read whose source is not decided may stand anywhere. */
  static boolean exists(ExecutionGraph graph) {
    return new SequentialOrder(graph).takesAll();
  }

  private boolean takesAll() {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (int thread = 0; thread < taken.length; thread++) {
        int before = taken[thread];
        while (taken[thread] < graph.length(thread) && take(graph.event(thread, taken[thread]))) {
          taken[thread]++;
        }
        progress |= taken[thread] > before;
      }
    }
    for (int thread = 0; thread < taken.length; thread++) {
      if (taken[thread] < graph.length(thread)) {
        return false;
      }
    }
    return true;
  }

  private boolean take(int event) {
    if (graph.isRead(event)) {
      int source = graph.source(event);
      if (source >= 0) {
        if (place[graph.location(event)] != graph.coherenceIndex(source)) {
          return false;
        }
        readers[source]--;
      }
    } else if (graph.isWrite(event)) {
      int location = graph.location(event);
      int index = graph.coherenceIndex(event);
      if (place[location] != index - 1 || readers[graph.write(location, index - 1)] > 0) {
        return false;
      }
      place[location] = index;
    }
    return true;
  }
}
