package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Tag;

/** Checks on how a program uses locks, which every version of the LKMM makes: lock.cat. */
final class LockUse {
  private static final int LOCKS =
      Tag.LOCK_READ.bit()
          | Tag.LOCK_WRITE.bit()
          | Tag.UNLOCK.bit()
          | Tag.LOCK_FAIL.bit()
          | Tag.IS_LOCKED.bit()
          | Tag.IS_UNLOCKED.bit()
          | Tag.SRCU_LOCK.bit()
          | Tag.SRCU_UNLOCK.bit()
          | Tag.SYNC_SRCU.bit();

  private LockUse() {}

  /** What is wrong with the use of locks. */
  static ImmutableSet<String> flags(ExecutionGraph graph) {
    boolean mixed = mixesAccesses(graph);
    boolean unmatched = unmatchedUnlock(graph);
    if (!mixed && !unmatched) {
      return ImmutableSet.of();
    }
    ImmutableSet.Builder<String> flags = ImmutableSet.builder();
    if (mixed) {
      flags.add("mixed-lock-accesses");
    }
    if (unmatched) {
      flags.add("unmatched-unlock");
    }
    return flags.build();
  }

  /** Whether a cell is accessed both as a lock and otherwise, but for its initial value. */
  private static boolean mixesAccesses(ExecutionGraph graph) {
    for (int event = 0; event < graph.size(); event++) {
      if ((graph.tags(event) & LOCKS) != 0 && isAccessedOtherwise(graph, graph.location(event))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAccessedOtherwise(ExecutionGraph graph, int location) {
    for (int event = 0; location >= 0 && event < graph.size(); event++) {
      if (graph.location(event) == location
          && (graph.tags(event) & (LOCKS | Tag.INIT.bit())) == 0
          && (graph.isRead(event) || graph.isWrite(event))) {
        return true;
      }
    }
    return false;
  }

  private static boolean unmatchedUnlock(ExecutionGraph graph) {
    for (int unlock = 0; unlock < graph.size(); unlock++) {
      if (graph.has(unlock, Tag.UNLOCK)) {
        int before = graph.write(graph.location(unlock), graph.coherenceIndex(unlock) - 1);
        if (!graph.has(before, Tag.LOCK_WRITE) || graph.thread(before) != graph.thread(unlock)) {
          return true;
        }
      }
    }
    return false;
  }
}
