package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;

/** Checks on how a program uses RCU, SRCU and locks, which every version of the LKMM makes. */
final class KernelFlags {
  private final GraphRelations events;
  private final Relation sections;
  private final Relation srcuSections;

  /**
   * Checks of one graph.
   *
   * @param srcuSections as {@link KernelExecution#srcuSections} has them
   */
  KernelFlags(KernelShape shape, ExecutionGraph graph, Relation srcuSections) {
    this.srcuSections = srcuSections;
    events = shape.events.of(graph);
    sections = shape.sections;
  }

  boolean unmatchedRcuLock() {
    return !events.tagged(Tag.RCU_LOCK).minus(sections.domain()).isEmpty();
  }

  boolean unmatchedRcuUnlock() {
    return !events.tagged(Tag.RCU_UNLOCK).minus(sections.range()).isEmpty();
  }

  boolean unmatchedSrcuLock() {
    return !events.tagged(Tag.SRCU_LOCK).minus(srcuSections.domain()).isEmpty();
  }

  boolean unmatchedSrcuUnlock() {
    return !events.tagged(Tag.SRCU_UNLOCK).minus(srcuSections.range()).isEmpty();
  }

  /**
   * Whether one srcu_read_unlock() takes the cookies of several srcu_read_lock()s, or shares one.
   */
  boolean multipleSrcuMatches() {
    Relation shared = srcuSections.inverse().then(srcuSections);
    return !shared.irreflexivePart().isEmpty();
  }

  /** Whether an srcu_read_unlock() gives back another value than its lock returned. */
  boolean differentSrcuValues() {
    ExecutionGraph graph = events.graph();
    EventSet locks = srcuSections.domain();
    for (int lock = locks.next(0); lock >= 0; lock = locks.next(lock + 1)) {
      EventSet unlocks = srcuSections.successors(lock);
      for (int unlock = unlocks.next(0); unlock >= 0; unlock = unlocks.next(unlock + 1)) {
        if (graph.value(lock) != graph.value(unlock)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether synchronize_srcu() is called inside of an RCU read-side critical section. */
  boolean invalidSleep() {
    EventSet periods = events.tagged(Tag.SYNC_SRCU);
    if (periods.isEmpty()) {
      return false;
    }
    Relation po = events.programOrder();
    return !sections.intersect(po.to(periods).then(po.from(periods))).isEmpty();
  }

  /** What is wrong with the use of locks. */
  ImmutableSet<String> locks() {
    return LockUse.flags(events.graph());
  }
}
