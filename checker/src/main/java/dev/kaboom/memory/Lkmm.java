package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Axioms;
import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import dev.kaboom.memory.KernelOrder.FullRmw;
import dev.kaboom.program.Machine;

/**
 * The Linux-kernel memory model of Linux 6.15 and later (tools/memory-model/linux-kernel.bell,
 * linux-kernel.cat and lock.cat). Since Linux 6.1 it has got:
 *
 * <ul>
 *   <li>dependencies that are carried through memory within a thread (6.3);
 *   <li>release sequences of RMWs, which keep a cumulative fence's order (6.3);
 *   <li>SRCU critical sections that are matched by the data flow of the cookie (6.4);
 *   <li>smp_mb__after_unlock_lock() for the direct handover of a lock only (6.4);
 *   <li>address dependencies that by themselves order only reads (6.4);
 *   <li>fully ordered RMWs by tags on their halves (6.15).
 * </ul>
 */
public final class Lkmm extends KernelModel {
  public Lkmm() {
    super(FullRmw.TAGGED_HALVES, true);
  }

  @Override
  public Axioms fork() {
    return new Lkmm();
  }

  @Override
  public Machine machine() {
    return Machine.LKMM;
  }

  @Override
  public SrcuStyle srcuStyle() {
    return SrcuStyle.ACCESSES;
  }

  @Override
  KernelExecution relations(KernelShape shape, ExecutionGraph graph) {
    return new Execution(shape, graph);
  }

  @Override
  ImmutableSet<String> flags(KernelFlags checks) {
    ImmutableSet.Builder<String> flags = ImmutableSet.builder();
    if (checks.unmatchedRcuLock()) {
      flags.add("unmatched-rcu-lock");
    }
    if (checks.unmatchedRcuUnlock()) {
      flags.add("unmatched-rcu-unlock");
    }
    if (checks.unmatchedSrcuLock()) {
      flags.add("unmatched-srcu-lock");
    }
    if (checks.unmatchedSrcuUnlock()) {
      flags.add("unmatched-srcu-unlock");
    }
    if (checks.multipleSrcuMatches()) {
      flags.add("multiple-srcu-matches");
    }
    if (checks.differentSrcuValues()) {
      flags.add("srcu-bad-value-match");
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
      EventSet carriers = events.all().minus(events.tagged(Tag.SRCU_UNLOCK));
      return dependency.to(carriers).then(rfi).plus();
    }

    @Override
    Relation afterUnlockLock() {
      EventSet fences = events.tagged(Tag.AFTER_UNLOCK_LOCK);
      if (fences.isEmpty()) {
        return events.none();
      }
      EventSet accesses = events.reads().union(events.writes());
      return poUnlockLockPo.from(accesses).to(fences).then(po.to(accesses));
    }

    @Override
    Relation addressToRead() {
      return addr.to(events.reads());
    }

    @Override
    Relation fenceInOrder() {
      return events.internal(fence);
    }

    @Override
    Relation rmwSequence() {
      return rf.then(rmw).plus();
    }

    @Override
    Relation srcuSections() {
      EventSet locks = events.tagged(Tag.SRCU_LOCK);
      if (locks.isEmpty()) {
        return events.none();
      }
      EventSet unlocks = events.tagged(Tag.SRCU_UNLOCK);
      Relation flow = events.data();
      Relation carried = flow.to(events.all().minus(unlocks)).then(rf).star();
      return events.sameLocation(carried.from(locks).then(flow.to(unlocks)));
    }
  }
}
