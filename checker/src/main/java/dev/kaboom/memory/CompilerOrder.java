package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/**
 * Compiler-preserved program order: what a C compiler must leave in its order (docs/semantics.md,
 * "cppo").
 *
 * <pre>
 * cppo = po & (same-location | Marked * Marked
 *              | Acquire * _ | _ * Release | Barrier * _ | _ * Barrier)
 *      | addr | data | ctrl ; [W]
 * </pre>
 *
 * <p>What a handler does comes behind all that its CPU has done before it came, and before all that
 * comes after it has returned.
 */
final class CompilerOrder {
  private CompilerOrder() {}

  static Relation of(GraphRelations events) {
    EventSet all = events.all();
    EventSet marked = all.minus(events.tagged(Tag.PLAIN));
    EventSet barriers = barriers(events, all);
    EventSet from = barriers.union(events.tagged(Tag.ACQUIRE, Tag.FULL));
    EventSet to = barriers.union(events.tagged(Tag.RELEASE, Tag.FULL));
    Relation po = events.programOrder();
    Relation kept =
        events
            .sameLocation(po)
            .union(po.from(marked).to(marked))
            .union(po.from(from))
            .union(po.to(to))
            .union(aroundHandlers(events.graph(), po));
    Relation control = events.control().to(events.writes());
    return kept.union(events.address()).union(events.data()).union(control);
  }

  private static EventSet barriers(GraphRelations events, EventSet all) {
    EventSet accesses = events.reads().union(events.writes());
    EventSet silent = events.tagged(Tag.NORETURN);
    Relation halves = events.rmw();
    EventSet returning = events.tagged(Tag.RMW).minus(silent.union(halves.from(silent).range()));
    EventSet locks =
        events.tagged(Tag.LOCK_READ, Tag.LOCK_WRITE, Tag.LOCK_FAIL, Tag.UNLOCK, Tag.INDIVISIBLE);
    return all.minus(accesses).union(returning).union(locks);
  }

  /** Program order between events that a handler's entry or end stands between. */
  private static Relation aroundHandlers(ExecutionGraph graph, Relation po) {
    Relation apart = Relation.empty(po.size());
    for (int event = 0; event < po.size(); event++) {
      EventSet later = po.successors(event);
      for (int other = later.next(0); other >= 0; other = later.next(other + 1)) {
        if (graph.segment(event) != graph.segment(other)) {
          apart.add(event, other);
        }
      }
    }
    return apart;
  }
}
