package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.Expected;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers in execution graphs: what the kernel's model, and a compiler, make of them. */
class HandlerConformanceTest {
  private static final String PUBLISH =
      """
      C publish
      {}
      P0(int *data, int *flag)
      {
        %s
      }
      %s0(int *data, int *flag, int *seen)
      {
        int f = READ_ONCE(*flag);
        int d = READ_ONCE(*data);
        if (f == 1 && d == 0)
          WRITE_ONCE(*seen, 1);
      }
      exists (seen=1)
      """;

  private static CheckResult check(String text, Machine machine, Compiler compiler) {
    Model model = FrontEnd.load("t.litmus", text, ImmutableMap.of()).model().orElseThrow();
    CheckOptions options = CheckOptions.defaults().withEngine(EngineChoice.GRAPHS);
    return Wiring.services()
        .checker()
        .check(model, machine, compiler, options, ProgressListener.none());
  }

  private static void sees(String expected, String text, Machine machine, Compiler compiler) {
    CheckResult result = check(text, machine, compiler);
    String title = machine + " " + compiler + "\n" + text;
    assertEquals(expected, Expected.title(result.observation()), title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*data = 1; *flag = 1; | Never | Sometimes",
        "*data = 1; WRITE_ONCE(*flag, 1); | Never | Sometimes",
        "WRITE_ONCE(*data, 1); *flag = 1; | Never | Sometimes",
        "WRITE_ONCE(*data, 1); WRITE_ONCE(*flag, 1); | Never | Never",
        "*data = 1; barrier(); *flag = 1; | Never | Never",
        "*data = 1; smp_wmb(); *flag = 1; | Never | Never",
        "*data = 1; smp_store_release(flag, 1); | Never | Never",
        "*flag = 1; *data = 1; | Sometimes | Sometimes",
      })
  void aHandlerSeesWhatTheCompilerLeavesInOrder(String code, String source, String cppo) {
    for (Machine machine : List.of(Machine.LKMM, Machine.LKMM_6_1, Machine.SC)) {
      String text = PUBLISH.formatted(code, "NMI");
      sees(source, text, machine, Compiler.SOURCE);
      sees(cppo, text, machine, Compiler.CPPO);
    }
  }

  private static final String MASKED =
      """
      #include <linux/irqflags.h>
      #include <linux/compiler.h>
      int data, flag;
      CPU(0) { local_irq_disable(); data = 1; flag = 1; local_irq_enable(); }
      %s(0) { int f = flag; barrier(); if (f) BUG_ON(!data); }
      """;

  @ParameterizedTest
  @CsvSource({
    "IRQ, SOURCE, holds",
    "IRQ, CPPO, holds",
    "NMI, SOURCE, holds",
    "NMI, CPPO, violated"
  })
  void anNmiComesWhileInterruptsAreMaskedAndAnIrqDoesNot(
      String handler, Compiler compiler, String verdict) {
    Model model =
        FrontEnd.load("t.c", MASKED.formatted(handler), ImmutableMap.of()).model().orElseThrow();
    for (Machine machine : List.of(Machine.LKMM, Machine.LKMM_6_1, Machine.SC)) {
      CheckOptions options = CheckOptions.defaults().withEngine(EngineChoice.GRAPHS);
      CheckResult result =
          Wiring.services()
              .checker()
              .check(model, machine, compiler, options, ProgressListener.none());
      assertEquals(verdict, result.verdict().label(), machine + " " + handler);
    }
  }

  @Test
  void anRmwIsNotSplitByAHandlerOfItsOwnCpu() {
    String text =
        """
        C increments
        {}
        P0(atomic_t *x)
        {
          %s
        }
        NMI0(atomic_t *x, int *came)
        {
          atomic_inc(x);
          WRITE_ONCE(*came, 1);
        }
        exists (came=1 /\\ x=1)
        """;
    String split = "int r0 = atomic_read(x); atomic_set(x, r0 + 1);";
    for (Compiler compiler : Compiler.values()) {
      sees("Never", text.formatted("atomic_inc(x);"), Machine.LKMM, compiler);
      sees("Never", text.formatted("int r0 = atomic_inc_return(x);"), Machine.LKMM, compiler);
      sees("Sometimes", text.formatted(split), Machine.LKMM, compiler);
    }
  }

  private static final String ACROSS =
      """
      C across
      {}
      P0(int *x, int *y) { %s }
      NMI0(int *x, int *y) { %s }
      P1(int *x, int *y) { int r0 = READ_ONCE(*y); smp_rmb(); int r1 = READ_ONCE(*x); }
      exists (1:r0=1 /\\ 1:r1=0)
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Whether the handler came first cannot be told: no order at all.
        "WRITE_ONCE(*x, 1); | smp_mb(); WRITE_ONCE(*y, 1); | Sometimes",
        // It has seen the store that it interrupted; entry and exit are no fence all the same.
        "WRITE_ONCE(*x, 1); | if (READ_ONCE(*x)) WRITE_ONCE(*y, 1); | Sometimes",
        "WRITE_ONCE(*x, 1); | if (READ_ONCE(*x)) smp_store_release(y, 1); | Never",
        "WRITE_ONCE(*x, 1); smp_wmb(); | if (READ_ONCE(*x)) WRITE_ONCE(*y, 1); | Sometimes",
        "WRITE_ONCE(*x, 1); | if (READ_ONCE(*x)) { smp_wmb(); WRITE_ONCE(*y, 1); } | Never",
      })
  void otherCpusSeeAHandlersAccessesAsTheMemoryModelSays(
      String cpu, String handler, String expected) {
    for (Machine machine : List.of(Machine.LKMM, Machine.LKMM_6_1)) {
      sees(expected, ACROSS.formatted(cpu, handler), machine, Compiler.SOURCE);
      sees(expected, ACROSS.formatted(cpu, handler), machine, Compiler.CPPO);
    }
  }

  @Test
  void plainAccessesOfAHandlerAndItsCpuDoNotRaceAndThoseOfAnotherCpuDo() {
    String own =
        """
        C own
        {}
        P0(int *x) { *x = 1; }
        NMI0(int *x) { *x = 2; }
        exists (x=2)
        """;
    String other =
        own.replace("NMI0(int *x) { *x = 2; }", "NMI0(int *x) { *x = 2; }\nP1(int *x) { *x = 3; }");
    assertEquals(List.of(), List.copyOf(check(own, Machine.LKMM, Compiler.SOURCE).flags()));
    assertEquals(List.of(), List.copyOf(check(own, Machine.LKMM, Compiler.CPPO).flags()));
    assertEquals(
        List.of("data-race"), List.copyOf(check(other, Machine.LKMM, Compiler.SOURCE).flags()));
  }

  @Test
  void aHandlerDrainsTheStoreBuffer() {
    String text =
        """
        C sb
        {}
        P0(int *x, int *y) { WRITE_ONCE(*x, 1); int r0 = READ_ONCE(*y); }
        NMI0(int *came) { WRITE_ONCE(*came, 1); }
        P1(int *x, int *y, int *came)
        {
          WRITE_ONCE(*y, 1);
          smp_mb();
          int r0 = READ_ONCE(*x);
        }
        exists (0:r0=0 /\\ 1:r0=0)
        """;
    sees("Sometimes", text, Machine.TSO, Compiler.SOURCE);
    String between =
        """
        C between
        {}
        P0(int *x, int *y, int *mark)
        {
          WRITE_ONCE(*x, 1);
          int r0 = READ_ONCE(*y);
        }
        NMI0(int *x, int *y, int *seen)
        {
          int a = READ_ONCE(*x);
          int b = READ_ONCE(*y);
          if (a == 1 && b == 0)
            WRITE_ONCE(*seen, 1);
        }
        P1(int *x, int *y)
        {
          WRITE_ONCE(*y, 1);
          smp_mb();
          int r0 = READ_ONCE(*x);
        }
        exists (seen=1 /\\ 1:r0=0)
        """;
    sees("Never", between, Machine.TSO, Compiler.SOURCE);
    sees("Sometimes", between, Machine.LKMM, Compiler.SOURCE);
  }
}
