package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Axioms;
import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import dev.kaboom.memory.KernelOrder.FullRmw;
import dev.kaboom.program.Machine;

/**
 * The Linux-kernel memory model as Linux 6.1 had it (tools/memory-model/linux-kernel.bell,
 * linux-kernel.cat and lock.cat of that version). {@link Lkmm} says what has changed since.
 *
 * <p>One quirk is kept, because verdicts depend on it: lock.cat made a spin_is_locked() that says
 * no behind its own thread's unlock read from two writes at once, which no execution survives
 * (repaired in Linux 6.11).
 */
public final class Lkmm61 extends KernelModel {
  public Lkmm61() {
    super(FullRmw.ENCLOSED, false);
  }

  @Override
  public Axioms fork() {
    return new Lkmm61();
  }

  @Override
  public Machine machine() {
    return Machine.LKMM_6_1;
  }

  @Override
  public SrcuStyle srcuStyle() {
    return SrcuStyle.FENCES;
  }

  @Override
  public Judgement judge(ExecutionGraph complete) {
    return readsTwoUnlocks(complete) ? Judgement.INCONSISTENT : super.judge(complete);
  }

  private static boolean readsTwoUnlocks(ExecutionGraph graph) {
    for (int thread = 0; thread < graph.threads(); thread++) {
      for (int i = 0; i < graph.length(thread); i++) {
        int read = graph.event(thread, i);
        if (graph.has(read, Tag.IS_UNLOCKED) && unlockedBefore(graph, thread, i)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean unlockedBefore(ExecutionGraph graph, int thread, int index) {
    for (int i = index - 1; i >= 0; i--) {
      int event = graph.event(thread, i);
      if (graph.location(event) == graph.location(graph.event(thread, index))) {
        if (graph.has(event, Tag.UNLOCK)) {
          return true;
        }
        if (graph.has(event, Tag.LOCK_WRITE)) {
          return false;
        }
      }
    }
    return false;
  }

  @Override
  KernelExecution relations(KernelShape shape, ExecutionGraph graph) {
    return new Execution(shape, graph);
  }

  @Override
  ImmutableSet<String> flags(KernelFlags checks) {
    ImmutableSet.Builder<String> flags = ImmutableSet.builder();
    if (checks.unmatchedRcuLock() || checks.unmatchedRcuUnlock()) {
      flags.add("unbalanced-rcu-locking");
    }
    if (checks.unmatchedSrcuLock() || checks.unmatchedSrcuUnlock()) {
      flags.add("unbalanced-srcu-locking");
    }
    if (checks.differentSrcuValues()) {
      flags.add("srcu-bad-nesting");
    }
    if (checks.invalidSleep()) {
      flags.add("invalid-sleep");
    }
    return flags.addAll(checks.locks()).build();
  }

  private static final class Execution extends KernelExecution {
    Execution(KernelShape shape, ExecutionGraph graph) {
      super(shape, graph);
    }

    @Override
    Relation carriedDependency(Relation dependency) {
      return events.none();
    }

    @Override
    Relation afterUnlockLock() {
      EventSet fences = events.tagged(Tag.AFTER_UNLOCK_LOCK);
      if (fences.isEmpty()) {
        return events.none();
      }
      EventSet accesses = events.reads().union(events.writes());
      return po.from(accesses)
          .to(events.tagged(Tag.UNLOCK))
          .then(co.union(po).to(events.tagged(Tag.LOCK_WRITE)))
          .then(po.to(fences))
          .then(po.to(accesses));
    }

    @Override
    Relation addressToRead() {
      return addr;
    }

    @Override
    Relation fenceInOrder() {
      return fence;
    }

    @Override
    Relation rmwSequence() {
      return events.none();
    }

    /**
     * Locks and unlocks of one domain matched like parentheses, in each thread: overlapping
     * sections fuse.
     */
    @Override
    Relation srcuSections() {
      Relation sections = events.none();
      ExecutionGraph graph = events.graph();
      EventSet unlocks = events.tagged(Tag.SRCU_UNLOCK);
      EventSet taken = EventSet.EMPTY;
      for (int unlock = unlocks.next(0); unlock >= 0; unlock = unlocks.next(unlock + 1)) {
        int lock = innermostOpenLock(graph, unlock, taken);
        if (lock >= 0) {
          sections.add(lock, unlock);
          taken = taken.union(EventSet.of(lock));
        }
      }
      return sections;
    }

    private static int innermostOpenLock(ExecutionGraph graph, int unlock, EventSet taken) {
      int thread = graph.thread(unlock);
      int lock = -1;
      for (int i = 0; i < graph.length(thread) && graph.event(thread, i) != unlock; i++) {
        int event = graph.event(thread, i);
        if (graph.has(event, Tag.SRCU_LOCK)
            && graph.location(event) == graph.location(unlock)
            && !taken.contains(event)) {
          lock = event;
        }
      }
      return lock;
    }
  }
}
