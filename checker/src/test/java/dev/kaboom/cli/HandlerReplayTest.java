package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.FinalState;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.GraphViolation;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.replay.Claim;
import dev.kaboom.graph.replay.GraphReplay;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * On every program that a small alphabet of C can spell, with handlers and requests, an execution
 * for each final state, each deadlock and each failed check is confirmed by running it again.
 */
class HandlerReplayTest {
  private final List<String> objections = new ArrayList<>();
  private int confirmed;

  private static List<String> sequences(int length, ImmutableList<String> statements) {
    List<String> bodies = new ArrayList<>();
    for (List<String> choice : Lists.cartesianProduct(Collections.nCopies(length, statements))) {
      StringBuilder body = new StringBuilder();
      for (int place = 1; place <= length; place++) {
        body.append(choice.get(place - 1).replace("@", String.valueOf(place))).append(' ');
      }
      bodies.add(body.toString());
    }
    return bodies;
  }

  private static Model load(String text) {
    Model model =
        FrontEnd.load("t.c", text, ImmutableMap.of())
            .model()
            .orElseThrow(() -> new AssertionError(text));
    ImmutableList<Observable> cells =
        model.program().memory().locations().stream()
            .map(cell -> new Observable.OfLocation(cell.name(), cell.index()))
            .collect(ImmutableList.toImmutableList());
    return new Model(
        model.program(), model.properties(), cells, model.expectation(), model.dialect());
  }

  private static GraphResult explore(Model model, Machine machine, Compiler compiler) {
    return GraphEngine.explore(
        model, MemoryModel.of(machine, compiler), compiler, GraphOptions.DEFAULT);
  }

  /** The model that asks for this final state. */
  private static Model asking(Model model, FinalState state) {
    Formula formula = new Formula.Literal(true);
    for (int i = 0; i < model.observables().size(); i++) {
      formula =
          new Formula.And(
              formula,
              new Formula.EqualsConstant(model.observables().get(i), state.values().get(i)));
    }
    Property condition =
        new Property.FinalCondition(
            "state", Position.NONE, Quantifier.EXISTS, formula, new Formula.Literal(true), "state");
    return new Model(
        model.program(),
        ImmutableList.of(condition),
        model.observables(),
        model.expectation(),
        model.dialect());
  }

  private void confirm(String text, Machine machine, Compiler compiler) {
    Model model = load(text);
    GraphResult found = explore(model, machine, compiler);
    for (FinalState state : found.states().keySet()) {
      Model asking = asking(model, state);
      Execution witness = explore(asking, machine, compiler).positiveWitness();
      confirm(text, asking, machine, compiler, witness, new Claim.Proposition(true));
    }
    Violation deadlock = new Violation(Violation.Kind.DEADLOCK, "deadlock", Position.NONE);
    if (found.blocked() > 0) {
      confirm(text, model, machine, compiler, found.blockedWitness(), new Claim.Shows(deadlock));
    }
    for (GraphViolation wrong : found.violations()) {
      Claim claim = new Claim.Shows(wrong.violation());
      confirm(text, model, machine, compiler, wrong.execution(), claim);
    }
  }

  private void confirm(
      String text,
      Model model,
      Machine machine,
      Compiler compiler,
      @Nullable Execution witness,
      Claim claim) {
    if (witness != null && witness.reordered()) {
      return;
    }
    confirmed++;
    String objection =
        witness == null
            ? "no witness"
            : GraphReplay.objection(model, machine, compiler, withoutSearchMarks(witness), claim)
                .orElse("");
    if (!objection.isEmpty()) {
      objections.add(
          "%s %s %s %s: %s".formatted(text, machine.label(), compiler.label(), claim, objection));
    }
  }

  private static Execution withoutSearchMarks(Execution execution) {
    var marks = Sets.immutableEnumSet(Tag.INDIVISIBLE, Tag.INDIVISIBLE_WRITE);
    return execution.withEvents(
        execution.events().stream()
            .map(event -> event.withTags(Sets.difference(event.tags(), marks).immutableCopy()))
            .collect(ImmutableList.toImmutableList()));
  }

  private void confirmInSourceOrder(String text) {
    for (Machine machine : List.of(Machine.SC, Machine.TSO, Machine.LKMM)) {
      confirm(text, machine, Compiler.SOURCE);
    }
  }

  private void allAreConfirmed(int count) {
    assertEquals(
        0,
        objections.size(),
        () -> String.join("\n", objections.subList(0, Math.min(5, objections.size()))));
    assertEquals(count, confirmed);
  }

  private static final ImmutableList<String> MASKS =
      ImmutableList.of(
          "x = @;",
          "WRITE_ONCE(y, x + 1);",
          "local_irq_disable();",
          "local_irq_enable();",
          "unsigned long f@; local_irq_save(f@); x = 10 * x; local_irq_restore(f@);",
          "if (y) z = @;");

  @Test
  void withMasksAndNestedHandlers() {
    for (String body : sequences(2, MASKS)) {
      confirmInSourceOrder(
          """
          #include <linux/irqflags.h>
          int x, y, z, seen, nmis;
          CPU(0) { %s }
          IRQ(0) { x = x + 100; y = 5; }
          NMI(0) { nmis = nmis + 1; seen = 1000 * x + y; }
          FINALLY("any", 1);
          """
              .formatted(body));
    }
    allAreConfirmed(1557);
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
    for (String other :
        ImmutableList.of(
            "x = 7; y = x;",
            "local_irq_disable(); x = 7; local_irq_enable();",
            "local_irq_disable();",
            "x = 7; halt(); y = 1;")) {
      for (String body : sequences(2, statements)) {
        confirmInSourceOrder(
            """
            #include <linux/smp.h>
            #include <linux/irqflags.h>
            int x, y, seen, nmis;
            static void ipi(void *arg) { seen = 10 * seen + (long)arg; x = 50; }
            static void nmi(void *arg) { nmis = 10 * seen + x + (long)arg; }
            CPU(0) { %s }
            CPU(1) { %s }
            FINALLY("any", 1);
            """
                .formatted(body, other));
      }
    }
    allAreConfirmed(1027);
  }

  @Test
  void withWaitsAndFailures() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "WRITE_ONCE(x, @);",
            "await(READ_ONCE(y) == 1);",
            "assert(READ_ONCE(y) == 0);",
            "spin_lock(&lock); WRITE_ONCE(z, @); spin_unlock(&lock);",
            "WRITE_ONCE(z, READ_ONCE(x));");
    for (String body : sequences(2, statements)) {
      for (String handler :
          ImmutableList.of(
              "if (READ_ONCE(x)) WRITE_ONCE(y, 1);",
              "spin_lock(&lock); WRITE_ONCE(y, 1); spin_unlock(&lock);",
              "assert(READ_ONCE(z) != 1);",
              "halt();")) {
        confirmInSourceOrder(
            """
            #include <linux/spinlock.h>
            spinlock_t lock;
            int x, y, z;
            CPU(0) { %s }
            NMI(0) { %s }
            CPU(1) { if (READ_ONCE(z)) WRITE_ONCE(y, 1); }
            FINALLY("any", 1);
            """
                .formatted(body, handler));
      }
    }
    allAreConfirmed(674);
  }

  /** What the compiler has reordered is left out; the rest rests on compiler-preserved order. */
  @Test
  void underCompilerOrder() {
    ImmutableList<String> statements =
        ImmutableList.of(
            "x = @;",
            "WRITE_ONCE(y, @);",
            "smp_store_release(&y, @);",
            "z = x;",
            "if (READ_ONCE(y)) x = 10;",
            "BUG_ON(y > 100); z = @;",
            "atomic_inc(&n);",
            "barrier();");
    for (String body : sequences(2, statements)) {
      for (String other :
          ImmutableList.of(
              "CPU(1) { int a = y; int b = x; s = 10 * a + b; }",
              "CPU(1) { int a = READ_ONCE(y); x = a; WRITE_ONCE(s, z); }",
              "NMI(0) { int a = y; int b = x; s = 10 * a + b; }")) {
        String text =
            """
            #include <linux/atomic.h>
            #include <linux/bug.h>
            int x, y, z, s;
            atomic_t n;
            CPU(0) { %s }
            %s
            FINALLY("any", 1);
            """
                .formatted(body, other);
        confirm(text, Machine.SC, Compiler.CPPO);
        confirm(text, Machine.LKMM, Compiler.CPPO);
      }
    }
    allAreConfirmed(754);
  }
}
