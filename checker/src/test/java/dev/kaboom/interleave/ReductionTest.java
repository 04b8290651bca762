package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reduction against brute force, on all combinations of some pieces of code. */
class ReductionTest {
  private static final ImmutableList<String> FIRST =
      ImmutableList.of(
          "W! x 1; W! y 1",
          "W x 1; R r0 y; W z r0",
          "R! tp p; W! *tp 2; R! r0 y",
          "lock l; W x 1; W y 1; unlock l",
          "addret r0 x 1; R! r1 z",
          "irq off; W x 1; R r0 z; irq on; W y 2",
          "R! t0 y; bz E t0; assert t0 != 2; W! x 1; E:",
          "W! p &y; mb; R! r0 x",
          "rlock; R! r0 x; W z 1; runlock",
          "L:; R! t0 y; bz L t0; W x 1",
          "R t0 y; bz E t0; W z 1; E:; W x 1; R r0 z",
          "W z 1; ipi 1 f 1; W x 2; await; R r0 z");
  private static final ImmutableList<String> SECOND =
      ImmutableList.of(
          "W! y 1; R! r0 x",
          "R! tp p; R! r0 *tp; W! z 1",
          "lock l; R r0 x; R r1 y; unlock l",
          "atomic; R t0 x; require t0 == 1; end; W! y 2",
          "W x 2; sync; R! r0 z",
          "R! t0 x; assume t0 != 1; W y 1");
  private static final ImmutableList<String> HANDLER =
      ImmutableList.of(
          "",
          "nmi0: R! r0 x; W z 3",
          "nmi0: R r0 y; halt",
          "irq0*2: W y 2",
          "nmi1: R! tp p; W *tp 4",
          "nmi0: R! t0 z; assert t0 != 1\nalways x != 2\nexists y == z\nfinally x == y");

  private static String program(String first, String second, String handler) {
    return "var x=0 y=0 z=0 p=&x l=0\nshow x y z\ncpu0: "
        + first
        + "\ncpu1: "
        + second
        + "\nipi1.f: R! r0 z; W! y 1\n"
        + handler;
  }

  @ParameterizedTest
  @CsvSource({"SC, SOURCE", "SC, CPPO", "TSO, SOURCE", "TSO, CPPO"})
  void reductionPreservesEveryAnswer(Machine machine, Compiler compiler) {
    long full = 0;
    long reduced = 0;
    for (String first : FIRST) {
      for (String second : SECOND) {
        for (String handler : HANDLER) {
          String text = program(first, second, handler);
          BruteForce all = BruteForce.full(text, machine, compiler);
          BruteForce some = BruteForce.search(text, machine, compiler, BruteForce.Mode.REDUCED);
          assertEquals(all.answer(), some.answer(), text);
          full += all.states();
          reduced += some.states();
        }
      }
    }
    assertTrue(reduced < full * 3 / 4, reduced + " of " + full);
  }

  @Test
  void independentProgramsTakeOnePath() {
    String text = "var a=0 b=0 c=0\ncpu0: W a 1; W a 2\ncpu1: W b 1; W b 2\ncpu2: W c 1; R r0 c";
    BruteForce reduced =
        BruteForce.search(text, Machine.TSO, Compiler.SOURCE, BruteForce.Mode.REDUCED);
    assertEquals(1, reduced.values().size());
    assertEquals(reduced.states() - 1, reduced.transitions());
    assertTrue(BruteForce.full(text, Machine.TSO, Compiler.SOURCE).states() > 50);
  }

  @Test
  void aHandlerThatTouchesNothingInCommonEntersAtOnePlace() {
    String text = "var a=0 b=0\ncpu0: W a 1; W a 2; W a 3; W a 4\nnmi0: W b 1; W b 2";
    BruteForce reduced =
        BruteForce.search(text, Machine.SC, Compiler.SOURCE, BruteForce.Mode.REDUCED);
    assertEquals(8, reduced.states());
    assertEquals(20, BruteForce.full(text, Machine.SC, Compiler.SOURCE).states());
  }

  @Test
  void accessesThroughPointersAreLearned() {
    Model model = Asm.model("var x=0 p=&x\ncpu0: R! tp p; W! *tp 1\ncpu1: W! x 2; R! r0 x");
    InterleavingMachine machine =
        InterleavingMachine.of(model, Machine.SC, Compiler.SOURCE, MachineOptions.DEFAULT);
    assertFalse(machine.accessSetsGrew());
    BruteForce search = BruteForce.search(model, machine, BruteForce.Mode.REDUCED);
    assertFalse(machine.accessSetsGrew());
    assertEquals("[1, 2]", search.values().toString());
  }

  @Test
  void aSearchWithoutReductionLearnsToo() {
    Model model = Asm.model("var x=0 p=&x\ncpu0: R! tp p; W! *tp 1\ncpu1: W! x 2");
    InterleavingMachine machine =
        InterleavingMachine.of(model, Machine.SC, Compiler.SOURCE, MachineOptions.DEFAULT);
    BruteForce.search(model, machine, BruteForce.Mode.FULL);
    assertTrue(machine.accessSetsGrew());
    machine.resetGrowth();
    BruteForce.search(model, machine, BruteForce.Mode.FULL);
    assertFalse(machine.accessSetsGrew());
  }
}
