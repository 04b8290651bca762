package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.explore.Cores;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.testing.RandomLitmus;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A search that is divided among workers finds what an undivided one finds, and reports the same
 * whoever did what.
 */
class SharedSearchTest {
  private static final RandomLitmus PROGRAM =
      new RandomLitmus(
          ImmutableList.of(
              "rN = READ_ONCE(*x);",
              "rN = READ_ONCE(*y);",
              "rN = smp_load_acquire(y);",
              "WRITE_ONCE(*x, 1);",
              "WRITE_ONCE(*y, 1);",
              "*x = 2;",
              "WRITE_ONCE(*y, r0 + 1);",
              "if (r0) WRITE_ONCE(*y, 3);",
              "rN = xchg(x, 5);",
              "rN = cmpxchg(y, 1, 4);",
              "spin_lock(l); WRITE_ONCE(*x, 6); spin_unlock(l);",
              "smp_mb();"),
          4,
          2,
          2);

  @AfterEach
  void allCoresAgain() {
    Cores.limit(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void dividedAndUndividedSearchesAgree() {
    Random random = new Random(11);
    long executions = 0;
    for (int i = 0; i < 40; i++) {
      Model model = PROGRAM.draw(random);
      Cores.limit(1 + i % 3);
      GraphResult divided = explore(model, 5);
      GraphResult undivided = explore(model, Long.MAX_VALUE);
      assertEquals(undivided.states(), divided.states());
      assertEquals(undivided.positive(), divided.positive());
      assertEquals(undivided.negative(), divided.negative());
      assertEquals(undivided.flags(), divided.flags());
      assertEquals(undivided.blocked(), divided.blocked());
      assertEquals(undivided.positiveWitness(), divided.positiveWitness());
      assertEquals(undivided.negativeWitness(), divided.negativeWitness());
      assertEquals(undivided.flagged(), divided.flagged());
      executions += divided.statistics().executions();
    }
    assertTrue(executions > 20_000, "executions: " + executions);
  }

  @Test
  void theNumberOfWorkersDoesNotShow() {
    Random random = new Random(12);
    for (int i = 0; i < 20; i++) {
      Model model = PROGRAM.draw(random);
      Cores.limit(0);
      GraphResult alone = explore(model, 5);
      Cores.limit(4);
      GraphResult helped = explore(model, 5);
      assertEquals(withoutTime(alone), withoutTime(helped));
    }
  }

  @Test
  void aFailureIsFoundWhoeverMeetsIt() {
    String text =
        """
        int x, y, z;
        CPU(0) { WRITE_ONCE(x, 1); WRITE_ONCE(y, 1); WRITE_ONCE(z, 1); }
        CPU(1) { WRITE_ONCE(x, 2); WRITE_ONCE(y, 2); WRITE_ONCE(z, 2); }
        CPU(2) { int a = READ_ONCE(z), b = READ_ONCE(y); BUG_ON(a == 2 && b == 1); }
        CPU(3) { int a = READ_ONCE(y), b = READ_ONCE(x); BUG_ON(a == 1 && b == 2); }
        """;
    Model model = FrontEnd.load("t.c", text, ImmutableMap.of()).model().orElseThrow();
    Cores.limit(4);
    GraphResult divided = explore(model, 5);
    GraphResult undivided = explore(model, Long.MAX_VALUE);
    assertEquals(undivided.violations(), divided.violations());
    assertEquals(2, divided.violations().size());
    assertEquals(undivided.statistics().executions(), divided.statistics().executions());
  }

  @Test
  void theBoundOnExecutionsHoldsForAllWorkersTogether() {
    Model model = PROGRAM.draw(new Random(13));
    long all = explore(model, Long.MAX_VALUE).statistics().executions();
    Cores.limit(3);
    assertEquals(
        "more than %d executions".formatted(all - 1), bounded(model, all - 1).incomplete());
    assertNull(bounded(model, all).incomplete());
  }

  private static GraphResult bounded(Model model, long executionsMax) {
    return explore(model, GraphOptions.DEFAULT.withDivideAfter(5).withExecutionsMax(executionsMax));
  }

  private static GraphResult explore(Model model, long divideAfter) {
    return explore(model, GraphOptions.DEFAULT.withDivideAfter(divideAfter));
  }

  private static GraphResult explore(Model model, GraphOptions options) {
    return GraphEngine.explore(model, MemoryModel.of(Machine.LKMM), Compiler.SOURCE, options);
  }

  private static String withoutTime(GraphResult result) {
    return result.toString().replaceAll("seconds=[^,\\]]*", "");
  }
}
