package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import dev.kaboom.memory.KernelOrder.FullRmw;
import org.jspecify.annotations.Nullable;

/**
 * What of the Linux-kernel memory model's relations depends on the graph's shape alone, and so is
 * the same for all graphs that differ in reads-from and coherence.
 */
final class KernelShape {
  final GraphRelations events;
  final EventSet marked;
  final EventSet plain;
  final KernelOrder order;

  /** {@code strong-fence}, {@code nonrw-fence} and {@code fence} but for what locks hand over. */
  final Relation strongFence;

  final Relation nonrwFence;
  final Relation fence;

  /** {@code strong-fence | po-rel}, but for what locks hand over. */
  final Relation releasing;

  /** {@code cumul-fence} within a thread, no chain of RMWs behind it. */
  final Relation cumulFence;

  /** Read-side critical sections: each rcu_read_lock() with its rcu_read_unlock(). */
  final Relation sections;

  /** {@code po ; [UL] ; po ; [LKR] ; po}. */
  final Relation poUnlockLockPo;

  /**
   * What orders within a thread, if no dependency is carried through memory: a part of what {@link
   * KernelExecution#isOrdered} looks at.
   */
  final Relation forward;

  /** What was said of a consistent graph whose flags depend on its shape alone. */
  @Nullable Judgement judgement;

  KernelShape(GraphRelations events, FullRmw fullRmw) {
    this.events = events;
    plain = events.tagged(Tag.PLAIN);
    marked = events.all().minus(plain);
    order = new KernelOrder(events, fullRmw);
    strongFence = order.mb.union(order.gracePeriod);
    nonrwFence = strongFence.union(order.poRelease).union(order.acquirePo);
    fence = nonrwFence.union(order.wmb).union(order.rmb);
    sections = KernelRcu.sections(events);
    poUnlockLockPo = poUnlockLockPo();
    releasing = strongFence.union(order.poRelease);
    cumulFence = releasing.union(order.wmb).union(poUnlockLockPo);
    forward = forward();
  }

  private Relation poUnlockLockPo() {
    if (!events.has(Tag.UNLOCK) || !events.has(Tag.LOCK_READ)) {
      return events.none();
    }
    EventSet unlocks = events.tagged(Tag.UNLOCK);
    Relation po = order.po;
    return po.to(unlocks).then(po.to(events.tagged(Tag.LOCK_READ))).then(po);
  }

  private Relation forward() {
    Relation dependencies = events.address().union(events.data()).union(events.control());
    return dependencies
        .to(events.writes())
        .union(events.address())
        .union(events.address().to(plain).then(order.wmb))
        .union(fence)
        .union(poUnlockLockPo);
  }
}
