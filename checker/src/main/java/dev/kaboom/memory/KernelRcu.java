package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/**
 * RCU in the Linux-kernel memory model: a chain of order with at least as many grace periods as
 * read-side critical sections acts as a strong fence between CPUs (the "counting rule" of the
 * ASPLOS 2018 paper; {@code rcu-order}, {@code rcu-fence} and {@code rb} in linux-kernel.cat).
 */
final class KernelRcu {
  /** {@code po ; rcu-order ; po?}. */
  final Relation fence;

  private final KernelExecution execution;
  private final GraphRelations events;
  private final Relation prop;
  private final Relation hbPbStar;

  KernelRcu(KernelExecution execution, KernelPropagation propagation, Relation pbStar) {
    this.execution = execution;
    events = execution.events;
    prop = propagation.prop;
    hbPbStar = propagation.hbStar.then(pbStar);
    if (events.has(Tag.SYNC_RCU) || events.has(Tag.SYNC_SRCU)) {
      fence = execution.po.then(order()).then(execution.po.optional());
    } else {
      fence = events.none();
    }
  }

  /** {@code rb}: the axiom is that it is irreflexive. */
  Relation rb() {
    return prop.then(fence).then(hbPbStar).to(execution.marked);
  }

  private Relation order() {
    EventSet ends =
        events.tagged(
            Tag.SYNC_RCU,
            Tag.SYNC_SRCU,
            Tag.RCU_LOCK,
            Tag.RCU_UNLOCK,
            Tag.SRCU_LOCK,
            Tag.SRCU_UNLOCK);
    Relation po = execution.po;
    Relation link = po.optional().from(ends).then(hbPbStar).then(prop).then(po.to(ends));
    Relation periods = Relation.identity(events.size(), events.tagged(Tag.SYNC_RCU));
    Relation sections = execution.shape.sections.inverse();
    Relation srcuPeriods = Relation.identity(events.size(), events.tagged(Tag.SYNC_SRCU));
    Relation srcuSections = execution.srcuSections().inverse();

    Relation order = periods.union(srcuPeriods);
    Relation before = events.none();
    Relation between = link;
    while (!order.equals(before)) {
      before = order;
      order =
          order
              .union(pair(periods, between, sections))
              .union(events.sameLocation(pair(srcuPeriods, between, srcuSections)))
              .union(order.then(link).then(order));
      between = link.union(link.then(order).then(link));
    }
    return order;
  }

  /** A grace period and a critical section, in either order, with the link between. */
  private static Relation pair(Relation periods, Relation between, Relation sections) {
    return periods.then(between).then(sections).union(sections.then(between).then(periods));
  }

  /** {@code rcu-rscs}: each rcu_read_lock() with its rcu_read_unlock(), nested ones too. */
  static Relation sections(GraphRelations events) {
    Relation sections = events.none();
    ExecutionGraph graph = events.graph();
    if (!events.has(Tag.RCU_LOCK)) {
      return sections;
    }
    for (int thread = 0; thread < graph.threads(); thread++) {
      int[] open = new int[graph.length(thread)];
      int depth = 0;
      for (int i = 0; i < graph.length(thread); i++) {
        int event = graph.event(thread, i);
        if (graph.has(event, Tag.RCU_LOCK)) {
          open[depth++] = event;
        } else if (graph.has(event, Tag.RCU_UNLOCK) && depth > 0) {
          sections.add(open[--depth], event);
        }
      }
    }
    return sections;
  }
}
