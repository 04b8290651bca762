package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.Execution;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.Optional;

/** What a machine's definition says about one graph. */
public final class Definitions {
  private final GraphView graph;
  private final Machine machine;
  private final Compiler compiler;

  private Definitions(GraphView graph, Machine machine, Compiler compiler) {
    this.graph = graph;
    this.machine = machine;
    this.compiler = compiler;
  }

  /** The definition of a machine that runs code in source order, for one graph. */
  public static Definitions of(Machine machine, Execution execution) {
    return of(machine, Compiler.SOURCE, execution);
  }

  /** The definition of a machine that runs what a compiler makes of the code. */
  public static Definitions of(Machine machine, Compiler compiler, Execution execution) {
    return new Definitions(new GraphView(execution), machine, compiler);
  }

  /** Two accesses of different threads, by their events' indices, that race. */
  public record Race(int first, int second) {}

  /** The axiom that the graph breaks, if any. */
  public Optional<String> brokenAxiom() {
    if (!isCoherent()) {
      return Optional.of("coherence");
    }
    Pairs between = graph.external(graph.fr).then(graph.external(graph.co));
    if (!graph.rmw.and(between).isEmpty()) {
      return Optional.of("atomicity");
    }
    return switch (machine) {
      case SC -> broken(isSequential(), "sc");
      case TSO -> broken(SequentialDefinition.allowedByTso(graph), "tso");
      case LKMM, LKMM_6_1 -> brokenByKernel();
      case JVM -> new JavaDefinition(graph).brokenAxiom();
    };
  }

  /** Coherence of each cell; on the Java machine reads alone are left to its definition. */
  private boolean isCoherent() {
    Pairs poLoc = graph.sameLocation(graph.po);
    return machine == Machine.JVM
        ? JavaDefinition.isCoherent(graph, poLoc)
        : poLoc.or(graph.rf, graph.co, graph.fr).isAcyclic();
  }

  private boolean isSequential() {
    return switch (compiler) {
      case SOURCE -> SequentialDefinition.allowedBySc(graph);
      case CPPO -> SequentialDefinition.allowedByScAfterCompiler(graph);
    };
  }

  private static Optional<String> broken(boolean holds, String axiom) {
    return holds ? Optional.empty() : Optional.of(axiom);
  }

  private Optional<String> brokenByKernel() {
    KernelDefinition kernel = new KernelDefinition(graph, machine);
    if (!kernel.hb.isAcyclic()) {
      return Optional.of("happens-before");
    }
    if (!kernel.pb.isAcyclic()) {
      return Optional.of("propagation");
    }
    KernelRcuDefinition rcu = new KernelRcuDefinition(kernel);
    if (!rcu.rb.isIrreflexive()) {
      return Optional.of("rcu");
    }
    return broken(new KernelRaceDefinition(kernel, rcu).coherent, "plain-coherence");
  }

  /** The data races of the graph, ordered by their events; none where the machine knows none. */
  public ImmutableList<Race> races() {
    return switch (machine) {
      case SC, TSO, JVM -> ImmutableList.of();
      case LKMM, LKMM_6_1 -> kernelRaces();
    };
  }

  private ImmutableList<Race> kernelRaces() {
    KernelDefinition kernel = new KernelDefinition(graph, machine);
    Pairs races = new KernelRaceDefinition(kernel, new KernelRcuDefinition(kernel)).races;
    ImmutableList.Builder<Race> found = ImmutableList.builder();
    for (int first = 0; first < graph.size; first++) {
      for (int second = 0; second < graph.size; second++) {
        if (races.contains(first, second)) {
          found.add(new Race(first, second));
        }
      }
    }
    return found.build();
  }

  /** Pairs of events, asked one by one. */
  @FunctionalInterface
  public interface Order {
    boolean contains(int from, int to);
  }

  /** The pairs of program order that the machine keeps. */
  public Order keptProgramOrder() {
    Pairs kept =
        switch (machine) {
          case SC ->
              compiler == Compiler.SOURCE
                  ? SequentialDefinition.keptUnderSc(graph)
                  : CompilerDefinition.kept(graph).plus().and(graph.po);
          case TSO -> SequentialDefinition.keptUnderTso(graph);
          case LKMM, LKMM_6_1 -> new KernelDefinition(graph, machine).kept();
          case JVM -> new JavaDefinition(graph).kept();
        };
    return kept::contains;
  }

  /** Whether some definite value comes from nowhere but itself. */
  boolean isUnfounded() {
    Pairs flow = graph.rf.or(graph.data, graph.addr).plus();
    for (int event = 0; event < graph.size; event++) {
      if (flow.contains(event, event) && graph.event(event).value() != Event.UNDETERMINED) {
        return true;
      }
    }
    return false;
  }
}
