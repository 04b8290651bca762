package dev.kaboom.interleave.replay;

import static dev.kaboom.program.Barrier.MB;
import static dev.kaboom.program.Compiler.CPPO;
import static dev.kaboom.program.Compiler.SOURCE;
import static dev.kaboom.program.ContextKind.IPI;
import static dev.kaboom.program.Machine.SC;
import static dev.kaboom.program.Machine.TSO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction.IrqOperation;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.Schedule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Labels, schedules and the text of traces. */
class ReplayerTest {
  private static final TestProgram MESSAGE =
      TestProgram.of("data", "flag")
          .cpu(0, c -> c.plainStore("data", "1").plainStore("flag", "1"))
          .nmi(0, c -> c.load("f", "flag").load("d", "data"))
          .cpu(1, c -> c.load("r", "flag"))
          .irq(1, 1, c -> c.load("q", "data"));

  @Test
  void labelsComeInThePagesOrder() {
    checkLabels(MESSAGE, SC, SOURCE, "", "cpu0 nmi0 cpu1 irq1");
    checkLabels(MESSAGE, TSO, SOURCE, "cpu0,cpu0", "flush0 nmi0 cpu1 irq1");
    checkLabels(MESSAGE, SC, CPPO, "", "cpu0 cpu0!1 nmi0 cpu1 irq1");
    checkLabels(MESSAGE, TSO, CPPO, "cpu0!1", "cpu0 flush0 nmi0 cpu1 irq1");
    TestProgram choices =
        TestProgram.of("x")
            .cpu(0, c -> c.nondet("v", -1, 1).plainLoad("r", "x").ifEqual("r", "1", 0));
    checkLabels(choices, SC, SOURCE, "", "cpu0=-1 cpu0=0 cpu0=1");
    checkLabels(choices, SC, CPPO, "cpu0=1", "cpu0 cpu0?1 cpu0?0");
  }

  @Test
  void aScheduleIsToldStepByStep() {
    checkTrace(
        MESSAGE,
        SC,
        CPPO,
        "cpu0!1,nmi0,cpu0*2,cpu0",
        "cpu0!1 INSTRUCTION 0 flag = 1",
        "nmi0 ENTER 1 <NMI>",
        "cpu0 INSTRUCTION 1 f = READ_ONCE(flag) /* 1 */",
        "cpu0 INSTRUCTION 1 d = READ_ONCE(data) /* 0 */",
        "cpu0 PERFORM 0 data = 1");
  }

  @Test
  void buffersAreTold() {
    checkTrace(
        MESSAGE,
        TSO,
        SOURCE,
        "cpu0*2,flush0,nmi0",
        "cpu0 INSTRUCTION 0 data = 1",
        "cpu0 INSTRUCTION 0 flag = 1",
        "flush0 FLUSH 0 data = 1 reaches memory",
        "nmi0 ENTER 1 <NMI>");
    assertEquals(
        "[[Effect[location=0, kind=BUFFER, value=1]],"
            + " [Effect[location=0, kind=WRITE, value=1]]]",
        replay(MESSAGE, TSO, SOURCE, "cpu0,flush0").trace().steps().stream()
            .map(step -> step.effects().toString())
            .toList()
            .toString());
  }

  @Test
  void aGuessIsToldAndMustComeTrue() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.plainLoad("r", "x").ifEqual("r", "1", 1).plainStore("x", "2"));
    checkTrace(
        program,
        SC,
        CPPO,
        "cpu0?0,cpu0",
        "cpu0?0 SPECULATE 0 guess: the branch is not taken",
        "cpu0 INSTRUCTION 0 r = x /* 0 */");
    checkComplaint(program, CPPO, "cpu0?1,cpu0", "step 2: 'cpu0' leads nowhere: a guess was wrong");
  }

  @Test
  void everyInstructionHasItsKernelName() {
    TestProgram program =
        TestProgram.of("x", "l")
            .pointer("head", "NULL")
            .cpu(0, ReplayerTest::everything)
            .ipi(1, 0, "flush", c -> c.load("%t", "x"));
    checkTrace(
        program,
        SC,
        SOURCE,
        "cpu0*20,ipi1.flush,cpu1,cpu0",
        "cpu0 INSTRUCTION 0 smp_store_release(&head, &x)",
        "cpu0 INSTRUCTION 0 READ_ONCE(head) /* &x */",
        "cpu0 INSTRUCTION 0 a = smp_load_acquire(&x) /* 0 */",
        "cpu0 INSTRUCTION 0 WRITE_ONCE(head, NULL)",
        "cpu0 INSTRUCTION 0 b = xchg(&x, 5) /* 0 */",
        "cpu0 INSTRUCTION 0 c = cmpxchg(&x, 5, 6) /* 5 */",
        "cpu0 INSTRUCTION 0 d = cmpxchg(&x, 5) /* 6 */",
        "cpu0 INSTRUCTION 0 atomic_add(1, &x) /* 6 -> 7 */",
        "cpu0 INSTRUCTION 0 spin_lock(&l)",
        "cpu0 INSTRUCTION 0 got = spin_trylock(&l) /* 0 */",
        "cpu0 INSTRUCTION 0 got = spin_is_locked(&l) /* 1 */",
        "cpu0 INSTRUCTION 0 spin_unlock(&l)",
        "cpu0 INSTRUCTION 0 local_irq_save(flags)",
        "cpu0 INSTRUCTION 0 local_irq_restore(flags)",
        "cpu0 INSTRUCTION 0 rcu_read_lock()",
        "cpu0 INSTRUCTION 0 rcu_read_unlock()",
        "cpu0 INSTRUCTION 0 synchronize_rcu() begins",
        "cpu0 INSTRUCTION 0 synchronize_rcu() returns",
        "cpu0 INSTRUCTION 0 await READ_ONCE(x) /* 7 */",
        "cpu0 INSTRUCTION 0 send ipi1.flush",
        "ipi1.flush ENTER 1 <IPI flush>",
        "cpu1 INSTRUCTION 1 READ_ONCE(x) /* 7 */",
        "cpu0 INSTRUCTION 0 csd_lock_wait()");
  }

  private static void everything(TestCode code) {
    code.store("head", "x", AccessKind.RELEASE).load("%head", "head");
    code.load("a", "x", AccessKind.ACQUIRE).store("head", "0");
    code.xchg("b", "x", "5").cmpxchg("c", "x", "5", "6").cmpxchg("d", "x", "5", "6");
    code.atomicAdd("x", 1);
    code.lock(LockOperation.Kind.LOCK, "l").lock(LockOperation.Kind.TRY_LOCK, "l");
    code.lock(LockOperation.Kind.IS_LOCKED, "l").lock(LockOperation.Kind.UNLOCK, "l");
    code.irq(IrqOperation.Kind.SAVE).irq(IrqOperation.Kind.RESTORE);
    code.rcu(RcuOperation.Kind.READ_LOCK).rcu(RcuOperation.Kind.READ_UNLOCK);
    code.rcu(RcuOperation.Kind.SYNCHRONIZE).await("x", "7");
    code.send(IPI, 1, 0, "0").awaitSent();
  }

  @Test
  void schedulesThatDoNotFitGetASentence() {
    checkComplaint(
        MESSAGE,
        SOURCE,
        "cpu0,nmi1",
        "step 2: 'nmi1' is not possible here (nothing has that name);"
            + " possible are: cpu0, nmi0, cpu1, irq1");
    checkComplaint(
        MESSAGE,
        SOURCE,
        "nmi0,nmi0",
        "step 2: 'nmi0' is not possible here (an NMI is running on that CPU);"
            + " possible are: cpu0, cpu1, irq1");
    checkComplaint(
        MESSAGE,
        SOURCE,
        "cpu9",
        "step 1: 'cpu9' is not possible here (there is no CPU 9);"
            + " possible are: cpu0, nmi0, cpu1, irq1");
    checkComplaint(
        MESSAGE,
        CPPO,
        "cpu0!7",
        "step 1: 'cpu0!7' is not possible here (the window has 2 entries);"
            + " possible are: cpu0, cpu0!1, nmi0, cpu1, irq1");
    TestProgram fault = TestProgram.of("x").cpu(0, c -> c.load("r", "0").store("x", "1"));
    checkComplaint(
        fault,
        SOURCE,
        "cpu0,cpu0",
        "step 2: 'cpu0' comes after the run has ended with a violation: NULL pointer dereference");
    TestProgram ended = TestProgram.of("x").cpu(0, c -> c.load("r", "x"));
    checkComplaint(
        ended,
        SOURCE,
        "cpu0,cpu0",
        "step 2: 'cpu0' is not possible here (nothing runs on that CPU); nothing is");
  }

  @Test
  void nonsenseLabelsAreRefused() {
    Stepper stepper = Stepper.start(MESSAGE.model(), TSO, CPPO, StepperOptions.DEFAULT);
    String before = stepper.stateText();
    for (String label :
        List.of(
            "",
            "cpu",
            "cpu-1",
            "cpu0!",
            "cpu0!0",
            "cpu0?2",
            "cpu0=",
            "cpu0=99999999999999999999",
            "cpu0=9999999999999999999",
            "flush",
            "flush0",
            "flush999999",
            "cpu999999",
            "x",
            "*")) {
      StepOutcome outcome = stepper.step(label);
      assertEquals(StepOutcome.NotEnabled.class, outcome.getClass(), label);
    }
    assertEquals(before, stepper.stateText());
  }

  @Test
  void theEndOfAReplaySaysWhatKindOfStateItIs() {
    checkEnd(MESSAGE, "cpu0", Replay.End.UNFINISHED);
    checkEnd(MESSAGE, "cpu0*2,cpu1", Replay.End.FINAL);
    TestProgram stuck = TestProgram.of("x").cpu(0, c -> c.store("x", "2").await("x", "1"));
    checkEnd(stuck, "cpu0", Replay.End.DEADLOCK);
    TestProgram wrong = TestProgram.of("x").cpu(0, c -> c.load("r", "x").check("r", "1"));
    checkEnd(wrong, "cpu0", Replay.End.VIOLATION);
  }

  @Test
  void theRepeatingPartMustComeBack() throws ScheduleException {
    TestProgram spin =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.store("y", "1").load("r", "x").ifEqual("r", "1", 1).jump(4).jump(1));
    Schedule schedule = Schedule.parse("cpu0,cpu0");
    Replay replay = Replayer.replay(spin.model(), SC, SOURCE, StepperOptions.DEFAULT, schedule, 1);
    assertEquals(Replay.End.LOOP, replay.end());
    assertEquals(2, replay.trace().steps().size());
    assertEquals(1, replay.trace().loopStart());
    ScheduleException error =
        assertThrows(
            ScheduleException.class,
            () -> Replayer.replay(spin.model(), TSO, SOURCE, StepperOptions.DEFAULT, schedule, 5));
    assertEquals("there is no step 6 to go back to", error.getMessage());
  }

  @Test
  void onlyMachinesWithStatesCanBeStepped() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Stepper.start(MESSAGE.model(), Machine.LKMM, SOURCE, StepperOptions.DEFAULT));
  }

  @Test
  void aFullBufferIsABoundAndDoesNotBlockForGood() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(
                0,
                c -> {
                  for (int i = 0; i < 17; i++) {
                    c.store("x", "1");
                  }
                  c.fence(MB);
                });
    BruteForce.Outcomes outcomes =
        BruteForce.explore(program.model(), TSO, SOURCE, StepperOptions.DEFAULT, List.of());
    assertEquals(true, outcomes.bounded());
    assertEquals(0, outcomes.deadlocks());
    assertEquals(1, outcomes.finals().size());
  }

  private static void checkLabels(
      TestProgram program, Machine machine, Compiler compiler, String schedule, String expected) {
    Stepper stepper = Stepper.start(program.model(), machine, compiler, StepperOptions.DEFAULT);
    for (String label : schedule.isEmpty() ? new String[0] : schedule.split(",", -1)) {
      assertEquals(StepOutcome.Stepped.class, stepper.step(label).getClass(), label);
    }
    assertEquals(expected, String.join(" ", stepper.enabledLabels()));
  }

  private static void checkTrace(
      TestProgram program,
      Machine machine,
      Compiler compiler,
      String schedule,
      String... expected) {
    String told =
        replay(program, machine, compiler, schedule).trace().steps().stream()
            .map(s -> s.label() + " " + s.kind() + " " + s.depth() + " " + s.action())
            .collect(Collectors.joining("\n"));
    assertEquals(String.join("\n", expected), told);
  }

  private static void checkEnd(TestProgram program, String schedule, Replay.End expected) {
    assertEquals(expected, replay(program, SC, SOURCE, schedule).end());
  }

  private static void checkComplaint(
      TestProgram program, Compiler compiler, String schedule, String expected) {
    ScheduleException error =
        assertThrows(
            ScheduleException.class,
            () -> Replayer.replay(program.model(), SC, compiler, Schedule.parse(schedule)));
    assertEquals(expected, error.getMessage());
  }

  private static Replay replay(
      TestProgram program, Machine machine, Compiler compiler, String schedule) {
    try {
      return Replayer.replay(program.model(), machine, compiler, Schedule.parse(schedule));
    } catch (ScheduleException error) {
      throw new AssertionError(error);
    }
  }
}
