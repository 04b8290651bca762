package dev.kaboom.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import org.junit.jupiter.api.Test;

/** Which programs a machine cannot tell apart. */
class ErasureTest {
  private static Program program(String body) {
    String text =
        """
        #include <linux/atomic.h>
        static int x, y;
        CPU(0) { int r = 0;
        %s
        }
        CPU(1) { y = x; }
        """;
    return FrontEnd.load("m.c", text.formatted(body), ImmutableMap.of())
        .model()
        .orElseThrow()
        .program();
  }

  private static void check(
      String one, String other, Machine machine, Compiler compiler, boolean same) {
    boolean found =
        Erasure.of(program(one), machine, compiler)
            .equals(Erasure.of(program(other), machine, compiler));
    assertEquals(same, found, one + " and " + other + " under " + machine + " " + compiler);
  }

  @Test
  void inSourceOrderScKnowsNoFenceAndNoMarking() {
    check("x = 1; smp_mb();", "x = 1;", Machine.SC, Compiler.SOURCE, true);
    check("WRITE_ONCE(x, 1);", "x = 1;", Machine.SC, Compiler.SOURCE, true);
    check("smp_store_release(&x, 1);", "x = 1;", Machine.SC, Compiler.SOURCE, true);
    check("x = 1; y = 2;", "y = 2; x = 1;", Machine.SC, Compiler.SOURCE, false);
  }

  @Test
  void tsoKnowsTheFullBarrier() {
    check("x = 1; smp_mb();", "x = 1;", Machine.TSO, Compiler.SOURCE, false);
    check("x = 1; smp_wmb(); r = y;", "x = 1; r = y;", Machine.TSO, Compiler.SOURCE, true);
    check("r = xchg(&x, 1);", "r = xchg_relaxed(&x, 1);", Machine.TSO, Compiler.SOURCE, true);
  }

  @Test
  void underCppoAndLkmmEveryOrderingCounts() {
    for (Machine machine : Machine.values()) {
      check("x = 1; smp_wmb();", "x = 1;", machine, Compiler.CPPO, false);
      check("WRITE_ONCE(x, 1);", "x = 1;", machine, Compiler.CPPO, false);
    }
    check("x = 1; smp_wmb();", "x = 1;", Machine.LKMM, Compiler.SOURCE, false);
    check("r = xchg(&x, 1);", "r = xchg_relaxed(&x, 1);", Machine.LKMM, Compiler.SOURCE, false);
  }

  @Test
  void whatIsLeftOutMovesTheTargetsOfBranches() {
    check(
        "if (y) { smp_wmb(); x = 1; } else { smp_rmb(); x = 2; }  y = 3;",
        "if (y) { x = 1; } else { x = 2; }  y = 3;",
        Machine.SC,
        Compiler.SOURCE,
        true);
    check(
        "while (y) { barrier(); x = 1; } y = 3;",
        "while (y) { x = 1; } y = 3;",
        Machine.SC,
        Compiler.SOURCE,
        true);
  }
}
