package dev.kaboom.graph.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.ProgramBuilder;
import dev.kaboom.graph.Tag;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Real witnesses are confirmed; each way to spoil one is caught. */
class GraphReplayTest {
  private static final Claim YES = new Claim.Proposition(true);
  private static final Claim NO = new Claim.Proposition(false);

  /** MP+wmb: allowed by the kernel's model, forbidden by sc and tso. */
  private static Model messagePassing() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).fence(Barrier.WMB).write("y", 1);
    program.thread().read("r0", "y").read("r1", "x");
    return program.exists("1:r0=1", "1:r1=0");
  }

  private static Model twoWriters() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1);
    program.thread().write("x", 2).read("r0", "x");
    return program.exists("1:r0=2", "x=1");
  }

  private static Model dependent() {
    ProgramBuilder program = new ProgramBuilder();
    ProgramBuilder.ThreadBuilder thread = program.thread().read("r0", "x");
    thread.write("y", ProgramBuilder.plus(thread.value("r0"), 1), AccessKind.ONCE);
    return program.exists("y=1");
  }

  private static Model increments() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().increment("r0", "x", RmwOrder.RELAXED);
    program.thread().increment("r0", "x", RmwOrder.RELAXED);
    return program.exists("x=2");
  }

  private static GraphResult explore(Model model, Machine machine) {
    return GraphEngine.explore(
        model, MemoryModel.of(machine), Compiler.SOURCE, GraphOptions.DEFAULT);
  }

  private static Execution witness(Model model) {
    return Objects.requireNonNull(explore(model, Machine.LKMM).positiveWitness());
  }

  private static String objection(Model model, Machine machine, Execution execution, Claim claim) {
    return GraphReplay.objection(model, machine, Compiler.SOURCE, execution, claim).orElse("");
  }

  private static void rejects(String reason, Model model, Execution spoilt) {
    String objection = objection(model, Machine.LKMM, spoilt, YES);
    assertTrue(objection.contains(reason), objection);
  }

  private static Execution changed(
      Execution execution, Predicate<Event> which, UnaryOperator<Event> change) {
    List<Event> events = new ArrayList<>(execution.events());
    events.replaceAll(event -> which.test(event) ? change.apply(event) : event);
    assertTrue(!events.equals(execution.events()), "the seed changes nothing");
    return execution.withEvents(ImmutableList.copyOf(events));
  }

  private static Predicate<Event> writes(long value) {
    return event -> event.kind() == EventKind.WRITE && event.value() == value;
  }

  private static Predicate<Event> reads(long value) {
    return event -> event.kind() == EventKind.READ && event.value() == value;
  }

  @Test
  void realWitnessesAreConfirmedOnEveryMachine() {
    for (Model model : List.of(messagePassing(), twoWriters(), dependent(), increments())) {
      for (Machine machine : Machine.values()) {
        GraphResult found = explore(model, machine);
        if (found.positiveWitness() != null) {
          assertEquals("", objection(model, machine, found.positiveWitness(), YES));
        }
        if (found.negativeWitness() != null) {
          assertEquals("", objection(model, machine, found.negativeWitness(), NO));
        }
      }
    }
  }

  @Test
  void aGraphThatTheMachineForbidsIsRejected() {
    Execution execution = witness(messagePassing());
    assertEquals("", objection(messagePassing(), Machine.LKMM, execution, YES));
    assertEquals(
        "the axiom tso is broken", objection(messagePassing(), Machine.TSO, execution, YES));
    assertEquals("the axiom sc is broken", objection(messagePassing(), Machine.SC, execution, YES));
  }

  @Test
  void theCompilerMayNotReorderMarkedAccesses() {
    Execution marked = witness(messagePassing());
    assertEquals("the axiom sc is broken", underCompilerOrder(messagePassing(), marked));
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1, AccessKind.PLAIN).write("y", 1, AccessKind.PLAIN);
    program.thread().read("r0", "y").read("r1", "x");
    Model plain = program.exists("1:r0=1", "1:r1=0");
    assertEquals("", underCompilerOrder(plain, witness(plain)));
  }

  private static String underCompilerOrder(Model model, Execution execution) {
    return GraphReplay.objection(model, Machine.SC, Compiler.CPPO, execution, YES).orElse("");
  }

  @Test
  void aReadFromAnotherWriteIsRejected() {
    Execution execution = witness(messagePassing());
    int written = execution.coherence().get(0).get(1);
    rejects(
        "should have the value",
        messagePassing(),
        changed(execution, reads(0), read -> read.withSource(written)));
    int elsewhere = execution.coherence().get(1).get(0);
    rejects(
        "what does not write its cell",
        messagePassing(),
        changed(execution, reads(0), read -> read.withSource(elsewhere)));
  }

  @Test
  void aWrongValueIsRejected() {
    Execution execution = witness(messagePassing());
    rejects(
        "should have the value",
        messagePassing(),
        changed(execution, reads(1), read -> withValue(read, 3)));
    rejects(
        "should have the value",
        messagePassing(),
        changed(execution, writes(1), write -> withValue(write, 3)));
    rejects(
        "the initial write has another value",
        messagePassing(),
        changed(execution, e -> e.has(Tag.INIT), write -> withValue(write, 3)));
  }

  @Test
  void anotherCoherenceOrderIsRejected() {
    Execution execution = witness(twoWriters());
    ImmutableList<Integer> order = execution.coherence().get(0);
    List<Integer> later = Lists.reverse(order.subList(1, order.size()));
    assertEquals("", objection(twoWriters(), Machine.LKMM, execution, YES));
    ImmutableList<Integer> swapped =
        ImmutableList.<Integer>builder().add(order.get(0)).addAll(later).build();
    // x=2 at the end is coherent as well, but it is not what the condition says.
    rejects("does not show it", twoWriters(), withCoherence(execution, swapped));
    rejects("not the first", twoWriters(), withCoherence(execution, order.reverse()));
    rejects("is missing", twoWriters(), withCoherence(execution, order.subList(0, 2)));
  }

  @Test
  void whatBreaksCoherenceOrAtomicityIsRejected() {
    Execution own = witness(twoWriters());
    int other =
        own.coherence().get(0).stream()
            .filter(w -> own.events().get(w).value() == 1)
            .findFirst()
            .orElseThrow();
    Execution early = changed(own, reads(2), read -> withValue(read.withSource(other), 1));
    // Its own write is after the one that it reads now only if coherence says so.
    ImmutableList<Integer> order = own.coherence().get(0);
    ImmutableList<Integer> swapped = ImmutableList.of(order.get(0), order.get(2), order.get(1));
    rejects("the axiom coherence is broken", twoWriters(), withCoherence(early, swapped));
    Execution counted = witness(increments());
    int start = counted.coherence().get(0).get(0);
    Execution lost =
        changed(
            changed(counted, reads(1), read -> withValue(read.withSource(start), 0)),
            writes(2),
            write -> withValue(write, 1));
    rejects("the axiom atomicity is broken", increments(), lost);
  }

  @Test
  void aForgottenDependencyIsRejected() {
    rejects(
        "other data dependencies",
        dependent(),
        changed(witness(dependent()), writes(1), write -> withoutData(write)));
  }

  @Test
  void anotherMarkIsRejected() {
    rejects(
        "should be marked",
        messagePassing(),
        changed(
            witness(messagePassing()),
            event -> event.has(Tag.WMB),
            event -> event.withTags(ImmutableSet.of(Tag.COMPILER))));
  }

  @Test
  void anEventTooFewIsRejected() {
    Execution execution = witness(messagePassing());
    List<ImmutableList<Integer>> orders = new ArrayList<>(execution.programOrder());
    orders.set(0, orders.get(0).subList(0, 2));
    rejects(
        "in program order",
        messagePassing(),
        new Execution(
            execution.events(),
            ImmutableList.copyOf(orders),
            execution.coherence(),
            execution.visits()));
  }

  @Test
  void whatTheExecutionDoesNotShowIsRejected() {
    Execution execution = witness(messagePassing());
    assertEquals(
        "the execution does not show it", objection(messagePassing(), Machine.LKMM, execution, NO));
    for (Violation.Kind kind : Violation.Kind.values()) {
      Violation violation = new Violation(kind, "data-race", Position.NONE);
      assertEquals(
          "the execution does not show it",
          objection(messagePassing(), Machine.LKMM, execution, new Claim.Shows(violation)),
          kind::toString);
    }
  }

  /** Two locks in both orders: each thread holds one and waits for the other. */
  @Test
  void aDeadlockIsConfirmedAndAPausedThreadIsNone() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().lock("a").lock("b").unlock("b").unlock("a");
    program.thread().lock("b").lock("a").unlock("a").unlock("b");
    Model model = program.exists("a=0");
    Claim deadlock =
        new Claim.Shows(new Violation(Violation.Kind.DEADLOCK, "deadlock", Position.NONE));
    Execution blocked = Objects.requireNonNull(explore(model, Machine.LKMM).blockedWitness());
    assertEquals("", objection(model, Machine.LKMM, blocked, deadlock));
    Execution done = Objects.requireNonNull(explore(model, Machine.LKMM).positiveWitness());
    assertEquals("the execution does not show it", objection(model, Machine.LKMM, done, deadlock));
  }

  private static Event withValue(Event event, long value) {
    return new Event(
        event.index(),
        event.context(),
        event.kind(),
        event.location(),
        value,
        event.tags(),
        event.source(),
        event.partner(),
        event.at(),
        event.instruction(),
        event.address(),
        event.data(),
        event.control());
  }

  private static Event withoutData(Event event) {
    return new Event(
        event.index(),
        event.context(),
        event.kind(),
        event.location(),
        event.value(),
        event.tags(),
        event.source(),
        event.partner(),
        event.at(),
        event.instruction(),
        event.address(),
        ImmutableSet.of(),
        event.control());
  }

  private static Execution withCoherence(Execution execution, ImmutableList<Integer> first) {
    List<ImmutableList<Integer>> orders = new ArrayList<>(execution.coherence());
    orders.set(0, first);
    return new Execution(
        execution.events(),
        execution.programOrder(),
        ImmutableList.copyOf(orders),
        execution.visits());
  }
}
