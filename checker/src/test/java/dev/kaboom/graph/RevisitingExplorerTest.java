package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.graph.SmallPrograms.Statement;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.property.Model;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Revisiting against the explorer that knows all models: the same executions, each once. */
class RevisitingExplorerTest {
  private static void compare(Machine machine, Model model) {
    MemoryModel axioms = MemoryModel.of(machine);
    GraphResult revisits =
        GraphEngine.explore(model, axioms, Compiler.SOURCE, GraphOptions.DEFAULT);
    GraphResult guesses =
        GraphEngine.exploreWithoutRevisits(model, axioms, Compiler.SOURCE, GraphOptions.DEFAULT);
    assertEquals(
        guesses.states(), revisits.states(), () -> machine + ": " + model.program().contexts());
    assertEquals(guesses.statistics().executions(), revisits.statistics().executions());
    assertEquals(guesses.blocked(), revisits.blocked());
    assertEquals(guesses.cuts(), revisits.cuts());
  }

  private static int compare(Machine machine, int[] lengths, Statement... alphabet) {
    int[] programs = {0};
    SmallPrograms.forEach(
        List.of(alphabet),
        lengths,
        model -> {
          programs[0]++;
          compare(machine, model);
        });
    return programs[0];
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.class,
      names = {"SC", "TSO"})
  void longThreadsAgree(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {3, 2},
            Statement.READ_X,
            Statement.READ_Y,
            Statement.WRITE_X,
            Statement.WRITE_Y_DATA,
            Statement.FENCE,
            Statement.EXCHANGE_X);
    assertEquals(7_776, programs);
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.class,
      names = {"SC", "TSO"})
  void threeThreadsAgree(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {2, 2, 2},
            Statement.READ_X,
            Statement.WRITE_X,
            Statement.WRITE_Y_DATA,
            Statement.COMPARE_EXCHANGE_X,
            Statement.INCREMENT_Y);
    assertEquals(15_625, programs);
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.class,
      names = {"SC", "TSO"})
  void fourThreadsOfRmwsAgree(Machine machine) {
    int programs =
        compare(
            machine,
            new int[] {2, 1, 1, 1},
            Statement.READ_X,
            Statement.WRITE_X,
            Statement.EXCHANGE_X,
            Statement.COMPARE_EXCHANGE_X,
            Statement.IF_WRITE_X);
    assertEquals(3_125, programs);
  }

  /** Statements of programs that wait. */
  private static final List<BiConsumer<ProgramBuilder.ThreadBuilder, Integer>> WAITING =
      List.of(
          (thread, place) -> thread.await("r" + place, "x"),
          (thread, place) -> thread.await("r" + place, "y"),
          (thread, place) -> spin(thread, "r" + place, "x"),
          (thread, place) -> thread.write("x", 1),
          (thread, place) -> thread.write("x", 0),
          (thread, place) -> thread.write("y", 1),
          (thread, place) -> thread.increment("r" + place, "x", RmwOrder.FULL),
          (thread, place) -> thread.compareExchange("r" + place, "x", 0, 1, RmwOrder.RELAXED),
          (thread, place) -> acquire(thread, "r" + place));

  private static void spin(ProgramBuilder.ThreadBuilder thread, String register, String cell) {
    int head = thread.size();
    thread.read(register, cell).whileZero(register, head);
  }

  /** Waits until the cell is 1, and makes it 0. */
  private static void acquire(ProgramBuilder.ThreadBuilder thread, String register) {
    int head = thread.size();
    thread.compareExchange(register, "x", 1, 0, RmwOrder.FULL).whileZero(register, head);
  }

  private static int waiting(Machine machine, int... lengths) {
    int slots = 0;
    for (int length : lengths) {
      slots += length;
    }
    int programs = (int) Math.pow(WAITING.size(), slots);
    for (int code = 0; code < programs; code++) {
      int rest = code;
      ProgramBuilder program = new ProgramBuilder().cell("x", 0).cell("y", 0);
      for (int length : lengths) {
        ProgramBuilder.ThreadBuilder thread = program.thread();
        for (int place = 0; place < length; place++, rest /= WAITING.size()) {
          WAITING.get(rest % WAITING.size()).accept(thread, place);
        }
      }
      compare(machine, program.model());
    }
    return programs;
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.class,
      names = {"SC", "TSO"})
  void threadsThatWaitAgree(Machine machine) {
    assertEquals(6_561, waiting(machine, 2, 1, 1));
    assertEquals(6_561, waiting(machine, 1, 1, 1, 1));
    assertEquals(6_561, waiting(machine, 3, 1));
  }
}
