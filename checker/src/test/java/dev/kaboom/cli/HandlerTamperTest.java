package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphViolation;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.Visit;
import dev.kaboom.graph.replay.Claim;
import dev.kaboom.graph.replay.GraphReplay;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Executions with handlers and requests are confirmed; each way to spoil one is caught. */
class HandlerTamperTest {
  private static final String MASKED =
      """
      #include <linux/irqflags.h>
      int x, y, seen;
      CPU(0) { WRITE_ONCE(x, 1); local_irq_disable(); WRITE_ONCE(y, 1); local_irq_enable(); }
      IRQ(0) { WRITE_ONCE(seen, READ_ONCE(x) + 1); }
      CPU(1) { WRITE_ONCE(x, 5); }
      FINALLY("claimed", !(seen == 2 && x == 5));
      """;

  private static final String REQUESTS =
      """
      #include <linux/smp.h>
      int seen;
      static void note(void *arg) { WRITE_ONCE(seen, 10 * READ_ONCE(seen) + (long)arg); }
      CPU(0) { send_nmi(1, note, (void *)1); send_nmi(1, note, (void *)2); }
      CPU(1) { barrier(); }
      FINALLY("claimed", seen != 12);
      """;

  /** A model with the execution that violates what it claims, which the replay confirms. */
  private record Found(Model model, Execution execution, Claim claim) {
    static Found of(String text) {
      return of(text, Machine.LKMM);
    }

    static Found of(String text, Machine machine) {
      Model model = model(text);
      GraphViolation wrong =
          GraphEngine.explore(model, MemoryModel.of(machine), Compiler.SOURCE, GraphOptions.DEFAULT)
              .violations()
              .get(0);
      ImmutableList.Builder<Event> events = ImmutableList.builder();
      for (Event event : wrong.execution().events()) {
        List<Tag> tags = new ArrayList<>(event.tags());
        tags.removeAll(List.of(Tag.INDIVISIBLE, Tag.INDIVISIBLE_WRITE));
        events.add(event.withTags(ImmutableSet.copyOf(tags)));
      }
      Execution execution = wrong.execution().withEvents(events.build());
      Found found = new Found(model, execution, new Claim.Shows(wrong.violation()));
      assertEquals("", found.objection(machine, execution));
      return found;
    }

    private static Model model(String text) {
      return FrontEnd.load("t.c", text, ImmutableMap.of()).model().orElseThrow();
    }

    String objection(Machine machine, Execution spoilt) {
      return GraphReplay.objection(model, machine, Compiler.SOURCE, spoilt, claim).orElse("");
    }

    void rejects(String reason, Execution spoilt) {
      String objection = objection(Machine.LKMM, spoilt);
      assertTrue(objection.contains(reason), objection);
    }

    int context(String name) {
      return model.program().contexts().stream()
          .filter(context -> context.name().equals(name))
          .findFirst()
          .orElseThrow()
          .index();
    }

    Event event(Predicate<Event> which) {
      return execution.events().stream().filter(which).findFirst().orElseThrow();
    }

    Event of(String context, EventKind kind) {
      return event(e -> e.context() == context(context) && e.kind() == kind);
    }

    Execution with(Event changed) {
      List<Event> events = new ArrayList<>(execution.events());
      events.set(changed.index(), changed);
      return execution.withEvents(ImmutableList.copyOf(events));
    }

    Execution with(List<Visit> visits) {
      return new Execution(
          execution.events(),
          execution.programOrder(),
          execution.coherence(),
          ImmutableList.copyOf(visits));
    }

    /** CPU 0's only handler, with all that it does, after so many events of its process. */
    Execution moved(int place) {
      Visit visit = execution.visits(0).get(0);
      List<Integer> order = new ArrayList<>(execution.programOrder().get(0));
      List<Integer> own = new ArrayList<>(order.subList(visit.from(), visit.to()));
      order.subList(visit.from(), visit.to()).clear();
      order.addAll(place, own);
      List<ImmutableList<Integer>> orders = new ArrayList<>(execution.programOrder());
      orders.set(0, ImmutableList.copyOf(order));
      Visit other = new Visit(0, visit.context(), 1, place, place + own.size(), false);
      return new Execution(
          execution.events(),
          ImmutableList.copyOf(orders),
          execution.coherence(),
          ImmutableList.of(other));
    }

    Execution withCoherence(int cell, int first, int second) {
      List<ImmutableList<Integer>> orders = new ArrayList<>(execution.coherence());
      List<Integer> order = new ArrayList<>(orders.get(cell));
      Collections.swap(order, first, second);
      orders.set(cell, ImmutableList.copyOf(order));
      return new Execution(
          execution.events(),
          execution.programOrder(),
          ImmutableList.copyOf(orders),
          execution.visits());
    }
  }

  @Test
  void aReadOfAHandlerFromAnotherWriteIsRejected() {
    Found found = Found.of(MASKED);
    Event read = found.of("irq0", EventKind.READ);
    int start = found.execution().coherence().get(read.location()).get(0);
    found.rejects("should have the value", found.with(read.withSource(start)));
  }

  @Test
  void anotherCoherenceOrderIsRejected() {
    Found found = Found.of(MASKED);
    int cell = found.of("irq0", EventKind.READ).location();
    found.rejects("does not show it", found.withCoherence(cell, 1, 2));
  }

  @Test
  void aHandlerElsewhereIsRejected() {
    Found found = Found.of(MASKED);
    found.rejects("the axiom coherence is broken", found.moved(0));
    found.rejects("irq0 comes while interrupts are masked", found.moved(2));
    found.rejects("irq0 comes while interrupts are masked", found.moved(3));
    assertEquals("", found.objection(Machine.LKMM, found.moved(4)), "unmasked again");
    Visit visit = found.execution().visits(0).get(0);
    Visit early = new Visit(0, visit.context(), 1, visit.from() - 1, visit.to(), false);
    found.rejects("in another's program order", found.with(List.of(early)));
    Visit open = new Visit(0, visit.context(), 1, visit.from(), -1, false);
    found.rejects("in another's program order", found.with(List.of(open)));
    found.rejects("in another's program order", found.with(List.of()));
    Visit deep = new Visit(0, visit.context(), 2, visit.from(), visit.to(), false);
    found.rejects("a handler interrupts nothing", found.with(List.of(deep)));
    Visit away = new Visit(1, visit.context(), 1, 0, 0, false);
    found.rejects("no handler of CPU 1", found.with(List.of(visit, away)));
    Visit again = new Visit(0, visit.context(), 1, visit.to(), visit.to(), false);
    found.rejects("irq0 comes too often", found.with(List.of(visit, again)));
    Visit itself = new Visit(0, visit.context(), 2, visit.to(), visit.to(), false);
    found.rejects("irq0 interrupts itself", found.with(List.of(visit, itself)));
  }

  @Test
  void aHandlerInsideOfAnRmwIsRejected() {
    Found found =
        Found.of(
            """
            #include <linux/atomic.h>
            atomic_t count;
            int seen;
            CPU(0) { atomic_inc(&count); }
            NMI(0) { WRITE_ONCE(seen, 1); }
            FINALLY("claimed", seen == 0);
            """);
    assertEquals("", found.objection(Machine.LKMM, found.moved(2)));
    found.rejects("nmi0 comes into an RMW", found.moved(1));
  }

  @Test
  void aHandlerInsideOfAWaitIsRejected() {
    Found found =
        Found.of(
            """
            int x, y, seen;
            CPU(0) { await(READ_ONCE(x) == READ_ONCE(y)); }
            NMI(0) { WRITE_ONCE(seen, 1); }
            FINALLY("claimed", seen == 0);
            """);
    assertEquals("", found.objection(Machine.LKMM, found.moved(2)));
    found.rejects("nmi0 comes into an atomic step", found.moved(1));
  }

  @Test
  void aHandlerThatInterruptsAnNmiIsRejected() {
    Found found =
        Found.of(
            """
            int a, b, seen;
            CPU(0) { WRITE_ONCE(a, 1); }
            IRQ(0) { WRITE_ONCE(b, 1); }
            NMI(0) { WRITE_ONCE(seen, READ_ONCE(b) + 1); }
            FINALLY("claimed", !(b == 1 && seen == 1));
            """);
    List<Integer> order = new ArrayList<>(found.execution().programOrder().get(0));
    Integer write = found.of("irq0", EventKind.WRITE).index();
    order.remove(write);
    int start = order.indexOf(found.of("nmi0", EventKind.READ).index());
    order.add(start + 1, write);
    List<ImmutableList<Integer>> orders = new ArrayList<>(found.execution().programOrder());
    orders.set(0, ImmutableList.copyOf(order));
    Execution nested =
        new Execution(
            found.execution().events(),
            ImmutableList.copyOf(orders),
            found.execution().coherence(),
            ImmutableList.of(
                new Visit(0, found.context("nmi0"), 1, start, start + 3, false),
                new Visit(0, found.context("irq0"), 2, start + 1, start + 2, false)));
    found.rejects("irq0 comes while an NMI runs", nested);
  }

  @Test
  void requestsServedInAnotherOrderAreRejected() {
    Found found = Found.of(REQUESTS);
    int queue = found.of("nmi1.note", EventKind.READ).location();
    found.rejects("serves another request than the oldest", found.withCoherence(queue, 1, 2));
    Event entry = found.of("nmi1.note", EventKind.READ);
    int later = found.execution().coherence().get(queue).get(2);
    found.rejects("serves another request than the oldest", found.with(entry.withSource(later)));
  }

  /** The same events, but nothing keeps the request from being served. */
  @Test
  void aDroppedRequestIsRejected() {
    String text =
        """
        #include <linux/smp.h>
        #include <linux/irqflags.h>
        int seen;
        static void note(void *arg) { WRITE_ONCE(seen, 1); }
        CPU(0) { smp_call_function_single(1, note, NULL, 0); }
        CPU(1) { local_irq_disable(); }
        FINALLY("claimed", seen == 1);
        """;
    Found masked = Found.of(text);
    assertTrue(masked.execution().visits().isEmpty(), "the request is not served");
    Model other = Found.model(text.replace("local_irq_disable()", "barrier()"));
    assertEquals(
        "the execution does not show it",
        GraphReplay.objection(
                other, Machine.LKMM, Compiler.SOURCE, masked.execution(), masked.claim())
            .orElse(""));
  }

  @Test
  void aHandlerThatDoesNotDrainTheStoreBufferIsRejected() {
    Found found = Found.of(MASKED, Machine.TSO);
    Event drain = found.event(event -> event.has(Tag.INTERRUPT));
    Event none = drain.withTags(ImmutableSet.of(Tag.COMPILER));
    String objection = found.objection(Machine.TSO, found.with(none));
    assertTrue(objection.contains("should be marked"), objection);
  }
}
