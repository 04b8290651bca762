package dev.kaboom.memory;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/**
 * RCU on machines that execute events in one order: a grace period waits for every read-side
 * critical section that began before it.
 *
 * <p>So, for each grace period and each critical section, either the section's end comes before the
 * grace period or its beginning comes after it. Which one is not seen in a graph; the graph is
 * consistent if some choice makes all order acyclic.
 */
final class GracePeriods {
  private record Section(int lock, int unlock) {}

  private GracePeriods() {}

  /** Whether the order is acyclic, together with some choice for the grace periods. */
  static boolean respected(GraphRelations events, Relation order) {
    if (!order.isAcyclic()) {
      return false;
    }
    if (!events.has(Tag.SYNC_RCU) || !events.has(Tag.RCU_LOCK)) {
      return true;
    }
    ImmutableList.Builder<Relation> before = ImmutableList.builder();
    ImmutableList.Builder<Relation> after = ImmutableList.builder();
    var periods = events.tagged(Tag.SYNC_RCU);
    for (int period = periods.next(0); period >= 0; period = periods.next(period + 1)) {
      for (Section section : sections(events.graph())) {
        before.add(pair(events, section.unlock(), period));
        after.add(pair(events, period, section.lock()));
      }
    }
    return choose(order, before.build(), after.build(), 0);
  }

  private static Relation pair(GraphRelations events, int from, int to) {
    Relation pair = events.none();
    if (from >= 0) {
      pair.add(from, to);
    }
    return pair;
  }

  private static boolean choose(
      Relation order, ImmutableList<Relation> before, ImmutableList<Relation> after, int index) {
    if (index == before.size()) {
      return true;
    }
    Relation ended = order.union(before.get(index));
    if (ended.isAcyclic() && choose(ended, before, after, index + 1)) {
      return true;
    }
    Relation later = order.union(after.get(index));
    return later.isAcyclic() && choose(later, before, after, index + 1);
  }

  /** The outermost read-side critical sections; the end of one that is still open is -1. */
  private static ImmutableList<Section> sections(ExecutionGraph graph) {
    ImmutableList.Builder<Section> sections = ImmutableList.builder();
    for (int thread = 0; thread < graph.threads(); thread++) {
      int depth = 0;
      int lock = -1;
      for (int i = 0; i < graph.length(thread); i++) {
        int event = graph.event(thread, i);
        if (graph.has(event, Tag.RCU_LOCK)) {
          lock = depth++ == 0 ? event : lock;
        } else if (graph.has(event, Tag.RCU_UNLOCK) && --depth == 0) {
          sections.add(new Section(lock, event));
        }
      }
      if (depth > 0) {
        sections.add(new Section(lock, -1));
      }
    }
    return sections.build();
  }
}
