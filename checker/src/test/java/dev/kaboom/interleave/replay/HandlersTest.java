package dev.kaboom.interleave.replay;

import static dev.kaboom.program.Barrier.COMPILER;
import static dev.kaboom.program.Compiler.CPPO;
import static dev.kaboom.program.Compiler.SOURCE;
import static dev.kaboom.program.ContextKind.IPI;
import static dev.kaboom.program.ContextKind.SENT_NMI;
import static dev.kaboom.program.Machine.SC;
import static dev.kaboom.program.Machine.TSO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction.IrqOperation;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NMIs, IRQs, requests, masks and halts. */
class HandlersTest {
  @Test
  void anNmiComesAtAnyBoundaryOrNever() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.store("x", "1").store("x", "2"))
            .nmi(0, c -> c.load("seen", "x"))
            .see("seen");
    check(program, SC, SOURCE, "finals 0 1 2");
    check(program, TSO, SOURCE, "finals 0 1 2");
  }

  @Test
  void anNmiBetweenPlainStoresSeesThemReorderedUnderCppo() {
    TestProgram plain =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.plainStore("data", "1").plainStore("flag", "1"))
            .nmi(0, c -> c.load("f", "flag").load("d", "data"))
            .see("f")
            .see("d");
    check(plain, SC, SOURCE, "finals 0,0 0,1 1,1");
    check(plain, SC, CPPO, "finals 0,0 0,1 1,0 1,1");
    TestProgram fenced =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.plainStore("data", "1").fence(COMPILER).plainStore("flag", "1"))
            .nmi(0, c -> c.load("f", "flag").load("d", "data"))
            .see("f")
            .see("d");
    check(fenced, SC, CPPO, "finals 0,0 0,1 1,1");
    check(fenced, TSO, CPPO, "finals 0,0 0,1 1,1");
  }

  @Test
  void theInterruptedContextsWindowStaysAsItIs() {
    TestProgram program =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainLoad("r", "x").plainStore("y", "1"))
            .see("r")
            .nmi(0, c -> c.load("seen", "y").store("x", "1"))
            .see("seen");
    check(program, SC, SOURCE, "finals 0,0 0,1 1,0");
    check(program, SC, CPPO, "finals 0,0 0,1 1,0 1,1");
  }

  @Test
  void whoeverWaitsForARequestSeesWhatItsHandlerHasStored() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> {})
            .cpu(1, c -> c.send(IPI, 0, 0, "0").awaitSent().load("seen", "x"))
            .see("seen")
            .ipi(0, 0, "ipi0.set", c -> c.assign("arg", c.value("0")).store("x", "1"));
    check(program, TSO, SOURCE, "finals 1");
    StepperOptions keeps = StepperOptions.DEFAULT.withDelivery(StepperOptions.Delivery.KEEPS);
    check(program, TSO, SOURCE, keeps, "finals 1");
  }

  @Test
  void aPredicateLooksAtMemoryAndNotIntoAStoreBuffer() {
    TestProgram program = TestProgram.of("x").cpu(0, c -> c.store("x", "1"));
    Code isSet = program.predicate(c -> c.load("value", "x"));
    Stepper stepper = Stepper.start(program.model(), TSO, SOURCE, StepperOptions.DEFAULT);
    stepper.step("cpu0");
    assertEquals(false, stepper.holds(isSet));
    stepper.step("flush0");
    assertEquals(true, stepper.holds(isSet));
  }

  @Test
  void deliveryDrainsTheStoreBufferUnlessSwitchedOff() {
    TestProgram program =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.store("x", "1"))
            .nmi(0, c -> c.load("own", "x").load("other", "y"))
            .see("own")
            .see("other")
            .cpu(1, c -> c.xchg("%t", "y", "1").load("seen", "x"))
            .see("seen");
    check(program, TSO, SOURCE, "finals 0,0,0 0,0,1 0,1,0 0,1,1 1,0,1 1,1,0 1,1,1");
    StepperOptions keeps = StepperOptions.DEFAULT.withDelivery(StepperOptions.Delivery.KEEPS);
    check(program, TSO, SOURCE, keeps, "finals 0,0,0 0,0,1 0,1,0 0,1,1 1,0,0 1,0,1 1,1,0 1,1,1");
  }

  @Test
  void irqsComeOnlyWhileUnmasked() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(
                0,
                c ->
                    c.irq(IrqOperation.Kind.DISABLE)
                        .store("x", "1")
                        .store("x", "2")
                        .irq(IrqOperation.Kind.ENABLE))
            .irq(0, 1, c -> c.load("seen", "x"))
            .see("seen");
    check(program, SC, SOURCE, "finals 0 2");
    check(program, TSO, CPPO, "finals 0 2");
  }

  @Test
  void savedFlagsAreRestored() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, HandlersTest::nestedSections)
            .irq(0, 1, c -> c.load("seen", "x"))
            .see("seen");
    check(program, SC, SOURCE, "finals 0 3");
  }

  private static void nestedSections(TestCode code) {
    code.irq(IrqOperation.Kind.DISABLE).irq(IrqOperation.Kind.SAVE).store("x", "1");
    code.irq(IrqOperation.Kind.RESTORE).store("x", "2").store("x", "3");
    code.irq(IrqOperation.Kind.ENABLE);
  }

  @Test
  void anNmiInterruptsAnIrqAndNotTheOtherWayRound() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.store("x", "0"))
            .irq(0, 1, c -> c.store("x", "1").store("x", "2").store("x", "0"))
            .nmi(0, c -> c.load("first", "x").load("second", "x"))
            .see("first")
            .see("second");
    check(program, SC, SOURCE, "finals 0,0 1,1 2,2");
  }

  @Test
  void anIrqComesAsOftenAsItsBudget() {
    TestProgram program =
        TestProgram.of("n").cpu(0, c -> c.load("r", "n")).irq(0, 3, c -> c.atomicAdd("n", 1));
    check(program.seeCell("n"), SC, SOURCE, "finals 0 1 2 3");
  }

  @Test
  void anInterruptCanComeAfterTheLastStepAndOnAnIdleCpu() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.store("x", "1"))
            .nmi(1, c -> c.load("seen", "x"))
            .see("seen");
    check(program, SC, SOURCE, "finals 0 1");
  }

  @Test
  void anIpiIsNotForgotten() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.send(IPI, 1, 7, "5"))
            .cpu(1, c -> c.load("r", "x"))
            .ipi(1, 7, "set", c -> c.store("x", "argument"))
            .seeCell("x");
    check(program, SC, SOURCE, "finals 5");
    check(program, TSO, CPPO, "finals 5");
  }

  @Test
  void waitingForAnIpiWaitsForItsEnd() {
    TestProgram program =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.send(IPI, 1, 0, "1").awaitSent().load("a", "x").load("b", "y"))
            .see("a")
            .see("b")
            .ipi(1, 0, "both", c -> c.store("x", "1").xchg("%t", "y", "1"));
    check(program, SC, SOURCE, "finals 1,1");
    check(program, TSO, SOURCE, "finals 1,1");
  }

  @Test
  void aSecondRequestWaitsForTheFirst() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.send(IPI, 1, 0, "1").send(IPI, 1, 0, "2"))
            .ipi(1, 0, "set", c -> c.load("old", "x").store("x", "argument"))
            .see("old")
            .seeCell("x");
    check(program, SC, SOURCE, "finals 1,2");
  }

  @Test
  void anIpiThatIsMaskedForGoodIsNoObstacleAndWaitingForItIsADeadlock() {
    TestProgram sent =
        TestProgram.of("x")
            .cpu(0, c -> c.await("x", "1").send(IPI, 1, 0, "1"))
            .cpu(1, c -> c.irq(IrqOperation.Kind.DISABLE).store("x", "1"))
            .ipi(1, 0, "never", c -> c.store("x", "2"))
            .seeCell("x");
    check(sent, SC, SOURCE, "finals 1");
    TestProgram awaited =
        TestProgram.of("x")
            .cpu(0, c -> c.await("x", "1").send(IPI, 1, 0, "1").awaitSent())
            .cpu(1, c -> c.irq(IrqOperation.Kind.DISABLE).store("x", "1"))
            .ipi(1, 0, "never", c -> c.store("x", "2"))
            .seeCell("x");
    check(awaited, SC, SOURCE, "finals  deadlocks 1");
  }

  @Test
  void aRequestedNmiIgnoresTheMask() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.send(SENT_NMI, 1, 3, "4"))
            .cpu(1, c -> c.irq(IrqOperation.Kind.DISABLE).await("x", "4"))
            .sentNmi(1, 3, "kick", c -> c.store("x", "argument"))
            .seeCell("x");
    check(program, SC, SOURCE, "finals 4");
  }

  @Test
  void whatWaitsForAHaltedCpuIsFinal() {
    TestProgram program =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.store("x", "1").store("y", "1"))
            .nmi(0, c -> c.halt())
            .cpu(1, c -> c.await("y", "1").store("x", "2"))
            .seeCell("x");
    check(program, SC, SOURCE, "finals 0 1 2");
    check(program, TSO, SOURCE, "finals 0 1 2");
  }

  @Test
  void theBufferOfAHaltedCpuStillDrains() {
    TestProgram program = TestProgram.of("x").cpu(0, c -> c.store("x", "1").halt()).seeCell("x");
    check(program, TSO, SOURCE, "finals 1");
  }

  @Test
  void aLockTakenByTheInterruptedContextIsADeadlock() {
    TestProgram program =
        TestProgram.of("l")
            .cpu(0, HandlersTest::lockAndUnlock)
            .irq(0, 1, HandlersTest::lockAndUnlock)
            .seeCell("l");
    check(program, SC, SOURCE, "finals 0 deadlocks 1");
  }

  private static void lockAndUnlock(TestCode code) {
    code.lock(LockOperation.Kind.LOCK, "l").lock(LockOperation.Kind.UNLOCK, "l");
  }

  @Test
  void aGracePeriodWithinItsOwnReadSideSectionNeverEnds() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.rcu(RcuOperation.Kind.READ_LOCK).rcu(RcuOperation.Kind.SYNCHRONIZE));
    check(program, SC, SOURCE, "finals  deadlocks 1");
  }

  private static void check(
      TestProgram program, Machine machine, Compiler compiler, String expected) {
    check(program, machine, compiler, StepperOptions.DEFAULT, expected);
  }

  private static void check(
      TestProgram program,
      Machine machine,
      Compiler compiler,
      StepperOptions options,
      String expected) {
    BruteForce.Outcomes outcomes =
        BruteForce.explore(program.model(), machine, compiler, options, List.of());
    String deadlocks = outcomes.deadlocks() == 0 ? "" : " deadlocks " + outcomes.deadlocks();
    assertEquals(expected, "finals " + String.join(" ", outcomes.finals()) + deadlocks);
    assertEquals("[]", outcomes.violations().toString());
  }
}
