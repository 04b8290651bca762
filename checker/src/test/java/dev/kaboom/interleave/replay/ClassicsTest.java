package dev.kaboom.interleave.replay;

import static dev.kaboom.program.AccessKind.ACQUIRE;
import static dev.kaboom.program.AccessKind.RELEASE;
import static dev.kaboom.program.Barrier.MB;
import static dev.kaboom.program.Barrier.WMB;
import static dev.kaboom.program.Compiler.CPPO;
import static dev.kaboom.program.Compiler.SOURCE;
import static dev.kaboom.program.Machine.SC;
import static dev.kaboom.program.Machine.TSO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Machine;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Litmus tests between CPUs: which final values each machine and compiler allows. */
class ClassicsTest {
  @Test
  void storeBuffering() {
    TestProgram sb =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.store("x", "1").load("r0", "y"))
            .see("r0")
            .cpu(1, c -> c.store("y", "1").load("r1", "x"))
            .see("r1");
    check(sb, SC, SOURCE, "0,1 1,0 1,1");
    check(sb, SC, CPPO, "0,1 1,0 1,1");
    check(sb, TSO, SOURCE, "0,0 0,1 1,0 1,1");
  }

  @Test
  void storeBufferingWithFullBarriers() {
    TestProgram sb =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.store("x", "1").fence(MB).load("r0", "y"))
            .see("r0")
            .cpu(1, c -> c.store("y", "1").fence(MB).load("r1", "x"))
            .see("r1");
    check(sb, TSO, SOURCE, "0,1 1,0 1,1");
    check(sb, TSO, CPPO, "0,1 1,0 1,1");
  }

  @Test
  void storeBufferingWithExchanges() {
    TestProgram sb =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.xchg("%t", "x", "1").load("r0", "y"))
            .see("r0")
            .cpu(1, c -> c.xchg("%t", "y", "1").load("r1", "x"))
            .see("r1");
    check(sb, TSO, SOURCE, "0,1 1,0 1,1");
  }

  @Test
  void messagePassingNeedsMarkingsUnderCppoOnly() {
    TestProgram plain =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.plainStore("data", "1").plainStore("flag", "1"))
            .cpu(1, c -> c.plainLoad("f", "flag").plainLoad("d", "data"))
            .see("f")
            .see("d");
    check(plain, SC, SOURCE, "0,0 0,1 1,1");
    check(plain, TSO, SOURCE, "0,0 0,1 1,1");
    check(plain, SC, CPPO, "0,0 0,1 1,0 1,1");
    check(plain, TSO, CPPO, "0,0 0,1 1,0 1,1");
  }

  @Test
  void releaseAndAcquirePassTheMessageOn() {
    TestProgram marked =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.plainStore("data", "1").store("flag", "1", RELEASE))
            .cpu(1, c -> c.load("f", "flag", ACQUIRE).plainLoad("d", "data"))
            .see("f")
            .see("d");
    check(marked, SC, CPPO, "0,0 0,1 1,1");
    check(marked, TSO, CPPO, "0,0 0,1 1,1");
  }

  @Test
  void writeOnceDoesNotOrderThePlainStoreBeforeIt() {
    TestProgram marked =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.plainStore("data", "1").store("flag", "1"))
            .cpu(1, c -> c.load("f", "flag", ACQUIRE).plainLoad("d", "data"))
            .see("f")
            .see("d");
    check(marked, SC, SOURCE, "0,0 0,1 1,1");
    check(marked, SC, CPPO, "0,0 0,1 1,0 1,1");
    TestProgram fenced =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.plainStore("data", "1").fence(WMB).store("flag", "1"))
            .cpu(1, c -> c.load("f", "flag", ACQUIRE).plainLoad("d", "data"))
            .see("f")
            .see("d");
    check(fenced, SC, CPPO, "0,0 0,1 1,1");
  }

  @Test
  void loadBufferingOfPlainAccessesNeedsTheCompiler() {
    TestProgram lb =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainLoad("r0", "x").plainStore("y", "1"))
            .see("r0")
            .cpu(1, c -> c.plainLoad("r1", "y").plainStore("x", "1"))
            .see("r1");
    check(lb, TSO, SOURCE, "0,0 0,1 1,0");
    check(lb, SC, CPPO, "0,0 0,1 1,0 1,1");
  }

  @Test
  void aDataDependencyForbidsLoadBuffering() {
    TestProgram lb =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainLoad("r0", "x").plainStore("y", "r0"))
            .see("r0")
            .cpu(1, c -> c.plainLoad("r1", "y").plainStore("x", "1"))
            .see("r1");
    check(lb, SC, CPPO, "0,0 1,0 1,1");
    TestProgram both =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainLoad("r0", "x").plainStore("y", "r0"))
            .see("r0")
            .cpu(1, c -> c.plainLoad("r1", "y").plainStore("x", "r1"))
            .see("r1");
    check(both, SC, CPPO, "0,0");
  }

  @Test
  void aControlDependencyToAStoreForbidsLoadBuffering() {
    TestProgram lb =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainLoad("r0", "x").ifEqual("r0", "1", 1).plainStore("y", "1"))
            .see("r0")
            .cpu(1, c -> c.plainLoad("r1", "y").ifEqual("r1", "1", 1).plainStore("x", "1"))
            .see("r1");
    check(lb, SC, CPPO, "0,0");
  }

  @Test
  void aLoadMayComeBeforeTheBranchThatItIsBehind() {
    TestProgram mp =
        TestProgram.of("data", "flag")
            .cpu(0, c -> c.store("data", "1").store("flag", "1"))
            .cpu(1, c -> c.plainLoad("f", "flag").ifEqual("f", "1", 1).plainLoad("d", "data"))
            .see("f")
            .see("d");
    check(mp, SC, SOURCE, "0,0 1,1");
    check(mp, SC, CPPO, "0,0 1,0 1,1");
  }

  @Test
  void twoReadsOfOneCellStayInOrder() {
    TestProgram corr =
        TestProgram.of("x")
            .cpu(0, c -> c.plainStore("x", "1"))
            .cpu(1, c -> c.plainLoad("a", "x").plainLoad("b", "x"))
            .see("a")
            .see("b");
    check(corr, SC, CPPO, "0,0 0,1 1,1");
    check(corr, TSO, CPPO, "0,0 0,1 1,1");
  }

  @Test
  void readsThroughPointersThatTurnOutEqualStayInOrder() {
    TestProgram corr =
        TestProgram.of("x")
            .pointer("p", "x")
            .cpu(0, c -> c.plainStore("x", "1"))
            .cpu(1, c -> c.plainLoad("at", "p").plainLoad("a", "*at").plainLoad("b", "x"))
            .see("a")
            .see("b");
    check(corr, SC, CPPO, "0,0 0,1 1,1");
  }

  @Test
  void twoPlusTwoWrites() {
    TestProgram writes =
        TestProgram.of("x", "y")
            .cpu(0, c -> c.plainStore("x", "1").plainStore("y", "2"))
            .cpu(1, c -> c.plainStore("y", "1").plainStore("x", "2"))
            .seeCell("x")
            .seeCell("y");
    check(writes, TSO, SOURCE, "1,2 2,1 2,2");
    check(writes, SC, CPPO, "1,1 1,2 2,1 2,2");
  }

  @Test
  void incrementsAreIndivisible() {
    TestProgram counter =
        TestProgram.of("n")
            .cpu(0, c -> c.atomicAdd("n", 1))
            .cpu(1, c -> c.atomicAdd("n", 1))
            .seeCell("n");
    for (Machine machine : List.of(SC, TSO)) {
      check(counter, machine, SOURCE, "2");
      check(counter, machine, CPPO, "2");
    }
  }

  @Test
  void locksExclude() {
    TestProgram counter =
        TestProgram.of("n", "l")
            .cpu(0, ClassicsTest::incrementUnderLock)
            .cpu(1, ClassicsTest::incrementUnderLock)
            .seeCell("n")
            .seeCell("l");
    for (Machine machine : List.of(SC, TSO)) {
      check(counter, machine, SOURCE, "2,0");
      check(counter, machine, CPPO, "2,0");
    }
  }

  @Test
  void onlyOneOfTwoTriesGetsTheLock() {
    TestProgram race =
        TestProgram.of("l")
            .cpu(0, c -> c.lock(LockOperation.Kind.TRY_LOCK, "l"))
            .see("got")
            .cpu(1, c -> c.lock(LockOperation.Kind.TRY_LOCK, "l"))
            .see("got");
    check(race, SC, SOURCE, "0,1 1,0");
    check(race, TSO, SOURCE, "0,1 1,0");
  }

  @Test
  void gracePeriodsWaitForReaders() {
    check(readers(ClassicsTest::readBothInSection), SC, SOURCE, "0,0 1,0 1,1");
    check(readers(ClassicsTest::readBothInSection), TSO, CPPO, "0,0 1,0 1,1");
    check(readers(c -> c.load("a", "x").load("b", "y")), SC, SOURCE, "0,0 0,1 1,0 1,1");
  }

  /** The reader's store is in memory when the grace period ends; without one it may not be. */
  @Test
  void gracePeriodsWaitForTheStoresOfReaders() {
    check(storer(true), SC, SOURCE, "0,1 1,0 1,1");
    check(storer(true), TSO, SOURCE, "0,1 1,0 1,1");
    check(storer(true), TSO, CPPO, "0,1 1,0 1,1");
    check(storer(false), TSO, SOURCE, "0,0 0,1 1,0 1,1");
  }

  private static TestProgram storer(boolean section) {
    return TestProgram.of("x", "y")
        .cpu(0, c -> c.store("y", "1").rcu(RcuOperation.Kind.SYNCHRONIZE).load("a", "x"))
        .see("a")
        .cpu(
            1,
            c -> {
              if (section) {
                c.rcu(RcuOperation.Kind.READ_LOCK);
              }
              c.store("x", "1").load("b", "y");
              if (section) {
                c.rcu(RcuOperation.Kind.READ_UNLOCK);
              }
            })
        .see("b");
  }

  private static TestProgram readers(Consumer<TestCode> reader) {
    return TestProgram.of("x", "y")
        .cpu(0, c -> c.store("x", "1").rcu(RcuOperation.Kind.SYNCHRONIZE).store("y", "1"))
        .cpu(1, reader)
        .see("a")
        .see("b");
  }

  private static void readBothInSection(TestCode code) {
    code.rcu(RcuOperation.Kind.READ_LOCK).load("a", "x").load("b", "y");
    code.rcu(RcuOperation.Kind.READ_UNLOCK);
  }

  private static void incrementUnderLock(TestCode code) {
    code.lock(LockOperation.Kind.LOCK, "l").plainLoad("t", "n");
    code.assign("u", new Expression.Binary(BinaryOperator.ADD, code.value("t"), code.value("1")));
    code.plainStore("n", "u").lock(LockOperation.Kind.UNLOCK, "l");
  }

  static void check(TestProgram program, Machine machine, Compiler compiler, String finals) {
    BruteForce.Outcomes outcomes =
        BruteForce.explore(program.model(), machine, compiler, StepperOptions.DEFAULT, List.of());
    assertEquals(finals, String.join(" ", outcomes.finals()));
    assertEquals("[] 0", outcomes.violations() + " " + outcomes.deadlocks());
  }
}
