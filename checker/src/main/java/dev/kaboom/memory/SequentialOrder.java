package dev.kaboom.memory;

import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Tag;
import java.util.Arrays;

/**
 * Looks for one total order of a graph's events in which each read sees the last write before it
 * and no grace period lies inside of an RCU read-side critical section.
 *
 * <p>All relations of the kernel's model lead forward in such an order: those between accesses
 * because it contains po, rf, co and fr; rcu-order because a chain from a grace period on into a
 * critical section has left the grace period behind when the section begins, and the other way
 * round likewise, so that stepping back from the section's end to its beginning, or the reverse,
 * never steps back behind the chain's start. So a graph of marked accesses that has such an order
 * is consistent.
 *
 * <p>The threads' events are taken from the front: a read as soon as its write has been taken, a
 * write as soon as the write before it in coherence order and all reads of that one have been. For
 * accesses there is never a choice to regret. For critical sections there is: one is begun when
 * nothing else can be taken, if its first access can be, and ended as soon as can be. Where that
 * ends nowhere, another order may still exist.
 */
final class SequentialOrder {
  private int[] taken = new int[0];
  private int[] depth = new int[0];
  private int[] place = new int[0];
  private int[] readers = new int[0];
  private int open;

  /** Whether an order was found. */
  boolean exists(ExecutionGraph graph) {
    clear(graph);
    while (true) {
      boolean progress = true;
      while (progress) {
        progress = false;
        for (int thread = 0; thread < graph.threads(); thread++) {
          progress |= advance(graph, thread);
        }
      }
      if (allTaken(graph)) {
        return true;
      }
      if (!beginSection(graph)) {
        return false;
      }
    }
  }

  private void clear(ExecutionGraph graph) {
    if (taken.length < graph.threads() || place.length < graph.locations()) {
      taken = new int[graph.threads()];
      depth = new int[graph.threads()];
      place = new int[graph.locations()];
    }
    if (readers.length < graph.size()) {
      readers = new int[2 * graph.size()];
    }
    open = 0;
    Arrays.fill(taken, 0);
    Arrays.fill(depth, 0);
    Arrays.fill(place, 0);
    Arrays.fill(readers, 0, graph.size(), 0);
    for (int event = 0; event < graph.size(); event++) {
      if (graph.isRead(event) && graph.source(event) >= 0) {
        readers[graph.source(event)]++;
      }
    }
  }

  private boolean allTaken(ExecutionGraph graph) {
    for (int thread = 0; thread < graph.threads(); thread++) {
      if (taken[thread] < graph.length(thread)) {
        return false;
      }
    }
    return true;
  }

  /** Takes as many of the thread's next events as can be taken; whether any could. */
  private boolean advance(ExecutionGraph graph, int thread) {
    int before = taken[thread];
    while (taken[thread] < graph.length(thread)) {
      int event = graph.event(thread, taken[thread]);
      if (graph.has(event, Tag.RCU_LOCK) && depth[thread] == 0) {
        break;
      }
      if (!mayTake(graph, event)) {
        break;
      }
      take(graph, thread, event);
    }
    return taken[thread] > before;
  }

  /** Begins the first critical section whose first access can be taken. */
  private boolean beginSection(ExecutionGraph graph) {
    for (int thread = 0; thread < graph.threads(); thread++) {
      int next = taken[thread];
      while (next < graph.length(thread) && graph.has(graph.event(thread, next), Tag.RCU_LOCK)) {
        next++;
      }
      boolean begins = next > taken[thread];
      if (begins && (next == graph.length(thread) || mayTake(graph, graph.event(thread, next)))) {
        take(graph, thread, graph.event(thread, taken[thread]));
        return true;
      }
    }
    return false;
  }

  private boolean mayTake(ExecutionGraph graph, int event) {
    int location = graph.location(event);
    if (graph.isRead(event)) {
      int source = graph.source(event);
      return source < 0 || place[location] == graph.coherenceIndex(source);
    }
    if (graph.isWrite(event)) {
      int index = graph.coherenceIndex(event);
      return place[location] == index - 1 && readers[graph.write(location, index - 1)] == 0;
    }
    return open == 0 || !graph.has(event, Tag.SYNC_RCU);
  }

  private void take(ExecutionGraph graph, int thread, int event) {
    taken[thread]++;
    if (graph.isRead(event) && graph.source(event) >= 0) {
      readers[graph.source(event)]--;
    } else if (graph.isWrite(event)) {
      place[graph.location(event)] = graph.coherenceIndex(event);
    } else if (graph.has(event, Tag.RCU_LOCK)) {
      open += depth[thread]++ == 0 ? 1 : 0;
    } else if (graph.has(event, Tag.RCU_UNLOCK) && depth[thread] > 0) {
      open -= --depth[thread] == 0 ? 1 : 0;
    }
  }
}
