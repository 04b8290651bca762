package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Tag;
import java.util.function.IntPredicate;

/**
 * {@code sc} and {@code tso} written out: an order of all events that respects what the machine
 * keeps of program order, and in which each grace period has waited for the read-side critical
 * sections before it.
 */
final class SequentialDefinition {
  private SequentialDefinition() {}

  /** {@code po}: all of it. */
  static Pairs keptUnderSc(GraphView graph) {
    return graph.po;
  }

  /** Program order without write to read, unless one of the two, or what is between, is a fence. */
  static Pairs keptUnderTso(GraphView graph) {
    IntPredicate fence =
        graph.any(
            Tag.MB,
            Tag.SYNC_RCU,
            Tag.SYNC_SRCU,
            Tag.INTERRUPT,
            Tag.RMW,
            Tag.LOCK_READ,
            Tag.LOCK_WRITE,
            Tag.LOCK_FAIL);
    Pairs kept =
        Pairs.where(
            graph.size,
            (a, b) -> graph.po.contains(a, b) && (!graph.isWrite(a) || graph.isWrite(b)));
    return kept.or(graph.po.from(fence), graph.po.to(fence), graph.across(fence));
  }

  static boolean allowedBySc(GraphView graph) {
    Pairs order = keptUnderSc(graph).or(graph.rf, graph.co, graph.fr);
    return allowed(graph, order);
  }

  /** The same for what a compiler has made of the source. */
  static boolean allowedByScAfterCompiler(GraphView graph) {
    Pairs order = CompilerDefinition.kept(graph).or(graph.rf, graph.co, graph.fr);
    return allowed(graph, order);
  }

  static boolean allowedByTso(GraphView graph) {
    Pairs order = keptUnderTso(graph).or(graph.external(graph.rf), graph.co, graph.fr);
    return allowed(graph, order);
  }

  private static boolean allowed(GraphView graph, Pairs order) {
    ImmutableList.Builder<int[]> waits = ImmutableList.builder();
    Pairs sections = outermost(graph);
    for (int period = 0; period < graph.size; period++) {
      for (int lock = 0; lock < graph.size; lock++) {
        for (int unlock = 0; unlock < graph.size; unlock++) {
          if (graph.event(period).has(Tag.SYNC_RCU) && sections.contains(lock, unlock)) {
            waits.add(new int[] {period, lock, unlock});
          }
        }
      }
    }
    return orderable(order, waits.build(), 0);
  }

  /** Sections that stand in no other: no section has its lock before and its unlock behind. */
  private static Pairs outermost(GraphView graph) {
    Pairs all = graph.sections();
    return all.without(graph.po.inverse().then(all).then(graph.po.inverse()));
  }

  /** Each section has ended before the grace period, or begins after it. */
  private static boolean orderable(Pairs order, ImmutableList<int[]> waits, int index) {
    if (!order.isAcyclic()) {
      return false;
    }
    if (index == waits.size()) {
      return true;
    }
    int[] wait = waits.get(index);
    int size = order.size();
    Pairs ended = order.or(Pairs.where(size, (a, b) -> a == wait[2] && b == wait[0]));
    Pairs later = order.or(Pairs.where(size, (a, b) -> a == wait[0] && b == wait[1]));
    return orderable(ended, waits, index + 1) || orderable(later, waits, index + 1);
  }
}
