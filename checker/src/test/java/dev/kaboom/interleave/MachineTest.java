package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers of a machine rely on: names, predicates, bounds, counts, forks, fairness. */
class MachineTest {
  private static InterleavingMachine machine(String text, Machine machine, Compiler compiler) {
    return InterleavingMachine.of(Asm.model(text), machine, compiler, MachineOptions.DEFAULT);
  }

  /** Collects what a machine passes on. */
  private static final class Recorder implements Sink {
    final List<int[]> states = new ArrayList<>();
    final List<Integer> labels = new ArrayList<>();

    @Override
    public void accept(int[] state, int label) {
      states.add(state.clone());
      labels.add(label);
    }

    @Override
    public void violated(int violation, int label) {
      labels.add(label);
    }
  }

  private static Recorder initial(InterleavingMachine machine) {
    Recorder recorder = new Recorder();
    machine.initial(recorder);
    return recorder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu0: W x 1 @ cpu1: R r0 x @ nmi0: R r0 x @ irq0: R r1 x "
            + "| SC | SOURCE | cpu0 nmi0 irq0 cpu1",
        "cpu0: nondet r0 -1 1 | TSO | CPPO | cpu0=-1 cpu0=0 cpu0=1",
        "cpu0: R t0 x; R t1 y; W z 1 @ irq0: W x 1 | SC | CPPO | cpu0 cpu0!1 cpu0!2 irq0",
        "cpu0: R t0 x; bz E t0; W z 1; E:; R t1 y | SC | CPPO | cpu0 cpu0?1 cpu0?0",
        "cpu0: R t0 x; bz E t0; R t1 y; E: | SC | CPPO | cpu0 cpu0?1",
        "cpu0: R t0 x; bz E t0; W y 1; E:; W! x t0 | SC | CPPO | cpu0",
        "cpu1: W x 1 | SC | SOURCE | cpu1",
      })
  void transitionsAreNamedAndOrdered(
      String contexts, Machine machine, Compiler compiler, String names) {
    InterleavingMachine system =
        machine("var x=0 y=0 z=0\n" + contexts.replace(" @ ", "\n"), machine, compiler);
    Recorder successors = new Recorder();
    system.expand(initial(system).states.get(0), false, successors);
    assertEquals(
        names, String.join(" ", successors.labels.stream().map(system.labels()::name).toList()));
  }

  @Test
  void flushesFollowTheStepsOfTheirCpu() {
    InterleavingMachine system =
        machine("var x=0 y=0\ncpu0: W x 1; R r0 y\nnmi0: R r0 x", Machine.TSO, Compiler.SOURCE);
    Recorder stored = new Recorder();
    system.expand(initial(system).states.get(0), false, stored);
    Recorder next = new Recorder();
    system.expand(stored.states.get(0), false, next);
    assertEquals(
        ImmutableList.of("cpu0", "flush0", "nmi0"),
        next.labels.stream().map(system.labels()::name).collect(ImmutableList.toImmutableList()));
  }

  @Test
  void theShortestPathToAViolationIsASchedule() {
    BruteForce search =
        BruteForce.full(
            "var x=0 y=0\ncpu0: W! x 1; W! y 1\ncpu1: R! t0 y; R! t1 x; assert t0 == 0",
            Machine.TSO,
            Compiler.SOURCE);
    assertEquals("cpu0 cpu0 flush0 flush0 cpu1 cpu1", search.firstViolationPath());
  }

  @Test
  void initRunsBeforeTheFirstState() {
    String text = "var x=0 y=0\nshow x y\ninit: W x 3; R t0 x; set t0 t0 + 1; W y t0\ncpu0: R r0 y";
    assertEquals(
        ImmutableSet.of("344"), BruteForce.full(text, Machine.TSO, Compiler.CPPO).values());
    BruteForce failing =
        BruteForce.full("var x=0\ninit: R t0 x; assert t0 == 1", Machine.SC, Compiler.SOURCE);
    assertEquals(ImmutableSet.of("ASSERT assert t0 == 1"), failing.answer().violations());
    assertEquals(0, failing.states());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "always x != 1    | ALWAYS x != 1 |",
        "always x != 2    | |",
        "finally x == 0   | |",
        "finally x == 1   | FINALLY x == 1 |",
        "exists x == 1    | | x == 1",
        "exists x == 2    | |",
        "always *q == 0   | ALWAYS *q == 0 |",
        "exists *q == 0   | |",
      })
  void predicatesLookAtMemoryInEveryState(String property, String violation, String satisfied) {
    String text = "var x=0 q=0\n" + property + "\ncpu0: W x 1; W x 0";
    for (Machine machine : new Machine[] {Machine.SC, Machine.TSO}) {
      BruteForce search = BruteForce.full(text, machine, Compiler.SOURCE);
      assertEquals(
          violation == null ? "" : violation, String.join(" ", search.answer().violations()));
      assertEquals(
          satisfied == null ? "" : satisfied, String.join(" ", search.answer().satisfied()));
    }
  }

  @Test
  void alwaysIsReportedForAState() {
    InterleavingMachine system =
        machine("var x=7\nalways x != 7\ncpu0: W x 1", Machine.SC, Compiler.SOURCE);
    int violation = system.violation(initial(system).states.get(0));
    assertEquals("x != 7", system.describe(violation).name());
  }

  @Test
  void aFullStoreBufferIsReportedWithItsInstruction() {
    Model model = Asm.model("var x=0\ncpu0: W x 1; W x 2; W x 3");
    InterleavingMachine system =
        InterleavingMachine.of(
            model, Machine.TSO, Compiler.SOURCE, new MachineOptions(2, 16, true, false));
    BruteForce search = BruteForce.search(model, system, BruteForce.Mode.FULL);
    assertEquals(BoundHit.Bound.STORE_BUFFER, system.boundsHit().get(0).bound());
    assertEquals(3, system.boundsHit().get(0).at().column());
    assertFalse(search.answer().deadlock());
  }

  @ParameterizedTest
  @CsvSource({"set t0 0; L:; set t0 t0 + 1; goto L, LOCAL_STEPS", "nondet t0 0 70000, CHOICES"})
  void otherBoundsAreReported(String code, BoundHit.Bound bound) {
    Model model = Asm.model("var x=0\ncpu0: R t9 x; " + code);
    InterleavingMachine system =
        InterleavingMachine.of(model, Machine.SC, Compiler.SOURCE, MachineOptions.DEFAULT);
    BruteForce search = BruteForce.search(model, system, BruteForce.Mode.FULL);
    assertEquals(bound, system.boundsHit().get(0).bound());
    assertFalse(search.answer().deadlock());
  }

  @ParameterizedTest
  @CsvSource({
    "cpu0: W! x 1; R! r0 y @ cpu1: W! y 1; R! r0 x, SC, 3",
    "cpu0: W! x 1; R! r0 y @ cpu1: W! y 1; R! r0 x, TSO, 4",
    "cpu0: W! x 1; W! y 2 @ cpu1: W! y 1; W! x 2, SC, 3",
    "cpu0: W! x 1 @ cpu1: W! x 1 @ cpu2: W! x 1, SC, 6",
    "cpu0: W! x 1 @ cpu1: W! x 1 @ cpu2: R! r0 x, TSO, 6",
    "cpu0: addret r0 x 1 @ cpu1: addret r0 x 1, TSO, 2",
    "cpu0: cmpxchg r0 x 0 1 @ cpu1: cmpxchg r0 x 0 1, SC, 2",
    "cpu0: W! x 1; R! r0 x @ cpu1: W! x 1, TSO, 3",
  })
  void countedExecutionsAreConsistentGraphs(String contexts, Machine kind, int graphs) {
    Model model = Asm.model("var x=0 y=0\n" + contexts.replace(" @ ", "\n"));
    InterleavingMachine system =
        InterleavingMachine.of(
            model, kind, Compiler.SOURCE, MachineOptions.DEFAULT.countingExecutions());
    BruteForce search = BruteForce.search(model, system, BruteForce.Mode.FULL);
    assertEquals(graphs, search.finalRows());
  }

  @Test
  void loopsCannotBeCounted() {
    Model model = Asm.model("var x=0\ncpu0: L:; R t0 x; bz L t0");
    MachineOptions counting = MachineOptions.DEFAULT.countingExecutions();
    assertFalse(InterleavingMachine.canCountExecutions(model.program()));
    assertThrows(
        IllegalArgumentException.class,
        () -> InterleavingMachine.of(model, Machine.SC, Compiler.SOURCE, counting));
  }

  @ParameterizedTest
  @CsvSource({
    "cpu0: atomic; nondet t0 0 1; end, this operation inside of an atomic block",
    "cpu0: require t0 == 1, a requirement outside of an atomic block",
    "cpu0: atomic; W x 1, an atomic block that is left without reaching its end",
    "init: halt, this operation in INIT",
  })
  void whatIsNotModelledIsNamed(String code, String what) {
    Model model = Asm.model("var x=0\n" + code);
    assertEquals(what, InterleavingMachine.unsupported(model).orElseThrow().what());
    assertThrows(
        IllegalArgumentException.class,
        () -> InterleavingMachine.of(model, Machine.SC, Compiler.SOURCE, MachineOptions.DEFAULT));
  }

  @Test
  void forksAgreeOnStatesAndValues() {
    InterleavingMachine system =
        machine("var x=0\ncpu0: W x 0x7123456789abcdef; R r0 x", Machine.SC, Compiler.SOURCE);
    int[] first = initial(system).states.get(0);
    Recorder here = new Recorder();
    Recorder there = new Recorder();
    system.expand(first, false, here);
    system.fork().expand(first, false, there);
    assertArrayEquals(here.states.get(0), there.states.get(0));
    assertEquals(0x7123456789abcdefL, system.fork().finalStates().memory(here.states.get(0), 0));
  }

  @Test
  void deadRegistersDoNotMultiplyStates() {
    String live = "var x=0 y=0\ncpu0: nondet t0 0 9; W x 1; W y t0";
    String dead = "var x=0 y=0\ncpu0: nondet t0 0 9; W x 1; W y 1";
    assertEquals(31, BruteForce.full(live, Machine.SC, Compiler.SOURCE).states());
    assertEquals(4, BruteForce.full(dead, Machine.SC, Compiler.SOURCE).states());
  }

  @Test
  void unusedPartsHaveNoSlots() {
    String text = "var x=0\ncpu0: R t0 x; W x t0";
    // The cell, the CPU's word, the instruction and one register.
    assertEquals(4, machine(text, Machine.SC, Compiler.SOURCE).slots());
    // A buffer with room for the one store: a count and two slots.
    assertEquals(7, machine(text, Machine.TSO, Compiler.SOURCE).slots());
  }

  @Test
  void blockedAgentsAreNotEnabled() {
    InterleavingMachine system =
        machine(
            "var l=1 x=0\ncpu0: lock l\ncpu1: L:; R! t0 x; bz L t0\nnmi0: R! t0 x",
            Machine.SC,
            Compiler.SOURCE);
    int[] state = initial(system).states.get(0);
    Recorder successors = new Recorder();
    system.expand(state, false, successors);
    assertTrue(system.fairness().mayCycle());
    assertTrue(system.fairness().judged(state));
    assertEquals(0b10, system.fairness().enabledAgents(state));
    assertEquals(-1, system.fairness().agent(state, successors.labels.get(0)));
    assertEquals(1, system.fairness().agent(state, successors.labels.get(1)));
    int[] inNmi = successors.states.get(0);
    assertEquals(0b11, system.fairness().enabledAgents(inNmi));
    assertEquals(2, system.fairness().handler(inNmi, 0));
  }
}
