package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Engine;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What fails on one CPU has failed, though an assumption of another ends every way to go on: both
 * engines find the same programs to have a fault.
 */
class AssumptionAgreementTest {
  private static final ImmutableList<String> STATEMENTS =
      ImmutableList.of(
          "WRITE_ONCE(x, 1);",
          "WRITE_ONCE(y, 1);",
          "WRITE_ONCE(y, READ_ONCE(x) + 1);",
          "assume(READ_ONCE(x) == 0);",
          "assume(READ_ONCE(x) == 1);",
          "assume(READ_ONCE(x) == 2);",
          "assume(READ_ONCE(y) == 0);",
          "await(READ_ONCE(x));");

  private int faults;

  @Test
  void enginesFindTheSameFaults() {
    List<String> contradictions = new ArrayList<>();
    for (List<String> code : Lists.cartesianProduct(Collections.nCopies(3, STATEMENTS))) {
      String text =
          "int x, y;\nCPU(0) { WRITE_ONCE(x, 1); if (READ_ONCE(y) == 2) fault(\"two\"); }\n"
              + "CPU(1) { "
              + String.join(" ", code)
              + " }\n";
      for (Machine machine : ImmutableList.of(Machine.SC, Machine.TSO)) {
        boolean expected = hasFault(new InterleavingEngine(), text, machine);
        faults += expected ? 1 : 0;
        if (hasFault(new GraphSearch(), text, machine) != expected) {
          contradictions.add(machine.label() + " " + expected + " " + text);
        }
      }
    }
    assertEquals(ImmutableList.of(), contradictions);
    assertTrue(faults > 200, () -> faults + " faults");
  }

  @Test
  void aFailureThatNothingFollowsIsAnExecution() {
    String text =
        """
        int x;
        CPU(0) { WRITE_ONCE(x, 1); fault("one"); }
        CPU(1) { assume(READ_ONCE(x) == 2); }
        """;
    Model model = FrontEnd.load("t.c", text, ImmutableMap.of()).model().orElseThrow();
    CheckResult found =
        new GraphSearch()
            .check(
                model,
                Machine.LKMM,
                Compiler.SOURCE,
                CheckOptions.defaults(),
                ProgressListener.none());
    assertEquals("violated", found.verdict().label());
    assertEquals(1, found.statistics().executions());
  }

  private static boolean hasFault(Engine engine, String text, Machine machine) {
    Model model = FrontEnd.load("t.c", text, ImmutableMap.of()).model().orElseThrow();
    Verdict verdict =
        engine
            .check(
                model, machine, Compiler.SOURCE, CheckOptions.defaults(), ProgressListener.none())
            .verdict();
    return verdict instanceof Verdict.Violated violated
        && violated.violation().kind() == Violation.Kind.FAULT;
  }
}
