package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts: when they come, what they see, and what waits for them. */
class HandlerTest {
  private static void check(String expected, String text) {
    for (Machine machine : new Machine[] {Machine.SC, Machine.TSO}) {
      for (BruteForce.Mode mode : BruteForce.Mode.values()) {
        check(expected, BruteForce.search(text, machine, Compiler.SOURCE, mode));
      }
    }
  }

  private static void check(String expected, BruteForce search) {
    String found = String.join(" ", search.values()) + (search.answer().deadlock() ? " DEAD" : "");
    assertEquals(expected, found.strip());
  }

  /** What the shape of list_add() shows to a walk that interrupts it: h -> next -> its value. */
  private static String listAdd(String publish) {
    return """
    var a=1 n=0 h=&a
    cpu0: W n 2; PUBLISH h &n
    nmi0: R! tp h; R! r0 *tp
    """
        .replace("PUBLISH", publish);
  }

  @ParameterizedTest
  @CsvSource({
    "W!, SOURCE, SC, 0 1 2",
    "W!, SOURCE, TSO, 0 1 2",
    "W!, CPPO, SC, 0 1 2",
    "Wrel, CPPO, SC, 0 1 2",
    "Wrel, CPPO, TSO, 0 1 2",
  })
  void nmiAtEveryStepOfAPublication(
      String publish, Compiler compiler, Machine machine, String values) {
    // The value 0 is "never came" here; the next test tells it from a half-made entry.
    BruteForce search = BruteForce.full(listAdd(publish), machine, compiler);
    assertEquals(ImmutableSet.copyOf(values.split(" ")), search.values());
  }

  @ParameterizedTest
  @CsvSource({
    "W!, SOURCE, false",
    "W!, CPPO, true",
    "W, SOURCE, false",
    "W, CPPO, true",
    "Wrel, CPPO, false",
    "wmb; W!, CPPO, false",
    "barrier; W!, CPPO, false",
  })
  void anEntryIsSeenHalfMadeOnlyIfTheCompilerMayPublishFirst(
      String publish, Compiler compiler, boolean seen) {
    String text = listAdd(publish).replace("R! r0 *tp", "R! t0 *tp; assert t0 != 0");
    for (Machine machine : new Machine[] {Machine.SC, Machine.TSO}) {
      for (BruteForce.Mode mode : BruteForce.Mode.values()) {
        BruteForce search = BruteForce.search(text, machine, compiler, mode);
        assertEquals(seen, !search.answer().violations().isEmpty(), machine + " " + mode);
      }
    }
  }

  @Test
  void nmiComesAtEveryBoundaryTheFirstAndTheLastIncluded() {
    check("0 1 2 3", "var x=1\ncpu0: W x 2; W x 3\nnmi0: R r0 x");
  }

  @Test
  void budgetSaysHowOftenAHandlerMayCome() {
    check("0 1 2 3", "var x=0\nshow x\nnmi0*3: R t0 x; set t0 t0 + 1; W x t0");
  }

  @Test
  void irqIsMaskedWhereItReads() {
    check("0 1 3", "var x=1\ncpu0: irq off; W x 2; W x 3; irq on\nirq0: R r0 x");
    check("0 1 2 3", "var x=1\ncpu0: irq off; W x 2; W x 3; irq on\nnmi0: R r0 x");
  }

  @Test
  void theMaskOfTheInterruptedCodeComesBack() {
    check("1", "cpu0: irq on; irq save r0\nnmi0: irq off\nirq0: irq off");
  }

  @Test
  void nmiInterruptsIrqButIrqDoesNotInterruptNmi() {
    String text =
        """
        var x=0
        always x != 3
        irq0: W x 1; W x 2
        nmi0: R t0 x; bz E t0 == 1; W x 3; E:
        """;
    assertEquals(
        1, BruteForce.full(text, Machine.SC, Compiler.SOURCE).answer().violations().size());
    String swapped = text.replace("irq0", "tmp0").replace("nmi0", "irq0").replace("tmp0", "nmi0");
    assertEquals(
        0, BruteForce.full(swapped, Machine.SC, Compiler.SOURCE).answer().violations().size());
  }

  @Test
  void aHaltedCpuNeverResumes() {
    check("0 1 2", "var x=0\nshow x\ncpu0: W x 1; W x 2\nnmi0: halt");
  }

  @Test
  void waitingForAHaltedCpuIsNoDeadlock() {
    check("0 1", "var l=0\ncpu0: lock l; unlock l\ncpu1: lock l; set r0 1; unlock l\nnmi0: halt");
  }

  @Test
  void nmiThatTakesAHeldLockDeadlocks() {
    check("0 DEAD", "var l=0\nshow l\ncpu0: lock l; unlock l\nnmi0: lock l; unlock l");
  }

  @Test
  void ipiRunsOnTheOtherCpuAndWaitSeesItsEffect() {
    check("7", "var x=0\ncpu0: ipi 1 f 7; await; R r0 x\nipi1.f: W x arg");
  }

  @Test
  void waitingForAnIpiDeadlocksWhileIrqsStayMasked() {
    check("1 DEAD", "var x=0\ncpu0: ipi 1 f 7; await; set r0 1\ncpu1: irq off\nipi1.f: W x 1");
  }

  @Test
  void aSecondRequestWaitsForTheFirst() {
    check(
        "12",
        "var x=0 y=0\nshow x y\ncpu0: ipi 1 f 1; ipi 1 g 2; await\n"
            + "ipi1.f: W x arg\nipi1.g: W y arg");
  }

  @Test
  void requestedNmiComesWhileIrqsAreMasked() {
    check("5", "var x=0\ncpu0: snmi 1 f 5; await; R r0 x\ncpu1: irq off\nsnmi1.f: W x arg");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptDeliveryDrainsTheStoreBufferUnlessSwitchedOff(boolean drains) {
    Model model =
        Asm.model(
            """
            var x=0 z=0
            cpu0: W! x 1
            nmi0: R! r0 x; R! r1 z
            cpu1: W! z 1; mb; R! r0 x
            """);
    MachineOptions options = new MachineOptions(16, 16, drains, false);
    InterleavingMachine machine =
        InterleavingMachine.of(model, Machine.TSO, Compiler.SOURCE, options);
    BruteForce search = BruteForce.search(model, machine, BruteForce.Mode.FULL);
    assertEquals(!drains, search.values().contains("100"));
    assertEquals(drains ? 7 : 8, search.values().size());
  }

  @Test
  void aHandlerThatRunsDoesNotStartAgainInsideItself() {
    check("0 1 2", "var x=0\nshow x\nirq0*2: irq on; R t0 x; set t0 t0 + 1; W x t0");
  }
}
