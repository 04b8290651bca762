package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/**
 * One execution graph under the Linux-kernel memory model: the relations that the model derives,
 * and its axioms.
 *
 * <p>After Alglave, Maranget, McKenney, Parri, Stern, "Frightening small children and disconcerting
 * grown-ups: concurrency in the Linux kernel", ASPLOS 2018, and what has become of that model in
 * tools/memory-model/linux-kernel.cat of the kernel, whose names for relations are used here. The
 * methods without a body are where versions of the model differ.
 *
 * <p>Coherence and atomicity are not checked: the explorer builds no graph that breaks them.
 */
abstract class KernelExecution {
  final KernelShape shape;
  final GraphRelations events;
  final EventSet marked;
  final EventSet plain;
  final Relation po;
  final Relation rf;
  final Relation rfe;
  final Relation rfi;
  final Relation co;
  final Relation fr;
  final Relation rmw;

  /** Dependencies; those of newer models are also carried through memory. */
  final Relation addr;

  final Relation data;
  final Relation ctrl;

  final KernelOrder order;
  final Relation poUnlockLockPo;
  final Relation strongFence;
  final Relation nonrwFence;
  final Relation fence;

  /** {@code ppo}: preserved program order. */
  final Relation preserved;

  /** {@code overwrite & ext}. */
  final Relation overwriteExternal;

  KernelExecution(KernelShape shape, ExecutionGraph graph) {
    this.shape = shape;
    events = shape.events.of(graph);
    plain = shape.plain;
    marked = shape.marked;
    order = shape.order;
    po = order.po;
    rf = events.readsFrom();
    rfi = events.internal(rf);
    rfe = rf.minus(rfi);
    co = events.coherence();
    fr = events.fromReads(co);
    rmw = events.rmw();
    Relation direct = events.data();
    Relation carried = carriedDependency(direct);
    addr = carried.optionalThen(events.address());
    data = carried.optionalThen(direct);
    ctrl = carried.optionalThen(events.control());

    poUnlockLockPo = poUnlockLockPo();
    Relation handedOver = afterUnlockLock();
    strongFence = shape.strongFence.or(handedOver);
    nonrwFence = shape.nonrwFence.or(handedOver);
    fence = shape.fence.or(handedOver);

    Relation overwrite = co.union(fr);
    Relation overwriteInternal = events.internal(overwrite);
    overwriteExternal = overwrite.minus(overwriteInternal);
    preserved = preserved(overwriteInternal);
  }

  // Where versions differ

  /** What may come before a dependency when it is carried through memory, one or more times. */
  abstract Relation carriedDependency(Relation data);

  /** What smp_mb__after_unlock_lock() orders. */
  abstract Relation afterUnlockLock();

  /** The address dependencies that order a later read. */
  abstract Relation addressToRead();

  /** The fences that order within a thread. */
  abstract Relation fenceInOrder();

  /** Chains of one or more RMWs that each read from the one before. */
  abstract Relation rmwSequence();

  /** SRCU read-side critical sections: their locks with their unlocks. */
  abstract Relation srcuSections();

  // Ordering by the passage of time

  /** {@code [Marked] ; r ; [Marked]}. */
  final Relation marked(Relation relation) {
    return plain.isEmpty() ? relation : relation.from(marked).to(marked);
  }

  /** {@code po ; [UL] ; (po | rf) ; [LKR] ; po}. */
  private Relation poUnlockLockPo() {
    if (!events.has(Tag.UNLOCK) || !events.has(Tag.LOCK_READ)) {
      return shape.poUnlockLockPo;
    }
    Relation handover = rf.from(events.tagged(Tag.UNLOCK)).to(events.tagged(Tag.LOCK_READ));
    return shape.poUnlockLockPo.or(po.then(handover).then(po));
  }

  /** {@code ppo}: preserved program order. */
  private Relation preserved(Relation overwriteInternal) {
    Relation dep = addr.union(data);
    Relation toWrite =
        dep.union(ctrl)
            .to(events.writes())
            .union(overwriteInternal)
            .union(addr.to(plain).then(order.wmb));
    Relation toRead = addressToRead().union(dep.to(marked).then(rfi));
    return toRead.union(toWrite).union(fenceInOrder()).union(events.internal(poUnlockLockPo));
  }

  /**
   * Whether all pairs of which hb and pb are made have a total order in common: then these are
   * acyclic. Most graphs that are consistent are shown to be so by this.
   */
  final boolean isOrdered() {
    return preserved
        .union(fence)
        .union(poUnlockLockPo)
        .union(rfe)
        .union(overwriteExternal)
        .union(rmwSequence())
        .isAcyclic();
  }
}
