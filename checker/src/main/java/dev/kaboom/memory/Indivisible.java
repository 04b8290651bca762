package dev.kaboom.memory;

import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/**
 * Indivisible steps on machines that execute events in one order: nothing comes between the events
 * of one step, so what is before or after one of them is before or after all of them.
 */
final class Indivisible {
  private Indivisible() {}

  /** The order, with the events of each indivisible step taken together. */
  static Relation joined(GraphRelations events, Relation order) {
    if (!events.has(Tag.INDIVISIBLE)) {
      return order;
    }
    Relation same = events.none().optional();
    ExecutionGraph graph = events.graph();
    for (int one = 0; one < events.size(); one++) {
      for (int other = 0; other < events.size(); other++) {
        if (graph.block(one) >= 0 && graph.block(one) == graph.block(other)) {
          same.add(one, other);
        }
      }
    }
    return same.then(order.minus(same)).then(same);
  }
}
