package dev.kaboom.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.replay.Definitions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The memory models that the explorer uses and the definitions by which its witnesses are confirmed
 * judge alike: on every graph that has the events of a classic test's witness, with any reads-from
 * and any coherence order, whatever the values.
 */
class DefinitionsAgreementTest {
  static Stream<String> tests() {
    return ClassicsTest.TESTS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void bothJudgeEveryGraphAlike(String test) {
    int compared = 0;
    for (Machine machine : Machine.values()) {
      GraphResult found =
          GraphEngine.explore(
              Objects.requireNonNull(ClassicsTest.TESTS.get(test)).get(),
              MemoryModel.of(machine),
              Compiler.SOURCE,
              GraphOptions.DEFAULT);
      Execution witness = found.negativeWitness();
      // Linux 6.1 let a spin_is_locked() read from two writes at once, which no axiom says.
      boolean quirk = machine == Machine.LKMM_6_1 && test.equals("is-locked");
      if (witness != null && !quirk) {
        MemoryModel model = MemoryModel.of(machine);
        for (Execution graph : variants(witness)) {
          compared += compare(model, graph);
        }
      }
    }
    assertTrue(compared > 0 || test.equals("SRCU-nested"), test);
  }

  private static int compare(MemoryModel model, Execution graph) {
    Machine machine = model.machine();
    Definitions definitions = Definitions.of(machine, graph);
    Optional<String> broken = definitions.brokenAxiom();
    boolean built = broken.filter(a -> a.equals("coherence") || a.equals("atomicity")).isEmpty();
    if (!built) {
      return 0; // the explorer builds no such graph
    }
    Judgement judgement = model.judge(ExecutionGraph.of(graph));
    assertEquals(broken.isEmpty(), judgement.consistent(), () -> machine + " " + graph);
    if (judgement.consistent()) {
      boolean races = judgement.flags().contains("data-race");
      assertEquals(!definitions.races().isEmpty(), races, () -> machine + " " + graph);
    }
    return 1;
  }

  /** All choices of a write for each read, and of an order for the writes of each cell. */
  private static List<Execution> variants(Execution witness) {
    List<List<Integer>> sources = new ArrayList<>();
    for (Event event : witness.events()) {
      boolean reads = event.kind() == EventKind.READ;
      sources.add(reads ? witness.coherence().get(event.location()) : List.of(event.source()));
    }
    List<List<ImmutableList<Integer>>> orders = new ArrayList<>();
    for (ImmutableList<Integer> order : witness.coherence()) {
      List<ImmutableList<Integer>> choices = new ArrayList<>();
      for (List<Integer> rest :
          Collections2.permutations(order.subList(Math.min(1, order.size()), order.size()))) {
        choices.add(
            ImmutableList.<Integer>builder()
                .addAll(order.subList(0, Math.min(1, order.size())))
                .addAll(rest)
                .build());
      }
      orders.add(choices);
    }
    List<Execution> variants = new ArrayList<>();
    for (List<ImmutableList<Integer>> coherence : Lists.cartesianProduct(orders)) {
      for (List<Integer> source : Lists.cartesianProduct(sources)) {
        variants.add(variant(witness, source, coherence));
      }
    }
    return variants;
  }

  private static Execution variant(
      Execution witness, List<Integer> sources, List<ImmutableList<Integer>> coherence) {
    ImmutableList.Builder<Event> events = ImmutableList.builder();
    for (Event event : witness.events()) {
      events.add(event.withSource(sources.get(event.index())));
    }
    return new Execution(
        events.build(), witness.programOrder(), ImmutableList.copyOf(coherence), witness.visits());
  }
}
