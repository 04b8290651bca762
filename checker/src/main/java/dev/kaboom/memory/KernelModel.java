package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Compiler;

/**
 * The axioms of the Linux-kernel memory model over the relations of {@link KernelExecution}:
 *
 * <pre>
 * acyclic hb                                 as happens-before
 * acyclic pb                                 as propagation
 * irreflexive rb                             as rcu
 * empty wr-incoh | rw-incoh | ww-incoh       as plain-coherence
 * </pre>
 */
abstract class KernelModel implements MemoryModel {
  private static final int MORE_THAN_ORDER = bits(Tag.PLAIN, Tag.SRCU_LOCK, Tag.SRCU_UNLOCK);
  private static final int PERIOD = bits(Tag.SYNC_RCU, Tag.SYNC_SRCU);
  private static final int SECTION = bits(Tag.RCU_LOCK, Tag.RCU_UNLOCK);

  /** What a {@link KernelFlags} may find something wrong with. */
  private static final int FLAGGED =
      SECTION
          | bits(Tag.SYNC_SRCU, Tag.LOCK_READ, Tag.LOCK_WRITE, Tag.UNLOCK, Tag.LOCK_FAIL)
          | bits(Tag.IS_LOCKED, Tag.IS_UNLOCKED);

  private static int bits(Tag... tags) {
    int bits = 0;
    for (Tag tag : tags) {
      bits |= tag.bit();
    }
    return bits;
  }

  /** The graph's relations in this version of the model. */
  abstract KernelExecution relations(ExecutionGraph graph);

  /** Flags of this version that are not about plain accesses. */
  abstract ImmutableSet<String> flags(KernelFlags checks);

  @Override
  public boolean allowsLoadBuffering() {
    return true;
  }

  @Override
  public boolean forbidsFinalLocks() {
    return true;
  }

  @Override
  public boolean ordersByRelease() {
    return true;
  }

  @Override
  public boolean forgetsRewrites() {
    return false;
  }

  /** Both: the model leaves plain accesses to the compiler anyway. */
  @Override
  public boolean knows(Compiler compiler) {
    return true;
  }

  @Override
  public boolean admits(ExecutionGraph prefix) {
    if (SequentialOrder.exists(prefix)) {
      return true;
    }
    KernelExecution execution = relations(prefix);
    if (execution.isOrdered()) {
      return true;
    }
    KernelPropagation propagation = new KernelPropagation(execution);
    return propagation.happensBeforeHolds() && propagation.propagatesBefore().isAcyclic();
  }

  @Override
  public boolean cheap() {
    return false;
  }

  @Override
  public Judgement judge(ExecutionGraph complete) {
    int tags = tags(complete);
    boolean onlyOrder = !needsMore(tags);
    if (onlyOrder && SequentialOrder.exists(complete)) {
      return (tags & FLAGGED) == 0 ? Judgement.CONSISTENT : ordered(relations(complete));
    }
    KernelExecution execution = relations(complete);
    return onlyOrder && execution.isOrdered() ? ordered(execution) : judge(execution);
  }

  private Judgement ordered(KernelExecution execution) {
    return new Judgement(true, flags(new KernelFlags(execution)));
  }

  private Judgement judge(KernelExecution execution) {
    KernelPropagation propagation = new KernelPropagation(execution);
    if (!propagation.happensBeforeHolds()) {
      return Judgement.INCONSISTENT;
    }
    Relation pb = propagation.propagatesBefore();
    if (!pb.isAcyclic()) {
      return Judgement.INCONSISTENT;
    }
    boolean waits = execution.events.has(Tag.SYNC_RCU) || execution.events.has(Tag.SYNC_SRCU);
    if (!waits && execution.plain.isEmpty()) {
      return ordered(execution);
    }
    KernelRcu rcu = new KernelRcu(execution, propagation, pb.star());
    Relation rb = rcu.rb();
    if (!rb.isIrreflexive()) {
      return Judgement.INCONSISTENT;
    }
    ImmutableSet<String> flags = flags(new KernelFlags(execution));
    if (execution.plain.isEmpty()) {
      return new Judgement(true, flags);
    }
    KernelRaces races = new KernelRaces(execution, propagation, pb, rcu, rb);
    if (!races.coherent()) {
      return Judgement.INCONSISTENT;
    }
    return new Judgement(
        true, ImmutableSet.<String>builder().addAll(flags).addAll(races.flags()).build());
  }

  private static int tags(ExecutionGraph graph) {
    int tags = 0;
    for (int event = 0; event < graph.size(); event++) {
      tags |= graph.tags(event);
    }
    return tags;
  }

  /**
   * Whether more than a total order is asked for in a graph with these tags: plain accesses may
   * race, and a critical section is ordered with a grace period against the passage of time. With
   * no grace period, or no critical section, rb leads forward like hb and pb.
   */
  private static boolean needsMore(int tags) {
    return (tags & MORE_THAN_ORDER) != 0 || ((tags & PERIOD) != 0 && (tags & SECTION) != 0);
  }
}
