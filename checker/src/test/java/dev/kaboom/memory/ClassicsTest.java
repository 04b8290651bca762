package dev.kaboom.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.ProgramBuilder;
import dev.kaboom.graph.ProgramBuilder.ThreadBuilder;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Machine;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.property.Model;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The classic tests of the field, with the exact number of executions that satisfy the condition
 * and of those that do not.
 */
class ClassicsTest {
  private static final AccessKind ONCE = AccessKind.ONCE;
  private static final AccessKind PLAIN = AccessKind.PLAIN;
  private static final AccessKind ACQUIRE = AccessKind.ACQUIRE;
  private static final AccessKind RELEASE = AccessKind.RELEASE;

  static final ImmutableMap<String, Supplier<Model>> TESTS =
      ImmutableMap.<String, Supplier<Model>>builder()
          .put("SB", () -> storeBuffering(false))
          .put("SB+mbs", () -> storeBuffering(true))
          .put("SB+xchg", ClassicsTest::storeBufferingByExchange)
          .put("SB+xchg-failed", ClassicsTest::storeBufferingByFailedExchange)
          .put("SB+inc", ClassicsTest::storeBufferingBehindIncrement)
          .put("MP", () -> messagePassing(ONCE, ONCE, null, null))
          .put("MP+wmb+rmb", () -> messagePassing(ONCE, ONCE, Barrier.WMB, Barrier.RMB))
          .put("MP+wmb", () -> messagePassing(ONCE, ONCE, Barrier.WMB, null))
          .put("MP+rel+acq", () -> messagePassing(RELEASE, ACQUIRE, null, null))
          .put("MP+locks", ClassicsTest::messagePassingUnderLock)
          .put("MP+addr", ClassicsTest::messagePassingByPointer)
          .put("LB", () -> loadBuffering(false, false))
          .put("LB+data", () -> loadBuffering(true, false))
          .put("LB+datas", () -> loadBuffering(true, true))
          .put("LB+ctrl", ClassicsTest::loadBufferingByControl)
          .put("LB+behind-if", ClassicsTest::loadBufferingBehindIf)
          .put("2+2W", ClassicsTest::twoPlusTwoWrites)
          .put("IRIW", () -> independentReads(false))
          .put("IRIW+mbs", () -> independentReads(true))
          .put("WRC+rel+acq", ClassicsTest::writeToReadCausality)
          .put("MP+relseq", ClassicsTest::releaseSequence)
          .put("RCU-MP", ClassicsTest::rcuMessagePassing)
          .put("RCU-1", () -> rcu(1))
          .put("RCU-2", () -> rcu(2))
          .put("SRCU-nested", ClassicsTest::overlappingSrcu)
          .put("race", () -> race(PLAIN, PLAIN))
          .put("no-race", () -> race(RELEASE, ACQUIRE))
          .put("trylock", ClassicsTest::tryLock)
          .put("is-locked", ClassicsTest::isLocked)
          .put("rcu-unbalanced", ClassicsTest::unbalanced)
          .put("CoRR-plain", () -> readTwice(PLAIN, PLAIN))
          .put("CoRR-plain-read", () -> readTwice(ONCE, PLAIN))
          .put("LB-plain", ClassicsTest::loadBufferingOfPlainAccesses)
          .buildOrThrow();

  private static Model storeBuffering(boolean fences) {
    ProgramBuilder program = new ProgramBuilder();
    ThreadBuilder one = program.thread().write("x", 1);
    (fences ? one.mb() : one).read("r0", "y");
    ThreadBuilder two = program.thread().write("y", 1);
    (fences ? two.mb() : two).read("r0", "x");
    return program.exists("0:r0=0", "1:r0=0");
  }

  private static Model storeBufferingByExchange() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().exchange("r1", "x", 1, RmwOrder.FULL).read("r0", "y");
    program.thread().exchange("r1", "y", 1, RmwOrder.FULL).read("r0", "x");
    return program.exists("0:r0=0", "1:r0=0");
  }

  private static Model storeBufferingByFailedExchange() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).compareExchange("r1", "z", 5, 6, RmwOrder.FULL).read("r0", "y");
    program.thread().write("y", 1).compareExchange("r1", "z", 5, 6, RmwOrder.FULL).read("r0", "x");
    return program.exists("0:r0=0", "1:r0=0");
  }

  private static Model storeBufferingBehindIncrement() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().incrementSilently("x").fence(Barrier.AFTER_ATOMIC).read("r0", "y");
    program
        .thread()
        .write("y", 1)
        .fence(Barrier.BEFORE_ATOMIC)
        .incrementSilently("z")
        .read("r0", "x");
    return program.exists("0:r0=0", "1:r0=0");
  }

  private static Model messagePassing(
      AccessKind write, AccessKind read, @Nullable Barrier between, @Nullable Barrier behind) {
    ProgramBuilder program = new ProgramBuilder();
    ThreadBuilder writer = program.thread().write("x", 1);
    if (between != null) {
      writer.fence(between);
    }
    writer.write("y", 1, write);
    ThreadBuilder reader = program.thread().read("r0", "y", read);
    if (behind != null) {
      reader.fence(behind);
    }
    reader.read("r1", "x");
    return program.exists("1:r0=1", "1:r1=0");
  }

  private static Model messagePassingUnderLock() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().lock("l").write("x", 1).unlock("l").write("y", 1);
    program.thread().read("r0", "y").lock("l").read("r1", "x").unlock("l");
    return program.exists("1:r0=1", "1:r1=0");
  }

  private static Model messagePassingByPointer() {
    ProgramBuilder program = new ProgramBuilder();
    long x = program.address("x");
    program.cell("p", program.address("dummy"));
    program.thread().write("x", 1).fence(Barrier.WMB).write("p", ProgramBuilder.constant(x), ONCE);
    ThreadBuilder reader = program.thread().read("r0", "p");
    reader.readAt("r1", reader.value("r0"), ONCE);
    return program.exists("1:r0=" + x, "1:r1=0");
  }

  private static Model loadBuffering(boolean first, boolean second) {
    ProgramBuilder program = new ProgramBuilder();
    ThreadBuilder one = program.thread().read("r0", "x");
    one.write("y", first ? ProgramBuilder.plus(one.value("r0"), 1) : number1(), ONCE);
    ThreadBuilder two = program.thread().read("r0", "y");
    two.write("x", second ? two.value("r0") : number1(), ONCE);
    return program.exists("0:r0=1", "1:r0=" + (first ? 2 : 1));
  }

  private static Expression number1() {
    return ProgramBuilder.constant(1);
  }

  private static Model loadBufferingByControl() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().read("r0", "x").ifNonZero("r0", 1).write("y", 1);
    program.thread().read("r0", "y").write("x", 1);
    return program.exists("0:r0=1", "1:r0=1");
  }

  private static Model loadBufferingBehindIf() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().read("r0", "x").ifNonZero("r0", 1).write("z", 1).write("y", 1);
    program.thread().read("r0", "y").write("x", 1, RELEASE);
    return program.exists("0:r0=1", "1:r0=1");
  }

  private static Model twoPlusTwoWrites() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).write("y", 2);
    program.thread().write("y", 1).write("x", 2);
    return program.exists("x=1", "y=1");
  }

  private static Model independentReads(boolean fences) {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1);
    program.thread().write("y", 1);
    ThreadBuilder one = program.thread().read("r0", "x");
    (fences ? one.mb() : one).read("r1", "y");
    ThreadBuilder two = program.thread().read("r0", "y");
    (fences ? two.mb() : two).read("r1", "x");
    return program.exists("2:r0=1", "2:r1=0", "3:r0=1", "3:r1=0");
  }

  private static Model writeToReadCausality() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1);
    program.thread().read("r0", "x").write("y", 1, RELEASE);
    program.thread().read("r0", "y", ACQUIRE).read("r1", "x");
    return program.exists("1:r0=1", "2:r0=1", "2:r1=0");
  }

  private static Model releaseSequence() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).write("y", 1, RELEASE);
    program.thread().incrementSilently("y");
    program.thread().read("r0", "y", ACQUIRE).read("r1", "x");
    return program.exists("2:r0=2", "2:r1=0");
  }

  private static Model rcuMessagePassing() {
    ProgramBuilder program = new ProgramBuilder();
    program
        .thread()
        .rcu(RcuOperation.Kind.READ_LOCK)
        .read("r0", "x")
        .read("r1", "y")
        .rcu(RcuOperation.Kind.READ_UNLOCK);
    program.thread().write("y", 1).rcu(RcuOperation.Kind.SYNCHRONIZE).write("x", 1);
    return program.exists("0:r0=1", "0:r1=0");
  }

  /** One grace period against a chain of critical sections. */
  private static Model rcu(int sections) {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x0", 1).rcu(RcuOperation.Kind.SYNCHRONIZE).read("r0", "x1");
    String[] terms = new String[sections + 1];
    terms[0] = "0:r0=0";
    for (int i = 1; i <= sections; i++) {
      program
          .thread()
          .rcu(RcuOperation.Kind.READ_LOCK)
          .write("x" + i, 1)
          .read("r0", "x" + (i + 1) % (sections + 1))
          .rcu(RcuOperation.Kind.READ_UNLOCK);
      terms[i] = i + ":r0=0";
    }
    return program.exists(terms);
  }

  private static Model overlappingSrcu() {
    ProgramBuilder program = new ProgramBuilder();
    program
        .thread()
        .srcuLock("r3", "s")
        .read("r2", "y")
        .srcuLock("r4", "s")
        .srcuUnlock("r3", "s")
        .read("r1", "x")
        .srcuUnlock("r4", "s");
    program.thread().write("y", 1).srcuSynchronize("s").write("x", 1);
    return program.exists("0:r1=1", "0:r2=0");
  }

  private static Model race(AccessKind write, AccessKind read) {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1, PLAIN).write("y", 1, write);
    program.thread().read("r0", "y", read).ifNonZero("r0", 1).read("r1", "x", PLAIN);
    return program.exists("1:r0=1", "1:r1=0");
  }

  private static Model tryLock() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().lock("l").write("x", 1).unlock("l");
    program
        .thread()
        .lock(LockOperation.Kind.TRY_LOCK, "r0", "l")
        .ifNonZero("r0", 2)
        .read("r1", "x")
        .unlock("l");
    return program.exists("1:r0=0");
  }

  private static Model isLocked() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().lock("l").write("x", 1).unlock("l");
    program.thread().lock("l").unlock("l").lock(LockOperation.Kind.IS_LOCKED, "r0", "l");
    return program.exists("1:r0=0");
  }

  private static Model readTwice(AccessKind write, AccessKind read) {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1, write);
    program.thread().read("r0", "x", read).read("r1", "x", read);
    return program.exists("1:r0=1", "1:r1=0");
  }

  private static Model loadBufferingOfPlainAccesses() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().read("r0", "x", PLAIN).write("y", 1, PLAIN);
    program.thread().read("r0", "y", PLAIN).write("x", 1, PLAIN);
    return program.exists("0:r0=1", "1:r0=1");
  }

  private static Model unbalanced() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().rcu(RcuOperation.Kind.READ_LOCK).write("x", 1);
    program.thread().rcu(RcuOperation.Kind.READ_UNLOCK).read("r0", "x");
    return program.exists("1:r0=0");
  }

  private static String outcome(String test, Machine machine) {
    Supplier<Model> model = TESTS.get(test);
    GraphResult result =
        GraphEngine.explore(
            Objects.requireNonNull(model).get(),
            MemoryModel.of(machine),
            Compiler.SOURCE,
            GraphOptions.DEFAULT);
    // The builder shows every cell at the end, locks too.
    String flags =
        result.flags().stream()
            .filter(flag -> !flag.equals("lock-final"))
            .collect(Collectors.joining(" "));
    String incomplete = result.incomplete() == null ? "" : "refused";
    return (result.positive() + "/" + result.negative() + " " + flags + incomplete).strip();
  }

  @ParameterizedTest
  @CsvSource({
    "SB,0/3,1/3,1/3,1/3,1/3",
    "SB+mbs,0/3,0/3,0/3,0/3,0/3",
    "SB+xchg,0/3,0/3,0/3,0/3,0/3",
    "SB+xchg-failed,0/3,0/3,1/3,1/3,1/3",
    "SB+inc,0/3,0/3,0/3,0/3,0/3",
    "MP,0/3,0/3,1/3,1/3,1/3",
    "MP+wmb+rmb,0/3,0/3,0/3,0/3,0/3",
    "MP+wmb,0/3,0/3,1/3,1/3,1/3",
    "MP+rel+acq,0/3,0/3,0/3,0/3,0/3",
    "MP+locks,0/3,0/3,0/3,0/3,0/3",
    "MP+addr,0/2,0/2,0/2,0/2,1/2",
    "LB,0/3,0/3,1/3,1/3,0/3",
    "LB+data,0/3,0/3,1/3,1/3,0/3",
    "LB+datas,0/3,0/3,0/3,0/3,0/3",
    "LB+ctrl,0/2,0/2,1/2,1/2,0/2",
    "LB+behind-if,0/3,0/3,1/3,1/3,0/3",
    "2+2W,0/3,0/3,1/3,1/3,1/3",
    "IRIW,0/15,0/15,1/15,1/15,1/15",
    "IRIW+mbs,0/15,0/15,0/15,0/15,0/15",
    "WRC+rel+acq,0/7,0/7,0/7,0/7,0/7",
    "MP+relseq,0/9,0/9,0/9,1/9,0/9",
    "RCU-MP,0/3,0/3,0/3,0/3,0/0 refused",
    "RCU-1,0/3,1/3,0/3,0/3,0/0 refused",
    "RCU-2,0/7,1/7,1/7,1/7,0/0 refused",
    "SRCU-nested,0/0 refused,0/0 refused,1/3,0/3 srcu-bad-nesting,0/0 refused",
    "race,0/2,0/2,1/2 data-race,1/2 data-race,1/2",
    "no-race,0/2,0/2,0/2,0/2,0/2",
    "trylock,1/2,1/2,1/2,1/2,1/2",
    "is-locked,3/1,3/1,3/1,0/1,3/1",
    "rcu-unbalanced,1/1,1/1,1/1 unmatched-rcu-lock unmatched-rcu-unlock,"
        + "1/1 unbalanced-rcu-locking,1/1",
    "CoRR-plain,0/3,0/3,0/3 data-race,0/3 data-race,1/3",
    "CoRR-plain-read,0/3,0/3,0/3 data-race,0/3 data-race,1/3",
    "LB-plain,0/3,0/3,1/3 data-race,1/3 data-race,1/3",
  })
  void hasExactlyTheseExecutions(
      String test, String sc, String tso, String lkmm, String lkmm61, String jvm) {
    assertEquals(sc, outcome(test, Machine.SC));
    assertEquals(tso, outcome(test, Machine.TSO));
    assertEquals(lkmm, outcome(test, Machine.LKMM));
    assertEquals(lkmm61, outcome(test, Machine.LKMM_6_1));
    assertEquals(jvm, outcome(test, Machine.JVM));
  }
}
