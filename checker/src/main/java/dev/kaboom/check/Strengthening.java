package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.Visit;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A way to order two accesses of one context, the cheapest first. */
enum Strengthening {
  /** smp_wmb() between the two. */
  WMB(1),
  /** smp_rmb() between the two. */
  RMB(1),
  /** smp_store_release() for the second. */
  RELEASE(2),
  /** smp_load_acquire() for the first. */
  ACQUIRE(2),
  /** smp_mb() between the two. */
  MB(5);

  private final int cost;

  Strengthening(int cost) {
    this.cost = cost;
  }

  int cost() {
    return cost;
  }

  /** Whether it may order an access of that sort before one of that. */
  boolean fits(Event first, Event second) {
    return switch (this) {
      case WMB -> first.kind() == EventKind.WRITE && second.kind() == EventKind.WRITE;
      case RMB -> first.kind() == EventKind.READ && second.kind() == EventKind.READ;
      case RELEASE -> second.instruction() instanceof Instruction.Store;
      case ACQUIRE -> first.instruction() instanceof Instruction.Load;
      case MB -> true;
    };
  }

  private Optional<Barrier> barrier() {
    return switch (this) {
      case WMB -> Optional.of(Barrier.WMB);
      case RMB -> Optional.of(Barrier.RMB);
      case MB -> Optional.of(Barrier.MB);
      case RELEASE, ACQUIRE -> Optional.empty();
    };
  }

  private Tag tag() {
    return switch (this) {
      case WMB -> Tag.WMB;
      case RMB -> Tag.RMB;
      case MB -> Tag.MB;
      case RELEASE -> Tag.RELEASE;
      case ACQUIRE -> Tag.ACQUIRE;
    };
  }

  /** The execution with the two accesses ordered so. */
  Execution in(Execution execution, int first, int second) {
    return switch (this) {
      case WMB, RMB, MB -> fenced(execution, second);
      case RELEASE -> marked(execution, second, Tag.RELEASE);
      case ACQUIRE -> marked(execution, first, Tag.ACQUIRE);
    };
  }

  /** With another mark on an access that is not part of an RMW. */
  static Execution marked(Execution execution, int event, Tag tag) {
    List<Event> events = new ArrayList<>(execution.events());
    events.set(event, events.get(event).withTags(ImmutableSet.of(tag)));
    return execution.withEvents(ImmutableList.copyOf(events));
  }

  private Execution fenced(Execution execution, int before) {
    Event behind = execution.events().get(before);
    int index = execution.events().size();
    Event fence =
        new Event(
            index,
            behind.context(),
            EventKind.FENCE,
            -1,
            0,
            ImmutableSet.of(tag()),
            -1,
            -1,
            Position.NONE,
            null,
            ImmutableSet.of(),
            ImmutableSet.of(),
            ImmutableSet.of());
    boolean secondHalf = behind.kind() == EventKind.WRITE && behind.partner() >= 0;
    int place = secondHalf ? behind.partner() : before;
    ImmutableList.Builder<ImmutableList<Integer>> orders = ImmutableList.builder();
    List<Visit> visits = new ArrayList<>(execution.visits());
    for (int cpu = 0; cpu < execution.programOrder().size(); cpu++) {
      List<Integer> longer = new ArrayList<>(execution.programOrder().get(cpu));
      if (longer.contains(place)) {
        int at = longer.indexOf(place);
        longer.add(at, index);
        int on = cpu;
        visits.replaceAll(visit -> visit.cpu() == on ? visit.longer(at) : visit);
      }
      orders.add(ImmutableList.copyOf(longer));
    }
    return new Execution(
        ImmutableList.<Event>builder().addAll(execution.events()).add(fence).build(),
        orders.build(),
        execution.coherence(),
        ImmutableList.copyOf(visits));
  }

  /** The same change to the code; empty where it cannot be made there. */
  Optional<CodeEdit> edit(Event first, Event second) {
    Optional<Barrier> barrier = barrier();
    if (barrier.isPresent()) {
      return CodeEdit.before(second, barrier.get());
    }
    return this == RELEASE
        ? CodeEdit.marking(second, AccessKind.RELEASE)
        : CodeEdit.marking(first, AccessKind.ACQUIRE);
  }
}
