package dev.kaboom.interleave.replay;

import static dev.kaboom.program.Compiler.CPPO;
import static dev.kaboom.program.Compiler.SOURCE;
import static dev.kaboom.program.Machine.SC;
import static dev.kaboom.program.Machine.TSO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Memory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What goes wrong, and what is not looked at. */
class ViolationsTest {
  @Test
  void badAccessesSayWhatTheAddressIs() {
    checkAccess(0, "NULL pointer dereference");
    checkAccess(24, "NULL pointer dereference at offset 24");
    checkAccess(Memory.LIST_POISON1, "access through LIST_POISON1");
    checkAccess(Memory.LIST_POISON1 + 8, "access through LIST_POISON1");
    checkAccess(Memory.LIST_POISON2, "access through LIST_POISON2");
    checkAccess(Memory.BASE_ADDRESS + 3, "access between two fields, at byte 3 of x");
    checkAccess(Memory.BASE_ADDRESS + 8, "access just past the end of x");
    checkAccess(0x7fff_0000L, "access to 0x7fff0000, where no object is");
  }

  @Test
  void aFailedAssertionIsAViolationOfTheStepBeforeIt() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.load("r", "x").check("r", "0"))
            .cpu(1, c -> c.store("x", "1"));
    check(program, SOURCE, "[ASSERT r == 0]");
    check(program, CPPO, "[ASSERT r == 0]");
  }

  @Test
  void aFailedAssumptionIsNotLookedAtAndIsNoDeadlock() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.load("r", "x").assume("r", "1").check("r", "0"))
            .cpu(1, c -> c.store("x", "1"));
    check(program, SOURCE, "[ASSERT r == 0]");
    TestProgram never =
        TestProgram.of("x").cpu(0, c -> c.load("r", "x").assume("r", "1").check("r", "0"));
    check(never, SOURCE, "[]");
    check(never, CPPO, "[]");
  }

  @Test
  void divisionByZeroIsABadAccess() {
    TestProgram program = TestProgram.of("x").cpu(0, c -> c.load("r", "x").divide("q", "8", "r"));
    check(program, SOURCE, "[BAD_ACCESS division by zero]");
    check(program, CPPO, "[BAD_ACCESS division by zero]");
  }

  @Test
  void whatAGuessGuardsIsAViolationOnlyIfTheGuessIsRight() {
    check(guardedDivision("0"), CPPO, "[]");
    check(guardedNull("0"), CPPO, "[]");
    check(guardedAssertion("0"), CPPO, "[]");
    check(guardedDivision("1"), CPPO, "[BAD_ACCESS division by zero]");
    check(guardedNull("1"), CPPO, "[BAD_ACCESS NULL pointer dereference (z)]");
    check(guardedAssertion("1"), CPPO, "[ASSERT z == 1]");
  }

  private static TestProgram guardedDivision(String flag) {
    return guarded(flag, c -> c.divide("q", "8", "z"));
  }

  private static TestProgram guardedNull(String flag) {
    return guarded(flag, c -> c.plainLoad("r", "*z"));
  }

  private static TestProgram guardedAssertion(String flag) {
    return guarded(flag, c -> c.check("z", "1"));
  }

  private static TestProgram guarded(String flag, Consumer<TestCode> body) {
    return TestProgram.of("x")
        .init(c -> c.store("x", flag))
        .cpu(
            0,
            c -> body.accept(c.assign("z", c.value("0")).plainLoad("f", "x").ifEqual("f", "1", 1)));
  }

  @Test
  void unlockingAFreeLockIsAFault() {
    TestProgram program = TestProgram.of("l").cpu(0, c -> c.lock(LockOperation.Kind.UNLOCK, "l"));
    check(program, SOURCE, "[FAULT unlock of a lock that is not held]");
  }

  @Test
  void initCanGoWrong() {
    TestProgram program = TestProgram.of("x").init(c -> c.store("0", "1")).cpu(0, c -> c.halt());
    check(program, SOURCE, "[BAD_ACCESS NULL pointer dereference]");
  }

  @Test
  void aLoopWithoutAccessIsALivelock() {
    check(
        TestProgram.of("x").cpu(0, c -> c.load("r", "x").jump(1)),
        SOURCE,
        "[LIVELOCK a loop without end in which nothing happens]");
  }

  @Test
  void predicatesThatGoWrongAreNotTrue() {
    TestProgram program = TestProgram.of("x").cpu(0, c -> c.store("x", "1").store("x", "0"));
    BruteForce.Outcomes outcomes =
        BruteForce.explore(
            program.model(),
            SC,
            SOURCE,
            StepperOptions.DEFAULT,
            List.of(
                program.predicate(c -> c.load("r", "x")),
                program.predicate(c -> c.load("r", "0")),
                program.predicate(c -> c.assign("r", c.value("1")).jump(0))));
    assertEquals(List.of(1, 0, 0), outcomes.trueIn());
  }

  @Test
  void anIndivisibleStepCannotBeInterrupted() {
    TestProgram program =
        TestProgram.of("x")
            .cpu(0, c -> c.atomicBegin().store("x", "1").store("x", "0").atomicEnd())
            .nmi(0, c -> c.load("r", "x").check("r", "0"))
            .cpu(1, c -> c.load("r", "x").check("r", "0"));
    check(program, SOURCE, "[]");
    check(program, CPPO, "[]");
  }

  private static void checkAccess(long address, String expected) {
    TestProgram program = TestProgram.of("x").cpu(0, c -> c.load("r", Long.toString(address)));
    check(program, SOURCE, "[BAD_ACCESS " + expected + "]");
    check(program, CPPO, "[BAD_ACCESS " + expected + "]");
  }

  private static void check(TestProgram program, Compiler compiler, String expected) {
    for (var machine : List.of(SC, TSO)) {
      BruteForce.Outcomes outcomes =
          BruteForce.explore(program.model(), machine, compiler, StepperOptions.DEFAULT, List.of());
      assertEquals(expected, outcomes.violations().toString());
      assertEquals(0, outcomes.deadlocks());
    }
  }
}
