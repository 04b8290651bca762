package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
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
  /** The graph's relations in this version of the model. */
  abstract KernelExecution relations(ExecutionGraph graph);

  /** Flags of this version that are not about plain accesses. */
  abstract ImmutableSet<String> flags(KernelExecution execution);

  @Override
  public boolean allowsLoadBuffering() {
    return true;
  }

  @Override
  public boolean forbidsFinalLocks() {
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
    KernelExecution execution = relations(prefix);
    return execution.happensBeforeHolds() && execution.propagatesBefore().isAcyclic();
  }

  @Override
  public boolean cheap() {
    return false;
  }

  @Override
  public Judgement judge(ExecutionGraph complete) {
    KernelExecution execution = relations(complete);
    if (!execution.happensBeforeHolds()) {
      return Judgement.INCONSISTENT;
    }
    Relation pb = execution.propagatesBefore();
    Relation pbPlus = pb.plus();
    if (!pbPlus.isIrreflexive()) {
      return Judgement.INCONSISTENT;
    }
    KernelRcu rcu = new KernelRcu(execution, pbPlus.optional());
    Relation rb = rcu.rb();
    if (!rb.isIrreflexive()) {
      return Judgement.INCONSISTENT;
    }
    ImmutableSet<String> flags = flags(execution);
    if (execution.plain.isEmpty()) {
      return new Judgement(true, flags);
    }
    KernelRaces races = new KernelRaces(execution, pb, rcu, rb);
    if (!races.coherent()) {
      return Judgement.INCONSISTENT;
    }
    return new Judgement(
        true, ImmutableSet.<String>builder().addAll(flags).addAll(races.flags()).build());
  }
}
