package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.lang.front.LoadResult;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * On every program that a small alphabet of C can spell, with handlers, dependencies and branches,
 * the search of interleavings and that of execution graphs come to the same final states.
 */
class HandlerAgreementTest {
  private static final InterleavingEngine INTERLEAVINGS = new InterleavingEngine();
  private static final GraphSearch GRAPHS = new GraphSearch();

  private final List<String> contradictions = new ArrayList<>();

  /** Every sequence of so many statements; {@code @} stands for the place in the sequence. */
  private static List<String> sequences(int length, ImmutableList<String> statements) {
    List<String> bodies = new ArrayList<>();
    for (List<String> choice : Lists.cartesianProduct(Collections.nCopies(length, statements))) {
      StringBuilder body = new StringBuilder("int r0 = 0; ");
      for (int place = 1; place <= length; place++) {
        String statement = choice.get(place - 1);
        body.append("int r").append(place).append(" = 0; ");
        body.append(
            statement.replace("@@", String.valueOf(place - 1)).replace("@", String.valueOf(place)));
        body.append(' ');
      }
      bodies.add(body.toString());
    }
    return bodies;
  }

  private void compare(String name, String text, Machine machine, Compiler compiler) {
    LoadResult loaded = FrontEnd.load(name, text, ImmutableMap.of());
    Model model = loaded.model().orElseThrow(() -> new AssertionError(loaded.diagnostics() + text));
    CheckOptions options = CheckOptions.defaults();
    CheckResult expected =
        INTERLEAVINGS.check(model, machine, compiler, options, ProgressListener.none());
    CheckResult found = GRAPHS.check(model, machine, compiler, options, ProgressListener.none());
    if (!found.states().equals(expected.states())
        || !expected.verdict().label().equals(found.verdict().label())) {
      contradictions.add(
          "%s %s %s\n  interleavings %s %s\n  graphs %s %s"
              .formatted(
                  text,
                  machine.label(),
                  compiler.label(),
                  expected.verdict(),
                  expected.states(),
                  found.verdict(),
                  found.states()));
    }
  }

  /** Interleavings count a final state, but no violation, that rests on a guess that is wrong. */
  private void compareVerdicts(String text) {
    Model model = FrontEnd.load("t.c", text, ImmutableMap.of()).model().orElseThrow();
    CheckOptions options = CheckOptions.defaults();
    CheckResult expected =
        INTERLEAVINGS.check(model, Machine.SC, Compiler.CPPO, options, ProgressListener.none());
    CheckResult found =
        GRAPHS.check(model, Machine.SC, Compiler.CPPO, options, ProgressListener.none());
    if (!expected.states().containsAll(found.states())
        || !agree(expected.verdict(), found.verdict())) {
      contradictions.add(
          text
              + ("\n  interleavings " + expected.verdict().label() + " " + expected.states())
              + ("\n  graphs " + found.verdict().label() + " " + found.states()));
    }
  }

  /** The same answer, or one that only the search of graphs has. */
  private static boolean agree(Verdict expected, Verdict found) {
    return expected.label().equals(found.label())
        || (expected instanceof Verdict.Inconclusive && found instanceof Verdict.Violated);
  }

  private void compareAll(String name, String text) {
    compare(name, text, Machine.SC, Compiler.SOURCE);
    compare(name, text, Machine.TSO, Compiler.SOURCE);
    compare(name, text, Machine.SC, Compiler.CPPO);
  }

  private void agree() {
    assertEquals(
        0,
        contradictions.size(),
        () -> String.join("\n", contradictions.subList(0, Math.min(8, contradictions.size()))));
  }

  private static String litmus(String cpu, String handler) {
    return """
        C t
        {}
        P0(int *x, int *y)
        {
          %s
        }
        NMI0(int *x, int *y)
        {
          %s
        }
        locations [0:r1; 0:r2; 0:r3; x; y; seen]
        """
        .formatted(cpu, handler)
        .replace("NMI0(int *x, int *y)", "NMI0(int *x, int *y, int *seen)");
  }

  @Test
  void withDependenciesAndBranches() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "*x = @;",
            "r@ = *x;",
            "r@ = READ_ONCE(*y);",
            "*y = r@@ + 10;",
            "if (r@@) *y = @;",
            "if (r@@) r@ = *x;",
            "smp_store_release(y, @);",
            "barrier();");
    int count = 0;
    for (String body : sequences(3, statements)) {
      for (String handler :
          ImmutableList.of(
              "*x = 20; *y = 30;",
              "int a = READ_ONCE(*y); int b = *x; WRITE_ONCE(*seen, 100 * a + b + 1);")) {
        compareAll("t.litmus", litmus(body, handler));
        count++;
      }
    }
    assertEquals(1024, count);
    agree();
  }

  @Test
  void withMasksAndNestedHandlers() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "x = @;",
            "WRITE_ONCE(y, x + 1);",
            "local_irq_disable();",
            "local_irq_enable();",
            "unsigned long f@; local_irq_save(f@); x = 10 * x; local_irq_restore(f@);",
            "barrier();");
    int count = 0;
    for (String body : sequences(3, statements)) {
      String text =
          """
          #include <linux/irqflags.h>
          int x, y, seen, nmis;
          CPU(0) { %s }
          IRQ(0) { x = x + 100; y = 5; }
          NMI(0, 2) { nmis = nmis + 1; seen = 1000 * x + y; }
          """;
      compareAll("t.c", text.formatted(body));
      count++;
    }
    assertEquals(216, count);
    agree();
  }

  @Test
  void withRequestsAndHalts() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "x = @;",
            "smp_call_function_single(1, ipi, (void *)@, 1);",
            "smp_call_function_single(1, ipi, (void *)@, 0);",
            "send_nmi(1, nmi, (void *)@);",
            "WRITE_ONCE(y, x);");
    int count = 0;
    for (String other :
        ImmutableList.of(
            "x = 7; y = x;",
            "local_irq_disable(); x = 7; local_irq_enable();",
            "x = 7; halt(); y = 1;")) {
      for (String body : sequences(2, statements)) {
        String text =
            """
            #include <linux/smp.h>
            #include <linux/irqflags.h>
            int x, y, seen, nmis;
            static void ipi(void *arg) { seen = 10 * seen + (long)arg; x = 50; }
            static void nmi(void *arg) { nmis = 10 * seen + x + (long)arg; }
            CPU(0) { %s }
            CPU(1) { %s }
            """;
        compareAll("t.c", text.formatted(body, other));
        count++;
      }
    }
    assertEquals(75, count);
    agree();
  }

  @Test
  void withWaitsThatAHandlerEnds() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "WRITE_ONCE(x, @);",
            "await(READ_ONCE(y) == 1);",
            "await(READ_ONCE(x) == READ_ONCE(y));",
            "WRITE_ONCE(z, READ_ONCE(y) + @);");
    int count = 0;
    for (String body : sequences(3, statements)) {
      for (String handler : ImmutableList.of("if (x) y = 1;", "y = 1;", "y = x + 1; x = 1;")) {
        String text =
            """
            int x, y, z;
            CPU(0) { %s }
            NMI(0) { %s }
            CPU(1) { await(READ_ONCE(y) == 1); WRITE_ONCE(x, 1); }
            """;
        compareAll("t.c", text.formatted(body, handler));
        count++;
      }
    }
    assertEquals(192, count);
    agree();
  }

  private static String halting(String cpu, String handler) {
    return """
        int x, y, z, seen, nmis;
        CPU(0) { %s }
        NMI(0) { %s halt(); }
        """
        .formatted(cpu, handler);
  }

  @Test
  void withHandlersThatHaltTheirCpu() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "x = @;",
            "WRITE_ONCE(y, @);",
            "smp_store_release(&z, @);",
            "r@ = x; z = r@ + 10;",
            "r@ = READ_ONCE(y); x = r@ + 20;",
            "r@ = smp_load_acquire(&z);",
            "if (r@@) y = @ + 30;",
            "barrier();");
    int count = 0;
    for (String body : sequences(3, statements)) {
      for (String handler : ImmutableList.of("", "nmis = 1; seen = 100 * x + y;")) {
        compareAll("t.c", halting(body, handler));
        count++;
      }
    }
    assertEquals(1024, count);
    agree();
  }

  @Test
  void withHandlersThatHaltBehindEveryMarking() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "x = @;",
            "y = @ + 10;",
            "WRITE_ONCE(x, @);",
            "WRITE_ONCE(z, @);",
            "smp_store_release(&y, @);",
            "r@ = x;",
            "r@ = READ_ONCE(y);",
            "r@ = smp_load_acquire(&x);",
            "z = r@@ + 20;",
            "if (r@@) x = @ + 30;");
    int count = 0;
    for (String body : sequences(3, statements)) {
      String text =
          """
          int x, y, z, seen;
          CPU(0) { %s }
          CPU(1) { int a = READ_ONCE(y); WRITE_ONCE(z, a + 40); }
          NMI(0) { seen = x + 1; halt(); }
          """;
      compareAll("t.c", text.formatted(body));
      count++;
    }
    assertEquals(1000, count);
    agree();
  }

  @Test
  void withHandlersThatEndBehindGuessedBranches() {
    ImmutableList<String> behind =
        ImmutableList.of(
            "if (r) z = 1; x = 3;",
            "if (r) y = 2; x = 3;",
            "if (r) z = 1; else seen = 0; x = 3;",
            "int v = 1; if (!r) v = 2; x = v;",
            "int v = 1; if (r) v = 2; x = v;",
            "assume(r); x = 3;",
            "assert(r); x = 3;",
            "BUG_ON(!r); x = 3;",
            "int s = r ? z : 5; x = 3; z = s;",
            "while (r) { r = z; } x = 3;");
    ImmutableList<String> handlers =
        ImmutableList.of(
            "halt();",
            "seen = 10 * x + y + 1; halt();",
            "y = 0; halt();",
            "assert(x == 0 || y != 0);",
            "seen = x; assert(seen != 2);");
    int count = 0;
    for (String statement : behind) {
      for (String handler : handlers) {
        for (String other : ImmutableList.of("", "CPU(1) { WRITE_ONCE(y, 0); }")) {
          String text =
              """
              #include <linux/bug.h>
              int x, y, z, seen;
              CPU(0) { WRITE_ONCE(y, 1); int r = READ_ONCE(y); %s }
              NMI(0) { %s }
              %s
              FINALLY("not early", x == 0 || y != 0 || seen);
              """;
          compareVerdicts(text.formatted(statement, handler, other));
          count++;
        }
      }
    }
    assertEquals(100, count);
    agree();
  }
}
