package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that need no bound, and loops that do. */
class LoopsTest {
  private static final String HEADERS =
      "#include <linux/kernel.h>\n#include <linux/atomic.h>\n#include <linux/spinlock.h>\n";
  private static final String SET = "CPU(1) { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }\n";

  private static GraphResult explore(Machine machine, String code) {
    String text = HEADERS + "static int x, y;\nstatic DEFINE_SPINLOCK(lock);\n" + code;
    Model model = FrontEnd.load("loops.c", text, ImmutableMap.of()).model().orElseThrow();
    return GraphEngine.explore(
        model, MemoryModel.of(machine), Compiler.SOURCE, GraphOptions.DEFAULT);
  }

  private static void bounded(boolean expected, String code) {
    assertEquals(expected, explore(Machine.SC, code).boundCut(), code);
  }

  private static long executions(Machine machine, String code) {
    GraphResult result = explore(machine, code);
    assertEquals(List.of(), result.violations());
    assertTrue(!result.boundCut(), code);
    return result.positive() + result.negative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (READ_ONCE(x) != 2);",
        "while (READ_ONCE(x) != 2) cpu_relax();",
        "while (smp_load_acquire(&x) != 2) smp_mb();",
        "do { cpu_relax(); } while (READ_ONCE(x) != 2);",
        "for (;;) { int r = READ_ONCE(x); if (r == 2) break; }",
        "again: if (READ_ONCE(x) != 2) goto again;",
        "while (READ_ONCE(x) != 2 || READ_ONCE(x) != 2) barrier();",
      })
  void aWaitIsOneRound(String wait) {
    assertEquals(1, executions(Machine.SC, SET + "CPU(0) { " + wait + " }"));
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void aCompareExchangeThatFailsIsNoRound(Machine machine) {
    String taking = "while (cmpxchg(&x, 0, 1) != 0) cpu_relax(); smp_store_release(&x, 0);";
    assertEquals(2, executions(machine, "CPU(0) { " + taking + " } CPU(1) { " + taking + " }"));
  }

  @Test
  void anExchangeThatChangesNothingIsNoRoundWhereReadsFromOrders() {
    String taking = "while (xchg(&x, 1) != 0) cpu_relax(); smp_store_release(&x, 0);";
    String code = "CPU(0) { " + taking + " } CPU(1) { " + taking + " }";
    assertEquals(2, executions(Machine.TSO, code));
    assertTrue(explore(Machine.LKMM, code).boundCut());
  }

  @Test
  void aTrylockThatFailsIsNoRound() {
    String taking = "while (!spin_trylock(&lock)) cpu_relax(); spin_unlock(&lock);";
    assertEquals(
        2, executions(Machine.LKMM, "CPU(0) { " + taking + " } CPU(1) { " + taking + " }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int i; for (i = 0; i < 40; i++) WRITE_ONCE(y, i);",
        "int i = 40; while (i-- > 0) WRITE_ONCE(y, i);",
        "int i; for (i = 0; i < 3; i++) { int r = READ_ONCE(x); if (r) WRITE_ONCE(y, r); }",
        "int i, j; for (i = 0; i < 9; i++) for (j = i; j < 9; j++) WRITE_ONCE(y, j);",
        "int i; for (i = 0; i < 3; i++) while (cmpxchg(&y, i, i + 1) != i) cpu_relax();",
      })
  void aCountedLoopNeedsNoBound(String loop) {
    bounded(false, "CPU(0) { " + loop + " }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (READ_ONCE(x) < 5) WRITE_ONCE(x, READ_ONCE(x) + 1);",
        "int i = 0; while (i < 5) if (READ_ONCE(x) == 0) i++;",
        "int i = 0; while (i < 9) { i++; while (READ_ONCE(x) == 1) i--; }",
        "int n = 0; while (READ_ONCE(x) != 2) n++; WRITE_ONCE(y, n);",
        "while (READ_ONCE(x) != 2) WRITE_ONCE(y, 1);",
        "while (atomic_fetch_inc((atomic_t *)&x) < 9);",
        "for (;;) barrier();",
      })
  void anyOtherLoopIsCutAtTheBound(String loop) {
    bounded(true, SET + "CPU(0) { " + loop + " }");
  }

  @Test
  void aJumpBackOutOfNoLoopIsNone() {
    String code =
        "int r = 0; goto b; a: r = READ_ONCE(x); goto c; b: r = READ_ONCE(y); goto a; c: ;";
    assertEquals(3, executions(Machine.SC, SET + "CPU(0) { " + code + " WRITE_ONCE(y, r); }"));
  }

  @Test
  void aConditionThatNobodyMakesTrueIsALivelock() {
    GraphResult result = explore(Machine.LKMM, SET + "CPU(0) { while (READ_ONCE(x) != 3); }");
    assertEquals(
        ImmutableSet.of(Violation.Kind.LIVELOCK),
        result.violations().stream()
            .map(wrong -> wrong.violation().kind())
            .collect(ImmutableSet.toImmutableSet()));
  }

  @Test
  void aRoundThatBeganWithOldValuesMayStillSucceed() {
    String wait = "while (READ_ONCE(x) != 2 && READ_ONCE(y) != 1) cpu_relax();";
    assertEquals(List.of(), explore(Machine.SC, SET + "CPU(0) { " + wait + " }").violations());
  }

  @Test
  void anAwaitThatBeganWithOldValuesMayStillSucceed() {
    String wait = "await(READ_ONCE(x) == 2 || READ_ONCE(y) == 1);";
    GraphResult result = explore(Machine.SC, SET + "CPU(0) { " + wait + " }");
    assertEquals(0, result.blocked());
    assertEquals(List.of(), result.violations());
  }
}
