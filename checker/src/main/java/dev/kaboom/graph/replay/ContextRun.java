package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process context, or one coming of a handler, run again. The handler of a request begins with a
 * read of the request and ends with a write that tells who asked; where interrupts drain the store
 * buffer, each handler begins and ends with an event for that.
 */
final class ContextRun extends EventRun {
  private static final int CHOICES_MAX = 1 << 16;

  private Instruction.@Nullable Nondet choice;

  /** Requests that the context has sent, and whether it has yet to see that the last was served. */
  private int sent;

  private boolean awaits;
  private int requester = -1;

  private ContextRun(Scene scene, Coming coming) {
    super(scene, coming);
    sent = coming.sent();
    awaits = coming.awaits();
  }

  private ContextRun(ContextRun other, long chosen, int register) {
    super(other);
    sent = other.sent;
    awaits = other.awaits;
    requester = other.requester;
    set(register, chosen, ImmutableSet.of());
    next++;
  }

  /**
   * All ways to run the code that make exactly the events; they differ in values of nondet().
   *
   * @throws ObjectionException if there is none
   */
  static ImmutableList<ContextRun> all(Scene scene, Coming coming) {
    ContextRun start = new ContextRun(scene, coming);
    List<ContextRun> found = new ArrayList<>();
    start.enter();
    start.collect(found);
    return ImmutableList.copyOf(found);
  }

  private void collect(List<ContextRun> found) {
    run();
    if (choice != null) {
      choose(choice, found);
      return;
    }
    if (outOfSteps()) {
      throw new ObjectionException("the code does not come to an end");
    }
    if (returned()) {
      leave();
    }
    if (taken < events.size()) {
      throw new ObjectionException(
          "the code ends before " + text(events.get(taken)) + ", which stands in the graph");
    }
    found.add(this);
  }

  private void choose(Instruction.Nondet nondet, List<ContextRun> found) {
    if (nondet.high() - nondet.low() > CHOICES_MAX) {
      throw new ObjectionException(nondet.at() + ": too many values to try");
    }
    int before = found.size();
    @Nullable ObjectionException last = null;
    for (long value = nondet.low(); value <= nondet.high(); value++) {
      try {
        new ContextRun(this, value, nondet.register()).collect(found);
      } catch (ObjectionException e) {
        last = e;
      }
    }
    if (found.size() == before && last != null) {
      throw last;
    }
  }

  Context context() {
    return coming.context();
  }

  /** Whether the code came to its end. */
  boolean returned() {
    return ended && !halted;
  }

  /** Whether the CPU stopped here for good: by halt(), or by what is a violation. */
  boolean stopped() {
    return halted || failure != null;
  }

  /** Whether the run stopped for want of an event. */
  boolean stuck() {
    return !ended && failure == null;
  }

  @Override
  public Boolean nondet(Instruction.Nondet nondet) {
    choice = nondet;
    return false;
  }

  // Handlers

  private boolean serves() {
    return context().kind() == ContextKind.IPI || context().kind() == ContextKind.SENT_NMI;
  }

  private ImmutableSet<Tag> tags(Tag tag, boolean drains) {
    return drains ? ImmutableSet.of(tag, Tag.INTERRUPT) : ImmutableSet.of(tag);
  }

  private boolean drains() {
    return scene.machine() == Machine.TSO;
  }

  private static ObjectionException missing(Context handler, String what) {
    return new ObjectionException("the " + what + " of " + handler.name() + " is missing");
  }

  private void enter() {
    if (serves()) {
      acceptRequest();
    } else if (context().kind() != ContextKind.PROCESS && drains()) {
      drain("entry");
    }
  }

  private void drain(String what) {
    if (nextEvent() == null) {
      throw missing(context(), what);
    }
    mark(Tag.INTERRUPT, -1, ImmutableSet.of(), 0);
  }

  private void acceptRequest() {
    if (nextEvent() == null) {
      throw missing(context(), "entry");
    }
    Event read = take();
    int queue = scene.requests().queue(context().kind(), context().cpu());
    ImmutableSet<Integer> none = ImmutableSet.of();
    expect(read, EventKind.READ, queue, tags(Tag.ACQUIRE, drains()), none, none);
    Event request = source(read);
    demand(place(read) == coming.served() + 1, read, "serves another request than the oldest");
    demand(
        request.instruction() instanceof Instruction.Send send
            && send.kind() == context().kind()
            && send.routine() == context().routine(),
        read,
        "serves a request for another routine");
    expectValue(read, request.value());
    requester = request.context();
    if (!registers.isEmpty()) {
      set(0, read.value(), ImmutableSet.of(read.index()));
    }
  }

  /** Where the write that is read stands in coherence order. */
  private int place(Event read) {
    return scene.execution().coherence().get(read.location()).indexOf(read.source());
  }

  private void leave() {
    if (serves()) {
      if (nextEvent() == null) {
        throw missing(context(), "end");
      }
      Event write = take();
      ImmutableSet<Integer> none = ImmutableSet.of();
      int word = scene.requests().served(requester);
      expect(write, EventKind.WRITE, word, tags(Tag.RELEASE, true), none, none);
      expectValue(write, 1);
    } else if (context().kind() != ContextKind.PROCESS && drains()) {
      drain("end");
    }
  }

  // Requests

  @Override
  public Boolean send(Instruction.Send send) {
    if (awaits && !acknowledge()) {
      return false;
    }
    long cpu = evaluator.value(send.cpu());
    if (!scene.serves(send, cpu)) {
      return fail(
          Violation.Kind.FAULT, "CPU " + cpu + " has no handler for the request", send.at());
    }
    if (nextEvent() == null) {
      return false;
    }
    int queue = scene.requests().queue(send.kind(), Math.toIntExact(cpu));
    ImmutableSet<Tag> tags = ImmutableSet.of(Tag.RMW, Tag.FULL);
    ImmutableSet<Integer> target = evaluator.origins(send.cpu());
    Event read = take();
    expect(read, EventKind.READ, queue, tags, target, ImmutableSet.of());
    expectValue(read, source(read).value());
    Event write = write(read);
    expect(write, EventKind.WRITE, queue, tags, target, evaluator.origins(send.argument()));
    expectValue(write, evaluator.value(send.argument()));
    sent++;
    awaits = true;
    return proceed();
  }

  @Override
  public Boolean awaitSent(Instruction.AwaitSent await) {
    return (!awaits || acknowledge()) && proceed();
  }

  /** Reads that the last request was served; false where the graph has no such event. */
  private boolean acknowledge() {
    if (nextEvent() == null) {
      return false;
    }
    Event read = take();
    int word = scene.requests().served(context().index());
    ImmutableSet<Integer> none = ImmutableSet.of();
    expect(read, EventKind.READ, word, ImmutableSet.of(Tag.ACQUIRE), none, none);
    demand(place(read) == sent, read, "sees the end of another request");
    expectValue(read, source(read).value());
    awaits = false;
    return true;
  }

  @Override
  boolean waitsForService() {
    int word = scene.requests().served(context().index());
    return awaits && scene.execution().coherence().get(word).size() <= sent;
  }

  // Cuts

  /** Whether interrupts are masked after so many events. */
  boolean maskedAfter(int place) {
    return place < taken ? masks.get(place) : masked;
  }

  /**
   * Demands that a handler may come after so many of the run's events.
   *
   * @throws ObjectionException if the machine does not let it come there
   */
  void checkCut(int place, Context handler) {
    String what = handler.name() + " comes ";
    boolean end = place == events.size();
    // It may come before a halt(), which is a step of its own.
    refuse(end && failure != null, what + "where its CPU has stopped");
    refuse(place == 0 && serves(), what + "into an entry");
    refuse(
        place > 0 && !end && events.get(place - 1).partner() == events.get(place).index(),
        what + "into an RMW");
    int after = end ? block : blocks.get(place);
    refuse(place > 0 && after >= 0 && blocks.get(place - 1) == after, what + "into an atomic step");
    refuse(handler.kind().maskable() && maskedAfter(place), what + "while interrupts are masked");
    refuse(context().kind().nmi(), what + "while an NMI runs");
  }

  private static void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new ObjectionException(what);
    }
  }
}
