package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which orders the compiler may choose, seen by another CPU under sc. */
class WindowTest {
  /** Message passing: does "10" (flag seen, message not) happen with this writer and reader? */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W x 1; W! y 1           | R! r0 y; R! r1 x        | true",
        "W x 1; W y 1            | R! r0 y; R! r1 x        | true",
        "W! x 1; W! y 1          | R! r0 y; R! r1 x        | false",
        "W x 1; Wrel y 1         | R! r0 y; R! r1 x        | false",
        "W x 1; wmb; W! y 1      | R! r0 y; R! r1 x        | false",
        "W x 1; barrier; W y 1   | R! r0 y; R! r1 x        | false",
        "W x 1; mb; W y 1        | R! r0 y; R! r1 x        | false",
        "W! x 1; W! y 1          | R! r0 y; R r1 x         | true",
        "W! x 1; W! y 1          | R r0 y; R! r1 x         | true",
        "W! x 1; W! y 1          | Racq r0 y; R r1 x       | false",
        "W! x 1; W! y 1          | R! r0 y; barrier; R r1 x | false",
        "W x 1; add z 1; W y 1   | R! r0 y; R! r1 x        | true",
        "W x 1; addret t0 z 1; W y 1 | R! r0 y; R! r1 x    | false",
        "W x 1; lock l; W y 1    | R! r0 y; R! r1 x        | false",
        "W x 1; irq off; W y 1   | R! r0 y; R! r1 x        | false",
        "W x 1; atomic; W y 1; end | R! r0 y; R! r1 x      | false",
        // A branch does not order loads, nor does a check or an assumption.
        "W! x 1; W! y 1 | R! r0 y; bz E r0; R r1 x; E: | true",
        "W! x 1; W! y 1 | R! r0 y; bz E r0; R! r1 x; E: | false",
        "W! x 1; W! y 1 | R! r0 y; assume r0 == 1; R r1 x | true",
        // An address dependency does.
        "W! x 1; W! y 1 | R! r0 y; set tp r0 * 0; set tp tp + &x; R r1 *tp | false",
      })
  void messagePassing(String writer, String reader, boolean reordered) {
    String text = "var x=0 y=0 z=0 l=0\ncpu0: " + writer + "\ncpu1: " + reader;
    for (BruteForce.Mode mode : BruteForce.Mode.values()) {
      BruteForce search = BruteForce.search(text, Machine.SC, Compiler.CPPO, mode);
      assertEquals(
          reordered, search.answer().finals().stream().anyMatch(WindowTest::torn), "" + mode);
    }
  }

  private static boolean torn(String state) {
    return state.contains("cpu1:r0=1") && !state.contains("cpu1:r1=1");
  }

  /** Load buffering: does "11" happen when cpu1 is this? */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R r0 y; W x 1             | true",
        "R! r0 y; W! x 1           | false",
        "R! r0 y; W x r0           | false",
        "R r0 y; bz E r0; W x 1; E: | false",
        "R r0 y; assert r0 < 9; W x 1 | false",
        "R r0 y; set r2 r0 + 1; W x 1 | true",
        "Racq r0 y; W x 1          | false",
        "R r0 y; Wrel x 1          | false",
      })
  void loadBuffering(String code, boolean happens) {
    String text = "var x=0 y=0\ncpu0: R! r0 x; W! y r0\ncpu1: " + code;
    BruteForce search = BruteForce.full(text, Machine.SC, Compiler.CPPO);
    assertEquals(
        happens,
        search.answer().finals().stream().anyMatch(state -> state.contains("cpu0:r0=1 cpu1:r0=1")));
  }

  @ParameterizedTest
  @CsvSource({"SC", "TSO"})
  void accessesToOneCellKeepTheirOrder(Machine machine) {
    String text = "var x=0\nshow x\ncpu0: W x 1; R r0 x; W x 2; R r1 x; add x 1; R r2 x";
    assertEquals(ImmutableSet.of("3123"), BruteForce.full(text, machine, Compiler.CPPO).values());
  }

  @Test
  void sameCellThroughAPointerKnownLateKeepsItsOrder() {
    String text = "var x=0 p=&x\nshow x\ncpu0: R tp p; W *tp 1; R r0 x; W x 2";
    assertEquals(ImmutableSet.of("21"), BruteForce.full(text, Machine.SC, Compiler.CPPO).values());
  }

  @Test
  void wrongGuessesLeaveNoTrace() {
    String text =
        """
        var x=0 y=0 p=0
        cpu0: R! t0 x; bz E t0; R tp p; R t1 *tp; assert t1 == 7; W y 1; E:
        cpu1: R! r0 y
        """;
    BruteForce search = BruteForce.full(text, Machine.SC, Compiler.CPPO);
    assertEquals(ImmutableSet.of(), search.answer().violations());
    assertEquals(ImmutableSet.of("0"), search.values());
  }

  @Test
  void divisionByZeroBehindAWrongGuessIsNoFault() {
    String text = "var x=0 y=0\ncpu0: R! t0 x; bz E t0; R t1 y; set r0 1 / t1; E:; set r1 1";
    BruteForce search = BruteForce.full(text, Machine.SC, Compiler.CPPO);
    assertEquals(ImmutableSet.of(), search.answer().violations());
    assertEquals(ImmutableSet.of("01"), search.values());
  }

  @Test
  void divisionByZeroBehindARightGuessIsAFault() {
    String text = "var x=1 y=0\ncpu0: R! t0 x; bz E t0; R t1 y; set r0 1 / t1; E:";
    assertEquals(
        ImmutableSet.of("BAD_ACCESS division by zero"),
        BruteForce.full(text, Machine.SC, Compiler.CPPO).answer().violations());
  }

  @Test
  void theWindowOfInterruptedCodeStaysWhileItsHandlerRuns() {
    String text =
        """
        var x=0 y=0
        cpu0: W x 1; W! y 1
        nmi0: R! r0 y; R! r1 x; R! r2 x
        """;
    BruteForce search = BruteForce.full(text, Machine.SC, Compiler.CPPO);
    assertEquals(ImmutableSet.of("000", "011", "100", "111"), search.values());
  }

  @Test
  void aFullWindowIsReportedWithItsInstruction() {
    Model model = Asm.model("var x=0 y=0 z=0\ncpu0: R t0 x; R t1 y; R t2 z; W z t0");
    InterleavingMachine machine =
        InterleavingMachine.of(
            model, Machine.SC, Compiler.CPPO, new MachineOptions(16, 2, true, false));
    BruteForce.search(model, machine, BruteForce.Mode.FULL);
    assertEquals("WINDOW 3", hit(machine, 0));
  }

  private static String hit(InterleavingMachine machine, int index) {
    BoundHit hit = machine.boundsHit().get(index);
    return hit.bound() + " " + hit.at().column();
  }

  @Test
  void pollingLoopsDoNotFillTheWindow() {
    Model model = Asm.model("var x=0\ncpu0: L:; R! t0 x; bz L t0; W! x 2\ncpu1: W! x 1");
    InterleavingMachine machine =
        InterleavingMachine.of(model, Machine.TSO, Compiler.CPPO, MachineOptions.DEFAULT);
    BruteForce search = BruteForce.search(model, machine, BruteForce.Mode.FULL);
    assertTrue(machine.boundsHit().isEmpty());
    assertTrue(search.states() < 20);
    assertFalse(search.answer().deadlock());
  }
}
