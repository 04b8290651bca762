package dev.kaboom.memory;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Axioms;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.ShapeCache;
import dev.kaboom.graph.Tag;
import dev.kaboom.memory.KernelOrder.FullRmw;
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

  private final ShapeCache<KernelShape> shapes;
  private final CommonOrder order = new CommonOrder();
  private final PropagationCheck propagation;
  private final SequentialOrder sequence = new SequentialOrder();

  /**
   * A version of the model.
   *
   * @param fullRmw how a fully ordered RMW orders
   * @param throughRmws whether chains of RMWs keep a cumulative fence's order
   */
  KernelModel(FullRmw fullRmw, boolean throughRmws) {
    propagation = new PropagationCheck(throughRmws);
    shapes = new ShapeCache<>(events -> new KernelShape(events, fullRmw));
  }

  @Override
  public abstract Axioms fork();

  /** The graph's relations in this version of the model. */
  abstract KernelExecution relations(KernelShape shape, ExecutionGraph graph);

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
    KernelShape shape = shapes.of(prefix);
    if (PropagationCheck.knows(shape, prefix)) {
      return order.exists(shape, prefix) || propagation.holds(shape, prefix);
    }
    KernelExecution execution = relations(shape, prefix);
    return execution.isOrdered() || admits(execution);
  }

  /** {@link #admits} by relations alone. */
  final boolean admitsByRelations(ExecutionGraph prefix) {
    return admits(relations(shapes.of(prefix), prefix));
  }

  private static boolean admits(KernelExecution execution) {
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
    if ((tags & Tag.UNLOCK.bit()) != 0
        && (tags & (MORE_THAN_ORDER | PERIOD | SECTION)) == 0
        && sequence.exists(complete)) {
      return new Judgement(true, LockUse.flags(complete));
    }
    KernelShape shape = shapes.of(complete);
    boolean onlyOrder = !needsMore(tags);
    if (onlyOrder && PropagationCheck.knows(shape, complete)) {
      if (order.exists(shape, complete)) {
        return ordered(shape, complete);
      }
      if ((tags & PERIOD) == 0) {
        return propagation.holds(shape, complete)
            ? ordered(shape, complete)
            : Judgement.INCONSISTENT;
      }
    }
    if (!onlyOrder && (tags & MORE_THAN_ORDER) == 0 && sequence.exists(complete)) {
      return ordered(shape, complete);
    }
    KernelExecution execution = relations(shape, complete);
    return onlyOrder && execution.isOrdered() ? ordered(shape, complete) : judge(execution);
  }

  /** {@link #judge} by relations alone. */
  final Judgement byRelations(ExecutionGraph complete) {
    return judge(relations(shapes.of(complete), complete));
  }

  /** The judgement on a consistent graph without plain accesses and SRCU's sections. */
  private Judgement ordered(KernelShape shape, ExecutionGraph graph) {
    int tags = shape.events.tags();
    if ((tags & FLAGGED) == 0) {
      return Judgement.CONSISTENT;
    }
    if ((tags & Tag.UNLOCK.bit()) != 0) {
      return new Judgement(true, flags(new KernelFlags(shape, graph, shape.events.none())));
    }
    if (shape.judgement == null) {
      KernelFlags checks = new KernelFlags(shape, graph, shape.events.none());
      shape.judgement = new Judgement(true, flags(checks));
    }
    return shape.judgement;
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
      return new Judgement(true, flags(execution));
    }
    KernelRcu rcu = new KernelRcu(execution, propagation, pb.star());
    Relation rb = rcu.rb();
    if (!rb.isIrreflexive()) {
      return Judgement.INCONSISTENT;
    }
    ImmutableSet<String> flags = flags(execution);
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

  private ImmutableSet<String> flags(KernelExecution execution) {
    ExecutionGraph graph = execution.events.graph();
    return flags(new KernelFlags(execution.shape, graph, execution.srcuSections()));
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
