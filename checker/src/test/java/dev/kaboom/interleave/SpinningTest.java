package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.Explorer;
import dev.kaboom.explore.Finding;
import dev.kaboom.explore.SearchObserver;
import dev.kaboom.explore.SearchOptions;
import dev.kaboom.explore.SearchOptions.Reduction;
import dev.kaboom.explore.TransitionSystem;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The livelocks that are found against those of a search that looks at every state. */
class SpinningTest {
  private static final ImmutableList<String> FIRST =
      ImmutableList.of(
          "L:; R! t0 x; bz L t0; W y 1",
          "R! r0 x; L:; R! r0 x; bz L r0; W! y r0",
          "set t1 3; L:; R! t0 y; set t1 t1 - 1; bz L t1 == 0; W x 1",
          "L:; cmpxchg t0 x 0 1; bz L t0 == 0; W! y 1; W! x 0",
          "L:; W! x 1; W! x 0; R! t0 y; bz L t0",
          "L:; set t1 2; M:; R! t0 x; set t1 t1 - 1; bz M t1 == 0; bz L t0; W y 1",
          "set t2 2; L:; M:; R! t0 x; bz M t0; set t2 t2 - 1; bz L t2 == 0; W y 1",
          "set t2 0; L:; set t2 t2 + 1; R! t0 x; set t2 t2 - 1; bz L t0; W y t2",
          "R! t0 n; L:; bz E t0; R! t0 *t0; goto L; E:; W y 1",
          "W z 1; L:; R! t0 x; bz L t0; W z 2",
          "lock l; R! t0 x; unlock l; L:; R! t0 x; bz L t0",
          "L:; ipi 1 f 1; await; R! t0 x; bz L t0",
          "ipi 1 f 1; await; L:; R! t0 y; mb; bz L t0");
  private static final ImmutableList<String> SECOND =
      ImmutableList.of(
          "W! x 1",
          "W! n 0; R! t0 y",
          "L:; R! t0 y; bz L t0; W! x 1",
          "lock l; L:; R! t0 y; bz L t0; unlock l",
          "W z 3; L:; trylock t0 l; bz L t0; R! t1 z; unlock l",
          "L:; R! t0 x; bz L t0 == 0; W! x 1; goto L");
  private static final ImmutableList<String> HANDLER =
      ImmutableList.of(
          "",
          "nmi0: L:; R! t0 y; bz L t0",
          "irq1: W! x 1",
          "nmi0: L:; cmpxchg t0 x 0 1; bz L t0 == 0; W! x 0");

  @ParameterizedTest
  @CsvSource({
    "SC, SOURCE, PARTIAL_ORDER",
    "SC, SOURCE, NONE",
    "SC, CPPO, PARTIAL_ORDER",
    "TSO, SOURCE, PARTIAL_ORDER",
    "TSO, SOURCE, NONE"
  })
  void theSameLivelocksAreFound(Machine machine, Compiler compiler, Reduction reduction) {
    int livelocks = 0;
    int spared = 0;
    for (String first : FIRST) {
      for (String second : SECOND) {
        for (String handler : HANDLER) {
          String text = program(first, second, handler);
          InterleavingMachine some = machine(text, machine, compiler);
          ImmutableList<Finding> found = findings(some, some, reduction);
          InterleavingMachine all = machine(text, machine, compiler);
          assertEquals(findings(all, new EveryState(all), reduction), found, text);
          boolean livelock = found.stream().anyMatch(f -> f.kind() == Finding.Kind.LIVELOCK);
          livelocks += livelock ? 1 : 0;
          spared += some.fairness().mayCycle() ? 0 : 1;
        }
      }
    }
    assertTrue(livelocks > 50, livelocks + " livelocks");
    assertTrue(spared > 10 || compiler == Compiler.CPPO, spared + " searches spared");
  }

  private static String program(String first, String second, String handler) {
    return "var x=0 y=0 z=0 n=&n l=0\ncpu0: "
        + first
        + "\ncpu1: "
        + second
        + "\nipi1.f: R! r0 z; W! y 1\n"
        + handler;
  }

  private static InterleavingMachine machine(String text, Machine machine, Compiler compiler) {
    MachineOptions options = new MachineOptions(3, 4, true, false);
    return InterleavingMachine.of(Asm.model(text), machine, compiler, options);
  }

  private static ImmutableList<Finding> findings(
      InterleavingMachine machine, TransitionSystem system, Reduction reduction) {
    SearchOptions options = SearchOptions.ALL.withReduction(reduction);
    while (true) {
      ImmutableList<Finding> found =
          Explorer.explore(system, options, SearchObserver.NONE).findings();
      if (reduction == Reduction.NONE || !machine.accessSetsGrew()) {
        return found;
      }
      machine.resetGrowth();
    }
  }

  private static boolean judgedAtStart(String text) {
    InterleavingMachine system = machine(text, Machine.TSO, Compiler.SOURCE);
    boolean[] judged = new boolean[1];
    system.initial(
        new TransitionSystem.Sink() {
          @Override
          public void accept(int[] state, int label) {
            judged[0] = system.fairness().judged(state.clone());
          }

          @Override
          public void violated(int violation, int label) {}
        });
    return judged[0];
  }

  @Test
  void whoWaitsForSomebodyThatCanGoOnIsLeftAlone() {
    assertFalse(judgedAtStart("var x=0\ncpu0: L:; R! t0 x; bz L t0\ncpu1: W! x 1"));
    assertTrue(judgedAtStart("var x=0 l=1\ncpu0: L:; R! t0 x; bz L t0\ncpu1: lock l"));
    assertTrue(judgedAtStart("var x=0\ncpu0: L:; R! t0 x; bz L t0"));
  }

  @Test
  void whoIsAboutToExchangeCanGoOn() {
    String loop = "var x=0 y=0 l=1\ncpu0: L:; W! x 1; R! t0 x; W! x 0; bz L t0 == 0\ncpu1: ";
    assertFalse(judgedAtStart(loop + "cmpxchg t0 y 0 1"));
    assertFalse(judgedAtStart(loop + "trylock t0 l"));
    assertFalse(judgedAtStart(loop + "mb; W! y 1"));
    assertTrue(judgedAtStart(loop + "lock l"));
    assertTrue(judgedAtStart(loop + "atomic; R t0 y; require t0 == 1; end"));
  }

  @Test
  void theAnswerForAStateIsNotThatForTheOneBefore() {
    String text =
        "var x=0 y=0\ncpu0: L:; R! t0 x; bz L t0; W! y 1\ncpu1: W! y 1; M:; R! t0 x; bz M t0";
    InterleavingMachine machine = machine(text, Machine.SC, Compiler.SOURCE);
    ImmutableList<int[]> states =
        BruteForce.search(Asm.model(text), machine, BruteForce.Mode.FULL).rows();
    int judged = 0;
    for (int[] state : states) {
      for (int[] before : states) {
        boolean unused = machine.fairness().judged(before);
        boolean answer = machine.fairness().judged(state);
        assertEquals(machine.fork().fairness().judged(state), answer);
        judged += answer ? 1 : 0;
      }
    }
    assertTrue(judged > 0 && judged < states.size() * states.size(), judged + " times judged");
  }

  @Test
  void aLoopThatEndsWhenItRunsAloneIsNoCycle() {
    assertFalse(judgedAtStart("var x=1\ncpu0: L:; R! t0 x; bz L t0"));
    assertFalse(judgedAtStart("var x=1\ncpu0: set t1 3; L:; R! t0 x; set t1 t1 - 1; bz L t1 == 0"));
    assertTrue(judgedAtStart("var n=&n\ncpu0: set t0 &n; L:; R! t0 *t0; bz E t0; goto L; E:"));
  }

  @Test
  void aRegisterThatCountsKeepsALoopFromComingBack() {
    assertFalse(judgedAtStart("var x=1\ncpu0: L:; R! r0 x; set r1 r1 + 1; goto L"));
    assertFalse(judgedAtStart("var x=1\ncpu0: L:; R! r0 x; set r1 r1 + 7; goto L"));
    assertTrue(judgedAtStart("var x=1\ncpu0: L:; R! t0 x; set t1 t1 * 3; goto L"));
  }

  /** A machine whose endless runs are looked for in every state. */
  private record EveryState(InterleavingMachine machine) implements TransitionSystem {
    @Override
    public int slots() {
      return machine.slots();
    }

    @Override
    public void initial(Sink sink) {
      machine.initial(sink);
    }

    @Override
    public StateKind expand(int[] state, boolean reduction, Sink sink) {
      return machine.expand(state, reduction, sink);
    }

    @Override
    public int violation(int[] state) {
      return machine.violation(state);
    }

    @Override
    public String name(int[] state, int label) {
      return machine.name(state, label);
    }

    @Override
    public Fairness fairness() {
      return new All(machine.fairness());
    }

    @Override
    public TransitionSystem fork() {
      return new EveryState(machine.fork());
    }
  }

  private record All(TransitionSystem.Fairness fairness) implements TransitionSystem.Fairness {
    @Override
    public boolean mayCycle() {
      return true;
    }

    @Override
    public boolean judged(int[] state) {
      return true;
    }

    @Override
    public long enabledAgents(int[] state) {
      return fairness.enabledAgents(state);
    }

    @Override
    public int agent(int[] state, int label) {
      return fairness.agent(state, label);
    }

    @Override
    public int handler(int[] state, int label) {
      return fairness.handler(state, label);
    }
  }
}
