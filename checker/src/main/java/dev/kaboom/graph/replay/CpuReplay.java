package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Visit;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs again all that a CPU did. Its program order is cut into what its process context made and
 * what each coming of a handler made; each of these must be a run of its code, and each handler
 * must have come where it may: nested rightly, not masked, not while an NMI runs, within its
 * budget, not into an RMW or an indivisible step, and not on a CPU that has stopped.
 */
final class CpuReplay {
  private static final int WAYS_MAX = 1 << 16;

  private final Scene scene;
  private final int cpu;
  private final ImmutableList<Integer> order;
  private final ImmutableList<Visit> visits;
  private int place;

  private CpuReplay(Scene scene, int cpu) {
    this.scene = scene;
    this.cpu = cpu;
    order = scene.execution().programOrder().get(cpu);
    visits = scene.execution().visits(cpu);
  }

  /**
   * All ways to run what the CPU did; they differ in values of nondet().
   *
   * @throws ObjectionException if there is none
   */
  static ImmutableList<CpuRun> all(Scene scene, int cpu) {
    CpuReplay replay = new CpuReplay(scene, cpu);
    Frame process = replay.frames();
    replay.checkBudgets();
    return ImmutableList.copyOf(replay.ways(process, false));
  }

  private static void demand(boolean right, String otherwise) {
    if (!right) {
      throw new ObjectionException(otherwise);
    }
  }

  /** A context that runs, and the handlers that interrupt it. */
  private static final class Frame {
    private final @Nullable Context context;
    private final @Nullable Visit visit;
    private final List<Event> events = new ArrayList<>();
    private final List<Interruption> handlers = new ArrayList<>();

    Frame(@Nullable Context context, @Nullable Visit visit) {
      this.context = context;
      this.visit = visit;
    }

    boolean open() {
      return visit == null || visit.open();
    }
  }

  /** A handler that comes after so many of a context's own events. */
  private record Interruption(int place, Context handler, Frame frame) {}

  // Whose events they are

  private Frame frames() {
    Frame process =
        new Frame(
            scene.program().contexts().stream()
                .filter(context -> context.cpu() == cpu && context.kind() == ContextKind.PROCESS)
                .findFirst()
                .orElse(null),
            null);
    Deque<Frame> stack = new ArrayDeque<>(List.of(process));
    for (Visit visit : visits) {
      demand(visit.depth() > 0 && visit.depth() <= stack.size(), "a handler interrupts nothing");
      while (stack.size() > visit.depth()) {
        leave(stack.removeLast());
      }
      Frame interrupted = stack.getLast();
      take(interrupted, visit.from());
      Frame frame = new Frame(handler(visit, stack), visit);
      interrupted.handlers.add(
          new Interruption(interrupted.events.size(), handler(visit, stack), frame));
      stack.addLast(frame);
    }
    while (stack.size() > 1 && !stack.getLast().open()) {
      leave(stack.removeLast());
    }
    take(stack.getLast(), order.size());
    for (Frame frame : stack) {
      demand(frame.open(), "a handler returns before one that interrupts it");
    }
    return process;
  }

  private Context handler(Visit visit, Deque<Frame> running) {
    List<Context> contexts = scene.program().contexts();
    demand(visit.context() >= 0 && visit.context() < contexts.size(), "an unknown handler comes");
    Context handler = contexts.get(visit.context());
    boolean here = handler.cpu() == cpu && handler.kind() != ContextKind.PROCESS;
    demand(here, handler.name() + " is no handler of CPU " + cpu);
    for (Frame frame : running) {
      demand(!handler.equals(frame.context), handler.name() + " interrupts itself");
    }
    return handler;
  }

  private void leave(Frame frame) {
    demand(!frame.open(), "something runs below a handler that has not returned");
    take(frame, frame.visit == null ? -1 : frame.visit.to());
  }

  /** The next events, up to that place of program order, are the frame's own. */
  private void take(Frame frame, int to) {
    demand(to >= place && to <= order.size(), "handlers come and return in another order");
    while (place < to) {
      Event event = scene.event(order.get(place++));
      boolean own = frame.context != null && event.context() == frame.context.index();
      demand(own, "an event stands in another's program order");
      frame.events.add(event);
    }
  }

  private void checkBudgets() {
    for (Context context : scene.program().contexts()) {
      boolean decided = context.kind() == ContextKind.IRQ || context.kind() == ContextKind.NMI;
      long count = visits.stream().filter(visit -> visit.context() == context.index()).count();
      demand(!decided || count <= context.budget(), context.name() + " comes too often");
    }
  }

  // The runs

  private List<CpuRun> ways(Frame frame, boolean masked) {
    if (frame.context == null) {
      return interrupted(frame, null, new CpuRun(ImmutableList.of(), ImmutableList.of()));
    }
    List<CpuRun> found = new ArrayList<>();
    @Nullable ObjectionException last = null;
    for (ContextRun run : ContextRun.all(scene, coming(frame, frame.context, masked))) {
      try {
        boolean open = frame.visit != null && frame.visit.open();
        demand(frame.visit == null || open != run.returned(), "a handler does not return");
        found.addAll(interrupted(frame, run, CpuRun.of(run)));
      } catch (ObjectionException e) {
        last = e;
      }
    }
    if (found.isEmpty() && last != null) {
      throw last;
    }
    return found;
  }

  /** The run with all ways to run what interrupted it. */
  private List<CpuRun> interrupted(Frame frame, @Nullable ContextRun run, CpuRun alone) {
    List<CpuRun> found = new ArrayList<>(List.of(alone));
    for (Interruption interruption : frame.handlers) {
      Context handler = interruption.handler();
      boolean masked = handler.kind().maskable();
      if (run != null) {
        run.checkCut(interruption.place(), handler);
        masked |= run.maskedAfter(interruption.place());
      }
      List<CpuRun> longer = new ArrayList<>();
      for (CpuRun way : ways(interruption.frame(), masked)) {
        found.forEach(before -> longer.add(before.with(way, !interruption.frame().open())));
      }
      demand(longer.size() <= WAYS_MAX, "too many choices to try");
      found = longer;
    }
    return found;
  }

  private Coming coming(Frame frame, Context context, boolean masked) {
    int sent = 0;
    boolean awaits = false;
    int served = 0;
    if (frame.visit != null) {
      for (int index : order.subList(0, frame.visit.from())) {
        Event event = scene.event(index);
        boolean own = event.context() == context.index() && event.location() >= 0;
        if (own && event.location() == scene.requests().served(context.index())) {
          awaits &= event.kind() != EventKind.READ;
        } else if (own
            && event.kind() == EventKind.WRITE
            && scene.requests().isQueue(event.location())) {
          sent++;
          awaits = true;
        }
      }
      served = servedBefore(frame.visit, context.kind());
    }
    return new Coming(context, ImmutableList.copyOf(frame.events), masked, sent, awaits, served);
  }

  private int servedBefore(Visit visit, ContextKind kind) {
    int count = 0;
    for (Visit earlier : visits.subList(0, visits.indexOf(visit))) {
      count += scene.program().contexts().get(earlier.context()).kind() == kind ? 1 : 0;
    }
    return count;
  }
}
