package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import dev.kaboom.memory.KernelOrder.FullRmw;

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
  final Relation cumulFenceStar;
  final Relation prop;
  final Relation hb;
  final Relation hbStar;
  private final boolean happensBefore;

  KernelExecution(ExecutionGraph graph) {
    events = new GraphRelations(graph);
    plain = events.tagged(Tag.PLAIN);
    marked = events.all().minus(plain);
    order = new KernelOrder(events, fullRmw());
    po = order.po;
    rf = events.readsFrom();
    rfi = events.internal(rf);
    rfe = rf.minus(rfi);
    co = events.coherence();
    fr = events.fromReads(co);
    rmw = events.rmw();
    Relation carried = carriedDependency(events.data());
    addr = carried.then(events.address());
    data = carried.then(events.data());
    ctrl = carried.then(events.control());

    poUnlockLockPo = poUnlockLockPo();
    strongFence = order.mb.union(afterUnlockLock()).union(order.gracePeriod);
    nonrwFence = strongFence.union(order.poRelease).union(order.acquirePo);
    fence = nonrwFence.union(order.wmb).union(order.rmb);

    Relation overwrite = co.union(fr);
    Relation overwriteInternal = events.internal(overwrite);
    cumulFenceStar = cumulFence().star();
    Relation overwriteExternal = overwrite.minus(overwriteInternal);
    prop =
        marked(cumulFenceStar.union(overwriteExternal.then(cumulFenceStar)))
            .then(marked(rfe.optional()));
    hb = marked(preserved(overwriteInternal).union(rfe).union(internalProp()));
    hbStar = hb.star();
    // hb is acyclic if no pair of hb can be closed by hb*.
    happensBefore = hb.then(hbStar).isIrreflexive();
  }

  // Where versions differ

  /** How a fully ordered RMW orders. */
  abstract FullRmw fullRmw();

  /** What comes before a dependency when it is carried through memory; {@code id} if nothing. */
  abstract Relation carriedDependency(Relation data);

  /** What smp_mb__after_unlock_lock() orders. */
  abstract Relation afterUnlockLock();

  /** The address dependencies that order a later read. */
  abstract Relation addressToRead();

  /** The fences that order within a thread. */
  abstract Relation fenceInOrder();

  /** Reflexive chains of RMWs that each read from the one before. */
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
      return events.none();
    }
    EventSet unlocks = events.tagged(Tag.UNLOCK);
    EventSet locks = events.tagged(Tag.LOCK_READ);
    return po.to(unlocks).then(po.union(rf).to(locks)).then(po);
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

  /** {@code cumul-fence}: releases and strong fences pass on what they have seen. */
  private Relation cumulFence() {
    Relation releasing = strongFence.union(order.poRelease);
    Relation cumulative = releasing.union(rfe.to(marked).then(releasing));
    return marked(cumulative.union(order.wmb).union(poUnlockLockPo)).then(rmwSequence());
  }

  private Relation internalProp() {
    return events.internal(prop).irreflexivePart();
  }

  /** Whether the axiom happens-before holds: {@code acyclic hb}. */
  final boolean happensBeforeHolds() {
    return happensBefore;
  }

  /** {@code pb}: each link that is no rf needs a strong fence. */
  final Relation propagatesBefore() {
    return prop.then(strongFence).then(hbStar).to(marked);
  }

  /** {@code fence} with what acts as a fence because of RCU. */
  Relation allFences(Relation rcuFence) {
    return fence.union(rcuFence);
  }
}
