package dev.kaboom.interleave.replay;

import static dev.kaboom.program.AccessKind.ACQUIRE;
import static dev.kaboom.program.AccessKind.RELEASE;
import static dev.kaboom.program.Barrier.COMPILER;
import static dev.kaboom.program.Barrier.MB;
import static dev.kaboom.program.Machine.SC;
import static dev.kaboom.program.Machine.TSO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Machine;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each sentence of the page about the window, by the labels that are possible. */
class WindowTest {
  private static final StepperOptions SMALL =
      new StepperOptions(StepperOptions.Delivery.DRAINS, 16, 2);

  @Test
  void plainAccessesToDifferentCellsAreFree() {
    check(SC, c -> c.plainStore("x", "1").plainLoad("r", "y"), "", "cpu0 cpu0!1");
    check(SC, c -> c.plainStore("x", "1").store("y", "1"), "", "cpu0 cpu0!1");
    check(SC, c -> c.store("x", "1").plainStore("y", "1"), "", "cpu0 cpu0!1");
    check(SC, c -> c.atomicAdd("x", 1).plainStore("y", "1"), "", "cpu0 cpu0!1");
  }

  @Test
  void oneCellKeepsItsOrder() {
    check(SC, c -> c.plainStore("x", "1").plainLoad("r", "x"), "", "cpu0");
    check(SC, c -> c.plainLoad("r", "x").plainLoad("q", "x"), "", "cpu0");
  }

  @Test
  void markedAccessesKeepTheirOrder() {
    check(SC, c -> c.store("x", "1").load("r", "y"), "", "cpu0");
    check(SC, c -> c.atomicAdd("x", 1).store("y", "1"), "", "cpu0");
    check(SC, c -> c.lock(LockOperation.Kind.IS_LOCKED, "x").load("r", "y"), "", "cpu0");
  }

  @Test
  void anAcquireComesBeforeAndAReleaseAfter() {
    check(SC, c -> c.load("r", "x", ACQUIRE).plainStore("y", "1"), "", "cpu0");
    check(SC, c -> c.plainStore("y", "1").load("r", "x", ACQUIRE), "", "cpu0 cpu0!1");
    check(SC, c -> c.plainStore("x", "1").store("y", "1", RELEASE), "", "cpu0");
    check(SC, c -> c.store("y", "1", RELEASE).plainStore("x", "1"), "", "cpu0 cpu0!1");
  }

  @Test
  void whatDrainsWaitsForAnEmptyWindow() {
    check(SC, c -> c.plainStore("x", "1").fence(COMPILER).plainStore("y", "1"), "", "cpu0");
    check(SC, c -> c.plainStore("x", "1").xchg("r", "y", "1"), "", "cpu0");
    check(SC, c -> c.plainStore("x", "1").plainLoad("r", "y").halt(), "cpu0!1,cpu0", "cpu0");
    check(TSO, c -> c.plainStore("x", "1").fence(MB), "cpu0", "flush0");
    check(TSO, c -> c.plainStore("x", "1").fence(MB), "cpu0,flush0", "cpu0");
    check(TSO, c -> c.store("x", "1").atomicAdd("y", 1), "cpu0", "flush0");
  }

  @Test
  void aChoiceDoesNotDrain() {
    check(SC, c -> c.plainStore("x", "1").nondet("v", 0, 1), "", "cpu0 cpu0=0 cpu0=1");
    check(SC, c -> c.plainStore("x", "1").nondet("v", 0, 1), "cpu0=1", "cpu0");
  }

  @Test
  void aStoreWaitsForItsValueAndForChecksThatNeverReturn() {
    check(SC, c -> c.plainLoad("r", "x").plainStore("y", "r"), "", "cpu0");
    check(SC, c -> c.plainLoad("r", "x").bug("r", "0").plainStore("y", "1"), "", "cpu0");
    check(SC, c -> c.plainLoad("r", "x").check("r", "0").plainStore("y", "1"), "", "cpu0 cpu0!2");
    check(SC, c -> c.plainLoad("r", "x").assume("r", "0").plainStore("y", "1"), "", "cpu0 cpu0!2");
    check(SC, c -> c.plainLoad("r", "x").check("r", "0").plainLoad("q", "y"), "", "cpu0 cpu0!2");
    check(SC, c -> c.plainLoad("r", "x").check("r", "0").plainStore("y", "1"), "cpu0", "cpu0");
  }

  @Test
  void behindAGuessLoadsMayGoAndStoresMayNot() {
    Consumer<TestCode> load = c -> c.plainLoad("r", "x").ifEqual("r", "0", 1).plainLoad("q", "y");
    check(SC, load, "", "cpu0 cpu0?1 cpu0?0");
    check(SC, load, "cpu0?1", "cpu0 cpu0!2");
    check(SC, load, "cpu0?0", "cpu0");
    Consumer<TestCode> store = c -> c.plainLoad("r", "x").ifEqual("r", "0", 1).plainStore("y", "1");
    check(SC, store, "cpu0?1", "cpu0");
    check(SC, store, "cpu0?1,cpu0", "cpu0");
  }

  @Test
  void behindTheJoinOfAGuessedBranchStoresMayGo() {
    Consumer<TestCode> code =
        c -> c.plainLoad("r", "x").ifEqual("r", "0", 1).plainStore("y", "1").plainStore("z", "1");
    check(SC, code, "cpu0?1", "cpu0 cpu0!3");
    check(SC, code, "cpu0?0", "cpu0 cpu0!2");
    check(SC, code, "cpu0?1,cpu0!3,cpu0", "cpu0");
  }

  @Test
  void aBadAccessWaitsForWhatMayEndTheExecutionBefore() {
    Consumer<TestCode> assumed = c -> c.plainLoad("r", "x").assume("r", "1").loadNull("q");
    check(SC, assumed, "", "cpu0");
    Consumer<TestCode> checked = c -> c.plainLoad("r", "x").check("r", "1").loadNull("q");
    check(SC, checked, "", "cpu0");
    Consumer<TestCode> free = c -> c.plainLoad("r", "x").loadNull("q");
    check(SC, free, "", "cpu0 cpu0!1");
  }

  @Test
  void anAccessThatOvertookAnUnknownAddressIsRefutedIfTheCellWasTheSame() {
    checkOvertaking("x", "Discarded");
    checkOvertaking("y", "Stepped");
  }

  private static void checkOvertaking(String target, String expected) {
    TestProgram program =
        TestProgram.of("x", "y")
            .pointer("p", target)
            .cpu(0, c -> c.plainLoad("at", "p").plainLoad("a", "*at").plainLoad("b", "x"));
    Stepper stepper = start(program, SC, StepperOptions.DEFAULT);
    assertEquals("cpu0 cpu0!2", String.join(" ", stepper.enabledLabels()));
    stepper.step("cpu0!2");
    assertEquals("cpu0", String.join(" ", stepper.enabledLabels()));
    assertEquals(expected, stepper.step("cpu0").getClass().getSimpleName());
  }

  @Test
  void aFullWindowIsABound() {
    TestProgram program =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainStore("x", "1").plainStore("y", "1").plainStore("x", "2"));
    assertEquals(true, start(program, SC, SMALL).boundReached());
    assertEquals("cpu0 cpu0!1", String.join(" ", start(program, SC, SMALL).enabledLabels()));
    assertEquals(false, start(program, SC, StepperOptions.DEFAULT).boundReached());
  }

  @Test
  void aHandlerHasAWindowOfItsOwn() {
    TestProgram program =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainStore("x", "1").plainStore("y", "1"))
            .nmi(0, c -> c.plainLoad("r", "x").plainLoad("q", "y").plainLoad("s", "x"));
    Stepper stepper = start(program, SC, StepperOptions.DEFAULT);
    stepper.step("nmi0");
    assertEquals("cpu0 cpu0!1", String.join(" ", stepper.enabledLabels()));
    stepper.step("cpu0");
    stepper.step("cpu0!1");
    assertEquals("cpu0", String.join(" ", stepper.enabledLabels()));
    stepper.step("cpu0");
    assertEquals("cpu0 cpu0!1", String.join(" ", stepper.enabledLabels()));
  }

  private static void check(
      Machine machine, Consumer<TestCode> code, String schedule, String expected) {
    Stepper stepper =
        start(TestProgram.of("x", "y", "z").cpu(0, code), machine, StepperOptions.DEFAULT);
    for (String label : schedule.isEmpty() ? new String[0] : schedule.split(",", -1)) {
      assertEquals(StepOutcome.Stepped.class, stepper.step(label).getClass(), label);
    }
    assertEquals(expected, String.join(" ", stepper.enabledLabels()));
  }

  private static Stepper start(TestProgram program, Machine machine, StepperOptions options) {
    return Stepper.start(program.model(), machine, Compiler.CPPO, options);
  }
}
