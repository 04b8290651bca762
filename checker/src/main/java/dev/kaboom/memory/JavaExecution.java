package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.JavaMode;

/**
 * One execution graph under Java's access modes: the relations of {@link Jvm}, by the names of
 * jam21.cat.
 */
final class JavaExecution {
  private final GraphRelations events;
  private final EventSet reads;
  private final EventSet writes;
  private final EventSet opaque;
  private final EventSet acquire;
  private final EventSet release;
  private final EventSet volatiles;
  private final Relation po;
  private final Relation rf;
  private final Relation co;
  private final Relation fr;

  /** What full fences and pairs of volatile accesses order. */
  private final Relation push;

  /** {@code vvo} without what the order of pushes adds. */
  private final Relation base;

  JavaExecution(ExecutionGraph graph, JavaMode once) {
    events = new GraphRelations(graph);
    reads = events.reads();
    writes = events.writes();
    EventSet marked = events.tagged(Tag.ONCE);
    EventSet ordered = once.compareTo(JavaMode.OPAQUE) > 0 ? marked : EventSet.EMPTY;
    opaque = reads.union(writes).minus(events.tagged(Tag.PLAIN));
    acquire = reads.intersect(events.tagged(Tag.ACQUIRE, Tag.FULL).union(ordered));
    release = writes.intersect(events.tagged(Tag.RELEASE, Tag.FULL).union(ordered));
    volatiles =
        once == JavaMode.VOLATILE ? events.tagged(Tag.FULL).union(marked) : events.tagged(Tag.FULL);
    po = events.programOrder();
    rf = events.readsFrom();
    co = events.coherence();
    fr = events.fromReads(co);
    push = pushes();
    base =
        rf.union(events.rmw())
            .union(directed())
            .union(po.to(release))
            .union(po.from(acquire))
            .union(push);
  }

  /** {@code spush | volint}. */
  private Relation pushes() {
    EventSet accesses = reads.union(writes);
    EventSet fences =
        events.tagged(
            Tag.MB, Tag.BEFORE_ATOMIC, Tag.AFTER_ATOMIC, Tag.AFTER_SPINLOCK, Tag.AFTER_UNLOCK_LOCK);
    Relation all = events.none();
    if (!fences.isEmpty()) {
      all = all.union(po.from(accesses).to(fences).then(po.to(accesses)));
    }
    EventSet full = events.tagged(Tag.FULL);
    if (!full.isEmpty()) {
      Relation orSelf = po.optional().from(accesses).to(accesses);
      Relation before = po.from(accesses).to(full.intersect(reads)).then(orSelf);
      Relation behind = orSelf.to(full.intersect(writes)).then(po.to(accesses));
      all = all.union(before).union(behind);
    }
    return volatiles.isEmpty() ? all : all.union(po.from(volatiles).to(volatiles));
  }

  /** {@code svo}; the read of an RMW that returns no value may be done without a load. */
  private Relation directed() {
    Relation all = events.none();
    if (events.has(Tag.WMB)) {
      all = all.union(po.from(writes).to(events.tagged(Tag.WMB)).then(po.to(writes)));
    }
    if (events.has(Tag.RMB)) {
      EventSet loads = reads.minus(events.tagged(Tag.NORETURN));
      all = all.union(po.from(loads).to(events.tagged(Tag.RMB)).then(po.to(loads)));
    }
    return all;
  }

  /** Whether all axioms hold. */
  boolean allowed() {
    if (!base.union(po.from(opaque).to(opaque)).isAcyclic() || !opaqueReadsAreCoherent()) {
      return false;
    }
    Relation reach = base.plus();
    Relation overwritten = co.union(fr);
    return reach.then(overwritten).isIrreflexive() && pushesCanBeOrdered(reach, overwritten);
  }

  /** {@code irreflexive [opq reads] ; po-loc ; [opq reads] ; fr ; rf}, of opaque writes. */
  private boolean opaqueReadsAreCoherent() {
    EventSet opaqueReads = opaque.intersect(reads);
    EventSet opaqueWrites = opaque.intersect(writes);
    Relation pairs = events.sameLocation(po.from(opaqueReads).to(opaqueReads));
    Relation readFrom = rf.from(opaqueWrites);
    Relation overwritten = readFrom.inverse().then(co.to(opaqueWrites));
    return pairs.then(overwritten).then(readFrom).isIrreflexive();
  }

  /** Whether some pushto breaks nothing. */
  private boolean pushesCanBeOrdered(Relation reach, Relation overwritten) {
    if (push.isEmpty()) {
      return true;
    }
    Relation orSelf = reach.optional();
    EventSet pushers = push.domain();
    Relation demanded = push.then(orSelf).then(overwritten).then(orSelf).to(pushers);
    return base.union(demanded).isAcyclic();
  }
}
