package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.SmallPrograms.Statement;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The explorer against brute force, on every program that a small alphabet can spell. */
class GraphExplorerTest {
  private static Map<List<Long>, Long> explored(Model model, Axioms axioms) {
    GraphResult result = GraphEngine.explore(model, axioms, Compiler.SOURCE, GraphOptions.DEFAULT);
    assertNull(result.incomplete());
    Map<List<Long>, Long> finals = new LinkedHashMap<>();
    result
        .states()
        .forEach(
            (state, count) -> {
              if (!state.values().asList().contains(Operand.UNDETERMINED)) {
                finals.put(state.values().asList(), count);
              }
            });
    return finals;
  }

  private static int compare(Machine machine, int[] lengths, Statement... alphabet) {
    MemoryModel axioms = MemoryModel.of(machine);
    int[] programs = {0};
    SmallPrograms.forEach(
        List.of(alphabet),
        lengths,
        model -> {
          programs[0]++;
          assertEquals(
              BruteForce.executions(model, axioms),
              explored(model, axioms),
              () -> machine + ": " + model.program().contexts());
        });
    return programs[0];
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void twoThreadsOfTwoStatementsAgreeWithBruteForce(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {2, 2},
            Statement.READ_X,
            Statement.READ_PLAIN_X,
            Statement.WRITE_X,
            Statement.READ_Y,
            Statement.WRITE_X_DATA,
            Statement.WRITE_PLAIN_X,
            Statement.EXCHANGE_X,
            Statement.IF_WRITE_Y,
            Statement.COMPARE_EXCHANGE_X,
            Statement.COMPARE_EXCHANGE_Y_ACQUIRE);
    assertEquals(10_000, programs);
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void loadBufferingAgreesWithBruteForce(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {3, 3},
            Statement.READ_X,
            Statement.READ_Y,
            Statement.WRITE_X,
            Statement.WRITE_Y_DATA);
    assertEquals(4_096, programs);
  }

  @Test
  void loadBufferingOfPlainAccessesAgreesWithBruteForce() {
    int programs =
        compare(
            Machine.JVM,
            new int[] {3, 2},
            Statement.READ_PLAIN_X,
            Statement.READ_X,
            Statement.READ_Y,
            Statement.WRITE_PLAIN_X,
            Statement.IF_WRITE_Y,
            Statement.FENCE);
    assertEquals(7_776, programs);
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void threeThreadsAgreeWithBruteForce(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {2, 2, 1},
            Statement.READ_X,
            Statement.WRITE_Y_DATA,
            Statement.READ_ACQUIRE_X,
            Statement.WRITE_RELEASE_X,
            Statement.COMPARE_EXCHANGE_X);
    assertEquals(3_125, programs);
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void locksAgreeWithBruteForce(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {2, 1},
            Statement.LOCKED_WRITE_X,
            Statement.LOCKED_READ_X,
            Statement.READ_PLAIN_X,
            Statement.WRITE_X,
            Statement.EXCHANGE_X_RELAXED);
    assertEquals(125, programs);
  }

  @Test
  void weakerModelsAllowMore() {
    Statement[] alphabet = {
      Statement.READ_X,
      Statement.READ_Y,
      Statement.WRITE_Y,
      Statement.WRITE_RELEASE_X,
      Statement.FENCE,
      Statement.EXCHANGE_X
    };
    SmallPrograms.forEach(
        List.of(alphabet),
        new int[] {3, 2},
        model -> {
          Set<List<Long>> sc = explored(model, MemoryModel.of(Machine.SC)).keySet();
          Set<List<Long>> tso = explored(model, MemoryModel.of(Machine.TSO)).keySet();
          Set<List<Long>> lkmm = explored(model, MemoryModel.of(Machine.LKMM)).keySet();
          Set<List<Long>> jvm = explored(model, MemoryModel.of(Machine.JVM)).keySet();
          assertTrue(tso.containsAll(sc));
          assertTrue(lkmm.containsAll(tso));
          assertTrue(jvm.containsAll(tso));
        });
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void noGraphIsMetTwice(Machine machine) {
    MemoryModel model = MemoryModel.of(machine);
    Statement[] alphabet = {
      Statement.READ_X,
      Statement.WRITE_Y,
      Statement.WRITE_X_DATA,
      Statement.EXCHANGE_X_RELAXED,
      Statement.INCREMENT_Y,
      Statement.LOCKED_READ_X
    };
    SmallPrograms.forEach(
        List.of(alphabet),
        new int[] {2, 2, 1},
        program -> {
          Recorder recorder = new Recorder(model);
          GraphEngine.explore(program, recorder, Compiler.SOURCE, GraphOptions.DEFAULT);
          assertEquals(recorder.judged, recorder.forms.size());
          assertTrue(recorder.judged > 0);
        });
  }

  /** Remembers every complete graph in a form that does not depend on how it was built. */
  private static final class Recorder implements Axioms {
    private final Axioms model;
    private final Set<Object> forms = new LinkedHashSet<>();
    private int judged;

    Recorder(Axioms model) {
      this.model = model;
    }

    @Override
    public boolean admits(ExecutionGraph prefix) {
      return model.admits(prefix);
    }

    @Override
    public boolean cheap() {
      return model.cheap();
    }

    @Override
    public boolean knows(Compiler compiler) {
      return model.knows(compiler);
    }

    @Override
    public boolean allowsLoadBuffering() {
      return model.allowsLoadBuffering();
    }

    @Override
    public boolean readsInOrder() {
      return model.readsInOrder();
    }

    @Override
    public boolean forgetsRewrites() {
      return model.forgetsRewrites();
    }

    @Override
    public SrcuStyle srcuStyle() {
      return model.srcuStyle();
    }

    @Override
    public Judgement judge(ExecutionGraph complete) {
      judged++;
      Set<Object> form = new LinkedHashSet<>();
      for (int event = 0; event < complete.size(); event++) {
        if (complete.isRead(event)) {
          form.add(List.of(place(complete, event), place(complete, complete.source(event))));
        } else if (complete.isWrite(event)) {
          form.add(
              List.of(
                  place(complete, event), complete.coherenceIndex(event), complete.value(event)));
        }
      }
      forms.add(ImmutableSet.copyOf(form));
      return model.judge(complete);
    }

    private static List<Integer> place(ExecutionGraph graph, int event) {
      int thread = graph.thread(event);
      if (thread < 0) {
        return List.of(-1, graph.location(event));
      }
      int index = 0;
      while (graph.event(thread, index) != event) {
        index++;
      }
      return List.of(thread, index);
    }
  }
}
