package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.ProgramBuilder.ThreadBuilder;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine does beyond plain litmus tests: loops, waits, violations, limits. */
class GraphEngineTest {
  private static GraphResult explore(Model model, Machine machine, GraphOptions options) {
    return GraphEngine.explore(model, MemoryModel.of(machine), Compiler.SOURCE, options);
  }

  private static GraphResult explore(Model model, Machine machine) {
    return explore(model, machine, GraphOptions.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"3,6", "4,24", "5,120", "6,720"})
  void criticalSectionsOfOneLockArePermuted(int threads, int executions) {
    ProgramBuilder program = new ProgramBuilder();
    for (int thread = 0; thread < threads; thread++) {
      program.thread().lock("l").read("r", "x").write("x", thread + 1).unlock("l");
    }
    Model model = program.model();
    assertEquals(executions, explore(model, Machine.SC).statistics().executions());
    assertEquals(executions, explore(model, Machine.TSO).statistics().executions());
    assertEquals(executions, explore(model, Machine.LKMM).statistics().executions());
  }

  @ParameterizedTest
  @CsvSource({"SC", "LKMM"})
  void theWatcherHearsOfMoreAndMoreExecutions(Machine machine) {
    ProgramBuilder program = new ProgramBuilder();
    for (int thread = 0; thread < 9; thread++) {
      program.thread().compareExchange("r", "x", thread, thread + 1, RmwOrder.FULL);
    }
    List<Long> heard = new ArrayList<>();
    GraphResult result =
        explore(program.model(), machine, GraphOptions.DEFAULT.withWatcher(heard::add));
    assertEquals(8597, result.statistics().executions());
    assertEquals(heard.stream().sorted().toList(), heard);
    long last = heard.get(heard.size() - 1);
    assertTrue(last > 8597 / 2 && last <= 8597, heard::toString);
  }

  @ParameterizedTest
  @CsvSource({"5,43", "7,523", "9,8597"})
  void rotatingCompareExchangesHaveThePublishedCounts(int threads, int executions) {
    ProgramBuilder program = new ProgramBuilder();
    for (int thread = 0; thread < threads; thread++) {
      program.thread().compareExchange("r", "x", thread, thread + 1, RmwOrder.FULL);
    }
    Model model = program.model();
    for (Machine machine : Machine.values()) {
      assertEquals(executions, explore(model, machine).statistics().executions());
    }
  }

  @ParameterizedTest
  @CsvSource({"SC,3,1698", "TSO,3,2258", "SC,4,19605", "TSO,4,34205"})
  void fibonacciHasThePublishedCounts(Machine machine, int rounds, int executions) {
    ProgramBuilder program = new ProgramBuilder().cell("x", 1).cell("y", 1);
    for (String written : ImmutableList.of("x", "y")) {
      ThreadBuilder thread = program.thread();
      for (int i = 0; i < rounds; i++) {
        thread.read("a", "x").read("b", "y");
        thread.write(
            written,
            new Expression.Binary(BinaryOperator.ADD, thread.value("a"), thread.value("b")),
            AccessKind.ONCE);
      }
    }
    ThreadBuilder reader = program.thread().read("a", "x");
    long bound = rounds == 3 ? 21 : 55;
    int join = 3;
    reader
        .instruction(
            new Instruction.Branch(
                Position.NONE,
                new Expression.Binary(
                    BinaryOperator.LESS_EQUAL, reader.value("a"), ProgramBuilder.constant(bound)),
                join,
                join))
        .read("b", "y");
    assertEquals(executions, explore(program.model(), machine).statistics().executions());
  }

  @Test
  void anAwaitIsOneReadThatSucceeds() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).write("flag", 1, AccessKind.RELEASE);
    program.thread().await("r0", "flag").read("r1", "x");
    for (Machine machine : Machine.values()) {
      GraphResult result = explore(program.exists("1:r1=0"), machine);
      assertEquals(0, result.positive());
      assertEquals(1, result.negative());
      assertEquals(0, result.blocked());
      assertTrue(!result.boundCut());
    }
  }

  @Test
  void anAwaitThatNobodyServesIsBlocked() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().await("r0", "flag");
    program.thread().write("flag", 0);
    for (Machine machine : Machine.values()) {
      GraphResult result = explore(program.model(), machine);
      assertEquals(0, result.states().size());
      assertEquals(1, result.blocked());
      assertNotNull(result.blockedWitness());
    }
  }

  @Test
  void locksTakenInOppositeOrderCanDeadlock() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().lock("a").lock("b").unlock("b").unlock("a");
    program.thread().lock("b").lock("a").unlock("a").unlock("b");
    GraphResult result = explore(program.model(), Machine.LKMM);
    assertEquals(2, result.negative());
    assertEquals(1, result.blocked());
  }

  @Test
  void aLockTakenTwiceNeverCompletes() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().lock("a").lock("a");
    GraphResult result = explore(program.model(), Machine.LKMM_6_1);
    assertEquals(0, result.negative());
    assertEquals(1, result.blocked());
  }

  @Test
  void aLoopIsCutAtTheBoundAndTheResultSaysSo() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().read("r0", "x").write("y", 1).whileZero("r0", 0);
    program.thread().write("x", 1);
    GraphResult twice = explore(program.model(), Machine.SC);
    assertEquals(3, twice.negative());
    assertTrue(twice.boundCut());
    GraphResult never = explore(program.model(), Machine.SC, GraphOptions.DEFAULT.withUnroll(0));
    assertEquals(1, never.negative());
    assertTrue(never.boundCut());
  }

  @Test
  void aCheckThatCanFailIsAViolationWithItsGraph() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1);
    program.thread().read("r0", "x").check("r0");
    GraphResult result = explore(program.model(), Machine.SC);
    assertEquals(1, result.negative());
    assertEquals(1, result.violations().size());
    GraphViolation found = result.violations().get(0);
    assertEquals(Violation.Kind.ASSERT, found.violation().kind());
    Event read = found.execution().events().get(found.execution().programOrder().get(1).get(0));
    assertEquals(0, read.value());
    assertTrue(found.execution().events().get(read.source()).tags().contains(Tag.INIT));
  }

  @Test
  void anAccessThroughANullPointerIsAViolation() {
    ProgramBuilder program = new ProgramBuilder();
    long data = program.address("data");
    program.thread().write("p", data);
    ThreadBuilder reader = program.thread();
    reader.read("r0", "p").readAt("r1", reader.value("r0"), AccessKind.ONCE);
    GraphResult result = explore(program.model(), Machine.LKMM);
    assertEquals(1, result.negative());
    assertEquals(1, result.violations().size());
    assertEquals(Violation.Kind.BAD_ACCESS, result.violations().get(0).violation().kind());
  }

  @Test
  void aPredicateOverTheFinalMemoryIsChecked() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1);
    program.thread().write("x", 2);
    Code isTwo =
        new Code(
            ImmutableList.of(
                new Instruction.Load(
                    Position.NONE,
                    0,
                    ProgramBuilder.constant(program.address("x")),
                    ValueType.S64,
                    AccessKind.PLAIN),
                new Instruction.Assign(
                    Position.NONE,
                    0,
                    new Expression.Binary(
                        BinaryOperator.EQUAL,
                        new Expression.Register(0),
                        ProgramBuilder.constant(2)))),
            ImmutableList.of("r"));
    Model model = program.model(new Property.Finally("x is 2", Position.NONE, isTwo));
    GraphResult result = explore(model, Machine.SC);
    assertEquals(2, result.negative());
    assertEquals(1, result.violations().size());
    assertEquals(Violation.Kind.FINALLY, result.violations().get(0).violation().kind());
  }

  @Test
  void everyValueOfANondetIsTried() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().nondet("r0", 3, 6);
    GraphResult result = explore(program.model(), Machine.LKMM);
    assertEquals(4, result.states().size());
    assertEquals(4, result.negative());
  }

  @Test
  void limitsEndTheExplorationAndSaySo() {
    ProgramBuilder program = new ProgramBuilder();
    for (int thread = 0; thread < 4; thread++) {
      program.thread().write("x", thread);
    }
    GraphResult result =
        explore(program.model(), Machine.SC, GraphOptions.DEFAULT.withExecutionsMax(5));
    assertEquals("more than 5 executions", result.incomplete());
    assertEquals(6, result.negative());
    assertNull(explore(program.model(), Machine.SC).incomplete());
  }

  @Test
  void aStoreInAnIndivisibleStepIsRefused() {
    ProgramBuilder program = new ProgramBuilder();
    program
        .thread()
        .instruction(new Instruction.AtomicBegin(Position.NONE))
        .write("x", 1)
        .instruction(new Instruction.AtomicEnd(Position.NONE));
    GraphResult result = explore(program.model(), Machine.LKMM);
    assertNotNull(result.incomplete());
    assertEquals(0, result.statistics().executions());
  }

  @Test
  void graphsOfMoreThanSixtyFourEventsAreExplored() {
    ProgramBuilder program = new ProgramBuilder();
    ThreadBuilder writer = program.thread();
    ThreadBuilder reader = program.thread();
    for (int i = 1; i <= 40; i++) {
      writer.write("x" + i, 1, AccessKind.RELEASE);
      reader.read("r" + i, "x" + (41 - i), AccessKind.ACQUIRE);
    }
    for (Machine machine : Machine.values()) {
      GraphResult result = explore(program.model(), machine);
      assertEquals(41, result.states().size());
      assertEquals(41, result.negative());
      assertEquals(ImmutableSet.of(), result.flags());
    }
  }

  @Test
  void aValueOutOfThinAirIsUndetermined() {
    ProgramBuilder program = new ProgramBuilder();
    ThreadBuilder one = program.thread().read("r0", "x", AccessKind.PLAIN);
    one.write("y", one.value("r0"), AccessKind.PLAIN);
    ThreadBuilder two = program.thread().read("r0", "y", AccessKind.PLAIN);
    two.write("x", two.value("r0"), AccessKind.PLAIN);
    GraphResult result = explore(program.model(), Machine.LKMM);
    assertEquals(2, result.states().size());
    FinalState odd = result.states().lastKey();
    assertTrue(odd.undetermined(0) && odd.undetermined(1));
    assertEquals(ImmutableSet.of("data-race"), result.flags());
  }
}
