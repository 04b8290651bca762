package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.StrongOrder;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.Optional;

/**
 * x86-TSO (Owens, Sarkar, Sewell, "A better x86 memory model: x86-TSO", TPHOLs 2009): a store may
 * be overtaken by later loads of its own thread, and is seen by that thread early; nothing else is
 * reordered. As an axiom ("Herding cats", TOPLAS 2014, section 4.6):
 *
 * <pre>acyclic ppo | fence | rfe | co | fr</pre>
 *
 * where ppo is program order without the pairs of a write and what is no write, and fence is
 * program order into and out of fences.
 *
 * <p>The kernel's primitives as x86 compiles them: smp_mb() is a fence, every RMW and lock
 * acquisition is LOCK-prefixed and so a full fence, also one that fails; smp_wmb(), smp_rmb(),
 * acquire and release are no instructions. Where a handler comes and where it returns the buffer is
 * drained.
 */
public final class Tso implements MemoryModel {
  @Override
  public Machine machine() {
    return Machine.TSO;
  }

  @Override
  public boolean admits(ExecutionGraph prefix) {
    GraphRelations events = new GraphRelations(prefix);
    Relation coherence = events.coherence();
    Relation po = events.programOrder();
    EventSet locked = events.tagged(Tag.RMW, Tag.LOCK_READ, Tag.LOCK_WRITE, Tag.LOCK_FAIL);
    EventSet fences =
        events
            .tagged(Tag.MB, Tag.SYNC_RCU, Tag.SYNC_SRCU, Tag.INTERRUPT, Tag.INDIVISIBLE_WRITE)
            .union(locked);

    Relation overtaken = Relation.cross(events.size(), events.writes(), events.nonWrites());
    Relation ppo = po.minus(overtaken).union(po.to(fences)).union(po.from(fences));
    Relation order =
        ppo.union(events.external(events.readsFrom()))
            .union(coherence)
            .union(events.fromReads(coherence));
    return GracePeriods.respected(events, Indivisible.joined(events, order));
  }

  /**
   * Source order only: with a store buffer behind it, what the compiler must preserve is not
   * enough, for the accesses of a CPU must come in one order, whatever other CPUs see of them.
   */
  @Override
  public boolean knows(Compiler compiler) {
    return compiler == Compiler.SOURCE;
  }

  @Override
  public boolean seesIndivisibleSteps() {
    return true;
  }

  /** Interrupts drain the store buffer (Intel SDM Vol. 3A, "Store Buffer"). */
  @Override
  public boolean seesInterrupts() {
    return true;
  }

  @Override
  public boolean cheap() {
    return true;
  }

  @Override
  public Judgement judge(ExecutionGraph complete) {
    return admits(complete) ? Judgement.CONSISTENT : Judgement.INCONSISTENT;
  }

  @Override
  public boolean allowsLoadBuffering() {
    return false;
  }

  @Override
  public boolean forgetsRewrites() {
    return true;
  }

  @Override
  public Optional<StrongOrder> strongOrder() {
    return Optional.of(StrongOrder.TSO);
  }

  @Override
  public SrcuStyle srcuStyle() {
    return SrcuStyle.NONE;
  }
}
