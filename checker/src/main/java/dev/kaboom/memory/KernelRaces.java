package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/**
 * Plain accesses in the Linux-kernel memory model: when they may not disagree with the order of
 * marked ones (axiom plain-coherence), and when they race. See "Plain accesses and data races" in
 * linux-kernel.cat, and tools/memory-model/Documentation/explanation.txt.
 */
final class KernelRaces {
  private final KernelExecution execution;
  private final GraphRelations events;
  private final Relation preRace;
  private final Relation wwVis;
  private final Relation wrVis;
  private final Relation rwXbStar;

  KernelRaces(
      KernelExecution execution,
      KernelPropagation propagation,
      Relation pb,
      KernelRcu rcu,
      Relation rb) {
    this.execution = execution;
    events = execution.events;
    EventSet marked = execution.marked;
    Relation strongFence = execution.strongFence.union(rcu.fence);
    Relation fence = execution.fence.union(rcu.fence);
    Relation nonrwFence = execution.nonrwFence;
    Relation addr = execution.addr;
    Relation onMarked = Relation.identity(events.size(), marked);
    Relation xbStar = propagation.hb.union(pb).union(rb).star();
    Relation vis =
        propagation
            .cumulFenceStar
            .then(execution.rfe.optional())
            .to(marked)
            .then(strongFence.to(marked).then(xbStar).union(events.internal(xbStar)));

    Relation wPreBounded = onMarked.then(addr.union(fence).optional());
    Relation rPreBounded = onMarked.then(addr.union(nonrwFence).union(rmb(true)).optional());
    Relation wPostBounded = fence.optional().to(marked).thenOptional(execution.rmwSequence());
    Relation rPostBounded = nonrwFence.union(rmb(false)).optional().to(marked);

    wwVis =
        fence
            .union(strongFence.then(xbStar).then(wPreBounded))
            .union(wPostBounded.then(vis).then(wPreBounded));
    wrVis =
        fence
            .union(strongFence.then(xbStar).then(rPreBounded))
            .union(wPostBounded.then(vis).then(rPreBounded));
    rwXbStar = fence.union(rPostBounded.then(xbStar).then(wPreBounded));
    preRace = preRace();
  }

  /** What smp_rmb() orders when one of the two reads is allowed to be anything that returns. */
  private Relation rmb(boolean laterMayBeAny) {
    Relation po = execution.po;
    EventSet returning = events.all().minus(events.tagged(Tag.NORETURN));
    EventSet reads = events.reads().minus(events.tagged(Tag.NORETURN));
    Relation across = po.to(events.tagged(Tag.RMB)).then(po);
    return laterMayBeAny ? across.from(reads).to(returning) : across.from(returning).to(reads);
  }

  /** Pairs of different threads of which one is plain and neither an initial write. */
  private Relation preRace() {
    EventSet accesses = events.reads().union(events.writes());
    EventSet notInitial = accesses.minus(events.tagged(Tag.INIT));
    int size = events.size();
    return events.external(
        Relation.cross(size, execution.plain, accesses)
            .union(Relation.cross(size, notInitial, execution.plain)));
  }

  /** Whether the axiom plain-coherence holds. */
  boolean coherent() {
    return preRace.intersect(execution.rf).intersect(rwXbStar.inverse()).isEmpty()
        && preRace.intersect(execution.fr).intersect(wrVis.inverse()).isEmpty()
        && preRace.intersect(execution.co).intersect(wwVis.inverse()).isEmpty();
  }

  /** Whether two accesses race. */
  boolean race() {
    int size = events.size();
    EventSet writes = events.writes();
    EventSet marked = execution.marked;
    Relation wwNonrace =
        wwVis
            .intersect(Relation.cross(size, marked, writes).union(rwXbStar))
            .intersect(Relation.cross(size, writes, marked).union(wrVis));
    Relation seen = execution.co.optional().then(execution.rf);
    return !preRace.intersect(execution.co).minus(wwNonrace).isEmpty()
        || !preRace.intersect(seen).minus(wrVis).minus(rwXbStar.inverse()).isEmpty()
        || !preRace.intersect(execution.fr).minus(rwXbStar).isEmpty();
  }

  /** Flags on plain accesses. */
  ImmutableSet<String> flags() {
    ImmutableSet.Builder<String> flags = ImmutableSet.builder();
    if (race()) {
      flags.add("data-race");
    }
    if (mixedAccesses()) {
      flags.add("mixed-accesses");
    }
    return flags.build();
  }

  /** A plain write and a marked access of the same cell with no barrier between them. */
  private boolean mixedAccesses() {
    EventSet plainWrites = execution.plain.intersect(events.writes());
    if (plainWrites.isEmpty()) {
      return false;
    }
    Relation apart = events.sameLocation(execution.po).minus(barrier());
    return !apart.from(plainWrites).to(execution.marked).isEmpty()
        || !apart.from(execution.marked).to(plainWrites).isEmpty();
  }

  private Relation barrier() {
    EventSet fences =
        events.tagged(
            Tag.COMPILER,
            Tag.RMB,
            Tag.WMB,
            Tag.MB,
            Tag.FULL,
            Tag.SYNC_RCU,
            Tag.SYNC_SRCU,
            Tag.BEFORE_ATOMIC,
            Tag.AFTER_ATOMIC,
            Tag.ACQUIRE,
            Tag.RELEASE,
            Tag.RCU_LOCK,
            Tag.RCU_UNLOCK,
            Tag.SRCU_LOCK,
            Tag.SRCU_UNLOCK);
    Relation po = execution.po;
    return po.to(fences)
        .then(po.from(fences))
        .union(po.to(events.tagged(Tag.RELEASE)))
        .union(po.from(events.tagged(Tag.ACQUIRE)));
  }
}
