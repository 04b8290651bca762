package dev.kaboom.memory;

import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.StrongOrder;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.Optional;

/**
 * Sequential consistency: all accesses stand in one total order that respects every thread's
 * program order, and a read sees the last write before it (Lamport, "How to make a multiprocessor
 * computer that correctly executes multiprocess programs", 1979). As an axiom (Alglave, Maranget,
 * Tautschnig, "Herding cats", TOPLAS 2014, figure 5):
 *
 * <pre>acyclic po | rf | co | fr</pre>
 *
 * <p>Of what a compiler has reordered, po is only what the compiler must preserve ({@link
 * CompilerOrder}): the total order contains the one in which the compiled code makes its accesses.
 */
public final class Sc implements MemoryModel {
  private final Compiler compiler;

  /** The model for code that was compiled in this way. */
  public Sc(Compiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Machine machine() {
    return Machine.SC;
  }

  @Override
  public boolean admits(ExecutionGraph prefix) {
    GraphRelations events = new GraphRelations(prefix);
    Relation coherence = events.coherence();
    Relation order =
        programOrder(events)
            .union(events.readsFrom())
            .union(coherence)
            .union(events.fromReads(coherence));
    return GracePeriods.respected(events, Indivisible.joined(events, order));
  }

  private Relation programOrder(GraphRelations events) {
    return switch (compiler) {
      case SOURCE -> events.programOrder();
      case CPPO -> CompilerOrder.of(events);
    };
  }

  @Override
  public boolean knows(Compiler other) {
    return compiler == other;
  }

  @Override
  public boolean seesIndivisibleSteps() {
    return true;
  }

  @Override
  public boolean seesChecks() {
    return compiler == Compiler.CPPO;
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
    return compiler == Compiler.CPPO;
  }

  @Override
  public boolean forgetsRewrites() {
    return true;
  }

  @Override
  public Optional<StrongOrder> strongOrder() {
    return compiler == Compiler.SOURCE ? Optional.of(StrongOrder.SC) : Optional.empty();
  }

  @Override
  public SrcuStyle srcuStyle() {
    return SrcuStyle.NONE;
  }
}
