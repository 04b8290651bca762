package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each instruction does, alone and against one other CPU. */
class InstructionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "W x 7; R r0 x | 7",
        "W x 7; R tp p; R r0 *tp | 7",
        "W *tp 1 | BAD_ACCESS NULL dereference",
        "set tp 0xdead0000 * 0x100000000; set tp tp + 256; R r0 *tp "
            + "| BAD_ACCESS access through a poisoned list pointer",
        "set tp &x + 4; R r0 *tp | BAD_ACCESS access outside of every object",
        "set r0 8 / 2; set r1 r0 == 4 | 41",
        "R t0 x; set r0 1 / t0 | BAD_ACCESS division by zero",
        "xchg r0 x 5; R r1 x | 05",
        "cmpxchg r0 x 0 5; cmpxchg r1 x 0 6; R r2 x | 055",
        "add x 3; addret r0 x 4; R r1 x | 37",
        "lock l; islocked r0 l; trylock r1 l; unlock l; islocked r2 l | 100",
        "trylock r0 l; unlock l | 1",
        "unlock l | FAULT unlock of a lock that is not held",
        "nondet r0 -1 1 | -1 0 1",
        "set r0 3; nondet t0 0 1; assume t0 == 1 | 3",
        "assume x0 == 1 | ",
        "R t0 x; assert t0 == 1 | ASSERT assert t0 == 1",
        "atomic; W x 1; R r0 x; W x 2; end; R r1 x | 12",
        "atomic; R t0 x; require t0 == 0; end; set r0 5 | 5",
        "atomic; R t0 x; require t0 == 1; end; set r0 5 | DEADLOCK",
        "lock l; lock l | DEADLOCK",
        "irq save r0; irq save r1; irq restore r0; irq save r2 | 101",
        "irq off; irq on; irq save r0 | 1",
        "rlock; runlock; sync; set r0 1 | 1",
        "rlock; sync; runlock | DEADLOCK",
        "runlock; rlock; runlock; sync; set r0 1 | 1",
        "halt; set r0 1 | 0",
        "set r0 1; halt | 0",
        "set t0 0; L:; set t0 t0 + 1; bz L t0 == 9; set r0 t0 | 9",
        "bz L x0 == 0; set r0 1; goto E; L:; set r0 2; E: | 01",
        "ipi 0 f 1 | FAULT request to a CPU that has no such handler",
        "await; set r0 1 | 1",
        "L:; goto L | LIVELOCK loop without an end and without a step",
        "R t0 x; L:; set t1 t0 + 1; set t1 t1 - 1; goto L "
            + "| LIVELOCK loop without an end and without a step",
        "atomic; L:; R t0 x; bz L t0; end | LIVELOCK loop without an end and without a step",
        "mb; wmb; barrier; set r0 1 | 1",
        "set r0 0x7fffffffffffffff; W x r0; R r1 x; set r2 r1 == r0; set r0 0; set r1 0 | 001",
      })
  void aloneItGives(String code, String expected) {
    String text = "var x=0 p=&x l=0\ncpu0: " + code;
    for (Machine machine : new Machine[] {Machine.SC, Machine.TSO}) {
      for (Compiler compiler : Compiler.values()) {
        assertEquals(
            expected == null ? "" : expected,
            outcome(BruteForce.full(text, machine, compiler)),
            machine + " " + compiler);
      }
    }
  }

  private static String outcome(BruteForce search) {
    if (!search.answer().violations().isEmpty()) {
      return String.join(" ", search.answer().violations());
    }
    return search.answer().deadlock() ? "DEADLOCK" : String.join(" ", search.values());
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.class,
      names = {"SC", "TSO"})
  void criticalSectionsExcludeEachOther(Machine machine) {
    BruteForce search =
        BruteForce.full(
            """
            var x=0 l=0
            show x
            cpu0: lock l; R t0 x; set t0 t0 + 1; W x t0; unlock l
            cpu1: lock l; R t0 x; set t0 t0 + 1; W x t0; unlock l
            """,
            machine,
            Compiler.CPPO);
    assertEquals(ImmutableSet.of("2"), search.values());
  }

  @ParameterizedTest
  @CsvSource({
    "R t0 x; set t0 t0 + 1; W x t0, 1 2",
    "add x 1, 2",
    "addret t0 x 1, 2",
    "atomic; R t0 x; set t0 t0 + 1; W x t0; end, 2",
  })
  void incrementsAreLostUnlessIndivisible(String increment, String values) {
    String text = "var x=0\nshow x\ncpu0: " + increment + "\ncpu1: " + increment;
    for (Machine machine : new Machine[] {Machine.SC, Machine.TSO}) {
      assertEquals(
          ImmutableSet.copyOf(values.split(" ")),
          BruteForce.full(text, machine, Compiler.SOURCE).values());
    }
  }

  /** An increment without LOCK prefix: a handler cannot split it, another CPU can. */
  @ParameterizedTest
  @CsvSource({
    "SC, cpu1: ladd x 1, 2",
    "TSO, cpu1: ladd x 1, 1 2",
    "TSO, cpu1: add x 1, 1 2",
    "TSO, nmi0: ladd x 1, 1 2",
    "TSO, nmi0: W x 5, 1 5 6",
  })
  void unlockedIncrementsAreLostToOtherCpusOnly(Machine machine, String other, String values) {
    for (Compiler compiler : Compiler.values()) {
      String text = "var x=0\nshow x\ncpu0: ladd x 1\n" + other;
      assertEquals(
          ImmutableSet.copyOf(values.split(" ")),
          BruteForce.full(text, machine, compiler).values());
    }
  }

  /** Store buffering through increments: those without LOCK prefix do not drain the buffer. */
  @ParameterizedTest
  @CsvSource({
    "add x 1, add y 1, SOURCE, false",
    "ladd x 1, ladd y 1, SOURCE, true",
    "ladd x 1, add y 1, SOURCE, true",
    "radd x 1, radd y 1, CPPO, true",
  })
  void unlockedIncrementsWaitInTheBuffer(
      String first, String second, Compiler compiler, boolean seen) {
    String text = "var x=0 y=0\ncpu0: " + first + "; R! r0 y\ncpu1: " + second + "; R! r0 x";
    for (BruteForce.Mode mode : BruteForce.Mode.values()) {
      BruteForce search = BruteForce.search(text, Machine.TSO, compiler, mode);
      assertEquals(seen, search.values().contains("00"), "" + mode);
    }
  }

  /** raw_cpu_add() is no volatile access. */
  @ParameterizedTest
  @CsvSource({"ladd, false", "radd, true"})
  void onlyVolatileIncrementsKeepTheirPlace(String increment, boolean reordered) {
    String text = "var x=0 y=0\ncpu0: " + increment + " x 1; W! y 1\ncpu1: R! r0 y; R! r1 x";
    assertEquals(
        reordered, BruteForce.full(text, Machine.SC, Compiler.CPPO).values().contains("10"));
  }

  /** RCU shapes that no grace period allows; what a reader has stored waits in its buffer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Two stores and a grace period between, the reader loads: RCU+sync+read.
        "W! x 1; sync; W! y 1 | rlock; R! r0 y; R! r1 x; runlock | 10",
        // The reader stores in its section, which the updater must see after it.
        "W! y 1; sync; R! r0 x | rlock; R! r0 y; W! x 1; runlock | 00",
        "W! y 1; sync; R! r0 x | rlock; W! x 1; R! r0 y; runlock | 00",
        "W! y 1; sync; R! r0 x | W! x 1; rlock; R! r0 y; runlock | 00",
        "W! y 1; sync; R! r0 x | rlock; rlock; R! r0 y; W! x 1; runlock; runlock | 00",
        // Load buffering.
        "R! r0 x; sync; W! y 1 | rlock; R! r0 y; W! x 1; runlock | 11",
      })
  void gracePeriodsForbid(String updater, String reader, String never) {
    String text = "var x=0 y=0\ncpu0: " + updater + "\ncpu1: " + reader;
    for (Machine machine : new Machine[] {Machine.SC, Machine.TSO}) {
      for (Compiler compiler : Compiler.values()) {
        for (BruteForce.Mode mode : BruteForce.Mode.values()) {
          BruteForce search = BruteForce.search(text, machine, compiler, mode);
          assertEquals(false, search.values().contains(never), machine + " " + compiler + mode);
          assertEquals(false, search.answer().deadlock());
        }
      }
    }
  }

  /** What no read-side section has to do with may still wait in a buffer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W! y 1; sync; R! r0 x | R! r0 y; W! x 1 | 00",
        "W! y 1; sync; R! r0 x | rlock; R! r0 z; runlock; W! x 1; R! r0 y | 00",
      })
  void gracePeriodsAllow(String updater, String reader, String sometimes) {
    String text = "var x=0 y=0 z=0\ncpu0: " + updater + "\ncpu1: " + reader;
    for (BruteForce.Mode mode : BruteForce.Mode.values()) {
      BruteForce search = BruteForce.search(text, Machine.TSO, Compiler.SOURCE, mode);
      assertEquals(true, search.values().contains(sometimes), "" + mode);
    }
  }

  @ParameterizedTest
  @EnumSource(Compiler.class)
  void aGracePeriodWaitsForReadersThatWereThere(Compiler compiler) {
    BruteForce search =
        BruteForce.full(
            """
            var x=0 y=0
            cpu0: W! x 1; sync; W! y 1
            cpu1: rlock; R! r0 y; R! r1 x; runlock
            """,
            Machine.TSO,
            compiler);
    assertEquals(ImmutableSet.of("00", "01", "11"), search.values());
  }

  @ParameterizedTest
  @EnumSource(Compiler.class)
  void awaitBlocksUntilItsConditionHolds(Compiler compiler) {
    BruteForce search =
        BruteForce.full(
            """
            var x=0 y=0
            cpu0: W! y 5; W! x 1
            cpu1: atomic; R t0 x; require t0 != 0; end; R! r0 y
            """,
            Machine.TSO,
            compiler);
    assertEquals(ImmutableSet.of("5"), search.values());
    assertEquals(false, search.answer().deadlock());
  }

  @ParameterizedTest
  @EnumSource(
      value = Machine.class,
      names = {"SC", "TSO"})
  void aSpinLoopIsAFiniteGraphWithoutDeadlock(Machine machine) {
    BruteForce search =
        BruteForce.full(
            """
            var x=0
            cpu0: W! x 1
            cpu1: L:; R! t0 x; bz L t0; set r0 t0
            """,
            machine,
            Compiler.CPPO);
    assertEquals(ImmutableSet.of("1"), search.values());
    assertEquals(false, search.answer().deadlock());
  }
}
