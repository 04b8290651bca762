package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;

/**
 * How writes propagate from CPU to CPU in one execution graph, and the axioms of the Linux-kernel
 * memory model about that: {@code prop}, {@code hb} and {@code pb} of linux-kernel.cat.
 */
final class KernelPropagation {
  final Relation cumulFenceStar;
  final Relation prop;
  final Relation hb;
  final Relation hbStar;

  private final KernelExecution execution;
  private final GraphRelations events;

  KernelPropagation(KernelExecution execution) {
    this.execution = execution;
    events = execution.events;
    cumulFenceStar = cumulFence().star();
    prop =
        execution
            .marked(cumulFenceStar.union(execution.overwriteExternal.then(cumulFenceStar)))
            .then(execution.marked(execution.rfe.optional()));
    hb = execution.marked(execution.preserved.union(execution.rfe).union(internalProp()));
    hbStar = hb.star();
  }

  /** {@code cumul-fence}: releases and strong fences pass on what they have seen. */
  private Relation cumulFence() {
    KernelOrder order = execution.order;
    EventSet marked = execution.marked;
    Relation releasing = execution.strongFence.union(order.poRelease);
    Relation cumulative = releasing.union(execution.rfe.to(marked).then(releasing));
    return execution
        .marked(cumulative.union(order.wmb).union(execution.poUnlockLockPo))
        .thenOptional(execution.rmwSequence());
  }

  private Relation internalProp() {
    return events.internal(prop).irreflexivePart();
  }

  /** Whether the axiom happens-before holds: {@code acyclic hb}. */
  boolean happensBeforeHolds() {
    // hb is acyclic if no pair of hb can be closed by hb*.
    return hb.then(hbStar).isIrreflexive();
  }

  /** {@code pb}: each link that is no rf needs a strong fence. */
  Relation propagatesBefore() {
    return prop.then(execution.strongFence).then(hbStar).to(execution.marked);
  }
}
