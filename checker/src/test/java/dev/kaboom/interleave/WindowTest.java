package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
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
        // A control dependency ends where the arms join.
        "R r0 y; bz E r0; R r2 z; E:; W x 1 | true",
        "R r0 y; bz E r0; W z 1; E:; W x 1 | true",
        "R r0 y; bz E r0; W z 1; E:; W! x 1 | true",
        "R! r0 y; bz E r0; W z 1; E:; W! x 1 | false",
        "R! r0 y; bz E r0; W z 1; E:; W x 1 | true",
        "R! r0 y; bz E r0; W z 1; E:; W x r0 | false",
        "R! r0 y; bz E r0; W z 1; E:; Wrel x 1 | false",
        // A compiler moves a store up past an if only where it may move past both arms.
        "R! r0 y; bzj E J r0; goto J; E:; barrier; J:; W x 1 | false",
        "R r0 y; bzj E J r0; goto J; E:; W! z 1; J:; W! x 1 | false",
        "R r0 y; bzj E J r0; goto J; E:; W! z 1; J:; W x 1 | true",
        "R r0 y; bzj E J r0; goto J; E:; Racq r2 z; J:; W x 1 | false",
        "R r0 y; bzj E J r0; goto J; E:; R r2 x; J:; W x 1 | true",
        "R! r0 y; bzj E J r0; barrier; goto J; E:; goto J; J:; W x 1 | false",
        "R! r0 y; bz E r0; W z 1; E:; barrier; W x 1 | false",
        "R! r0 y; bz E r0; add x 1; E: | false",
        "R r0 y; bz E r0; W z 1; E:; add x 1 | true",
        // An if with else: both arms are behind the branch.
        "R r0 y; bzj E J r0; W x 1; goto J; E:; W x 1; J: | false",
        "R r0 y; bzj E J r0; set r2 1; goto J; E:; set r2 2; J:; W x 1 | true",
        // Inside of an outer arm, behind the join of the inner one.
        "R r0 y; bz E r0; R r2 z; bz F r2; W z 2; F:; W x 1; E: | false",
        "R t2 z; bz E t2 == 0; R r0 y; bz F r0; W z 2; F:; W z 3; E:; W x 1 | true",
        // The end of a loop is a join as well.
        "L:; R! r0 y; R! r2 z; bz M r2; goto L; M:; W x 1 | true",
        // What ends the execution if it is false: an assertion is no code, BUG() never returns.
        "R r0 y; assert r0 < 9; W x 1 | true",
        "R r0 y; assume r0 < 9; W x 1 | true",
        "R r0 y; bug r0 < 9; W x 1 | false",
        "R r0 y; set r2 r0 + 1; W x 1 | true",
        "Racq r0 y; W x 1          | false",
        "R r0 y; Wrel x 1          | false",
      })
  void loadBuffering(String code, boolean happens) {
    String text = "var x=0 y=0 z=0\ncpu0: R! r0 x; W! y r0\ncpu1: " + code;
    for (BruteForce.Mode mode : BruteForce.Mode.values()) {
      BruteForce search = BruteForce.search(text, Machine.SC, Compiler.CPPO, mode);
      boolean seen =
          search.answer().finals().stream().anyMatch(s -> s.contains("cpu0:r0=1 cpu1:r0=1"));
      assertEquals(happens, seen, "" + mode);
    }
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

  /** What goes wrong behind an assumption that is false has not happened. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R! t0 x; assume t0 == 1; R t1 *p    | true",
        "R! t0 x; assume t0 == 0; R t1 *p    | false",
        "R! t0 x; assume t0 == 0; assert 0   | false",
        "R! t0 x; assume t0 == 0; set r0 1 / 0 | false",
        "R! t0 x; assert t0 == 0; R t1 *p    | false",
        "R! t0 x; bz E t0; assume t0 == 0; R t1 *p; E: | false",
      })
  void badAccessesWaitForAssumptions(String code, boolean happens) {
    String text = "var x=1\ncpu0: set p 0; " + code;
    BruteForce search = BruteForce.full(text, Machine.SC, Compiler.CPPO);
    assertEquals(
        happens,
        search.answer().violations().stream().anyMatch(v -> !v.startsWith("ASSERT assert t0")),
        search.answer().violations().toString());
  }

  @Test
  void aPollingLoopWithAStoreBehindItDoesNotFillTheWindow() {
    Model model = Asm.model("var x=0 z=0\ncpu0: L:; R! t0 x; bz L t0; W z 2\ncpu1: W! x 1");
    InterleavingMachine machine =
        InterleavingMachine.of(model, Machine.TSO, Compiler.CPPO, MachineOptions.DEFAULT);
    BruteForce search = BruteForce.search(model, machine, BruteForce.Mode.FULL);
    assertTrue(machine.boundsHit().isEmpty());
    assertTrue(search.states() < 100, "states: " + search.states());
  }

  /**
   * A walk that ends after two entries, and a store behind it: the guess to go on is wrong soon.
   */
  @Test
  void aWindowThatIsFullBehindWrongGuessesOnlyIsNoBound() {
    String text = "var b=0 a=&b z=0\ncpu0: R tp a; L:; bz E tp; R tp *tp; goto L; E:; W z 1";
    Model model = Asm.model(text);
    assertEquals(ImmutableList.of(), walk(model, 16));
    assertEquals(ImmutableList.of("WINDOW"), walk(model, 3));
  }

  private static ImmutableList<String> walk(Model model, int window) {
    InterleavingMachine machine =
        InterleavingMachine.of(
            model, Machine.SC, Compiler.CPPO, new MachineOptions(16, window, true, false));
    BruteForce.search(model, machine, BruteForce.Mode.FULL);
    return machine.boundsHit().stream()
        .map(hit -> hit.bound().name())
        .distinct()
        .collect(ImmutableList.toImmutableList());
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
