package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets added up once for a state against asking every other CPU about one cell. */
class ConflictsTest {
  private static final String MANY_CELLS =
      "var x=0 y=0 z=0 p=&x"
          + cells("a")
          + cells("b")
          + cells("c")
          + cells("d")
          + cells("e")
          + cells("f")
          + cells("g")
          + " l=0\n";

  private static final ImmutableList<String> PROGRAMS =
      ImmutableList.of(
          """
          cpu0: W x 1; R! r0 y; W z r0
          cpu1: R! tp p; W! *tp 2; mb; R! r0 z
          cpu2: W! p &y; cmpxchg t0 z 0 3
          nmi0: R! r0 x; halt
          irq1: W! y 3
          """,
          """
          cpu0: R! t0 x; W z t0; ipi 2 f 1; await; W! x 2
          cpu1: lock l; W g9 1; unlock l
          cpu2: irq off; W e5 1; R r0 l; irq on; W y 1
          ipi2.f: R! r0 z; W! y 1
          """,
          """
          cpu0: W g0 1; W g1 1; W x 1
          cpu1: W! y 1; R! r0 x
          cpu2: R! tp p; R! r0 *tp; W! p &g9
          cpu3: halt
          nmi2: R! tp p; W *tp 4
          """);

  private static String cells(String letter) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append(' ').append(letter).append(i).append("=0");
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"SC, SOURCE", "TSO, SOURCE", "TSO, CPPO"})
  void addingUpAndAskingAgree(Machine machine, Compiler compiler) {
    int conflicts = 0;
    for (String program : PROGRAMS) {
      Model model = Asm.model(MANY_CELLS + program);
      MachineOptions options = new MachineOptions(2, 3, true, false);
      InterleavingMachine system = InterleavingMachine.of(model, machine, compiler, options);
      ImmutableList<int[]> states =
          BruteForce.searchLimited(model, system, BruteForce.Mode.REDUCED, 3000).rows();
      Core core = new Core(model, machine, compiler, options);
      assertTrue(core.code.layout.cells > 64);
      Conflicts asked = new Conflicts(core, new StepEngine(core));
      for (int[] state : states) {
        conflicts += compare(asked, state, core);
      }
    }
    assertTrue(conflicts > 1000, conflicts + " conflicts");
  }

  private static int compare(Conflicts asked, int[] state, Core core) {
    int conflicts = 0;
    asked.begin();
    for (int self = 0; self < core.code.program.cpuCount(); self++) {
      for (int cell = 0; cell < core.code.layout.cells; cell++) {
        for (boolean onlyWrites : new boolean[] {true, false}) {
          boolean answer = asked.othersTouch(state, self, cell, onlyWrites);
          assertEquals(asked.searchOthers(state, self, cell, onlyWrites), answer);
          conflicts += answer ? 1 : 0;
        }
      }
    }
    return conflicts;
  }
}
