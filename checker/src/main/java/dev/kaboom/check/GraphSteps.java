package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.Visit;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.ExecutionPicture.Edge;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An execution graph as a sequence of steps, one for each instruction that made events. The order
 * keeps program order; where po, rf, co and fr together have no cycle, it keeps all of them, so
 * that the steps are an interleaving; else it keeps rf as well if it can.
 */
final class GraphSteps {
  /** What the end of a request's handler does. */
  private static final String SERVED = "[request served]";

  private final Model model;
  private final Execution execution;
  private final GraphLinks links;
  private final ImmutableList<Link> external;
  private final int[] stepOf;
  private final List<Step> steps = new ArrayList<>();

  GraphSteps(Model model, Execution execution) {
    this.model = model;
    this.execution = execution;
    links = new GraphLinks(execution);
    external = links.external();
    stepOf = new int[execution.events().size()];
    boolean interleaving = arrange(ImmutableSet.of(Kind.RF, Kind.CO, Kind.FR));
    if (!interleaving && !arrange(ImmutableSet.of(Kind.RF))) {
      arrange(ImmutableSet.of());
    }
  }

  ImmutableList<Step> steps() {
    return ImmutableList.copyOf(steps);
  }

  /** The step that an event belongs to, or -1 for an initial write. */
  int stepOf(int event) {
    return stepOf[event];
  }

  /** The steps with the memory before and after. */
  Trace trace(ImmutableList<Long> initial) {
    ImmutableList.Builder<Long> end = ImmutableList.builder();
    for (int cell = 0; cell < initial.size(); cell++) {
      end.add(execution.finalValue(cell, initial.get(cell)));
    }
    return new Trace(steps(), initial, end.build(), -1);
  }

  // The order

  /** Arranges the steps so that these kinds of communication go forwards; whether that is done. */
  private boolean arrange(Set<Kind> kept) {
    steps.clear();
    Arrays.fill(stepOf, -1);
    List<ImmutableList<Integer>> order = execution.programOrder();
    int[] next = new int[order.size()];
    int[] entered = new int[order.size()];
    int current = 0;
    while (current >= 0) {
      current = ready(order, next, kept, current);
      if (current >= 0) {
        next[current] += emit(current, next[current], entered);
      }
    }
    for (int cpu = 0; cpu < next.length; cpu++) {
      if (next[cpu] < order.get(cpu).size()) {
        return false;
      }
      enter(cpu, next[cpu], entered);
    }
    return true;
  }

  /** A CPU whose next step may come now: the current one if possible; -1 if none. */
  private int ready(List<ImmutableList<Integer>> order, int[] next, Set<Kind> kept, int current) {
    for (int i = 0; i < next.length; i++) {
      int thread = i == 0 ? current : i <= current ? i - 1 : i;
      int place = next[thread];
      if (place < order.get(thread).size() && mayCome(order.get(thread).get(place), kept)) {
        return thread;
      }
    }
    return -1;
  }

  private boolean mayCome(int event, Set<Kind> kept) {
    int partner = execution.events().get(event).partner();
    return external.stream()
        .filter(link -> link.to() == event || (partner >= 0 && link.to() == partner))
        .filter(link -> kept.contains(link.kind()))
        .allMatch(link -> stepOf[link.from()] >= 0);
  }

  /** Adds the steps of the handlers that come at a place of the CPU's program order. */
  private void enter(int cpu, int place, int[] entered) {
    ImmutableList<Visit> visits = execution.visits(cpu);
    while (entered[cpu] < visits.size() && visits.get(entered[cpu]).from() <= place) {
      Visit visit = visits.get(entered[cpu]++);
      steps.add(entry(model.program().contexts().get(visit.context()), visit.depth()));
    }
  }

  /** Adds the step of the event at {@code place}; how many events it takes. */
  private int emit(int cpu, int place, int[] entered) {
    ImmutableList<Integer> order = execution.programOrder().get(cpu);
    enter(cpu, place, entered);
    Event event = execution.events().get(order.get(place));
    Optional<Visit> visit =
        Streams.findLast(execution.visits(cpu).stream().filter(v -> v.covers(place)));
    boolean entry = visit.isPresent() && visit.get().from() == place;
    if (entry && !event.has(Tag.RMW) && isMachinery(event)) {
      stepOf[event.index()] = steps.size() - 1;
      return 1;
    }
    if (isMachinery(event) && !event.isAccess()) {
      // A handler that returns drains the store buffer: part of what it did last.
      stepOf[event.index()] = lastStep(order, place);
      return 1;
    }
    List<Event> made = new ArrayList<>(List.of(event));
    if (event.kind() == EventKind.READ && event.partner() >= 0) {
      made.add(execution.events().get(event.partner()));
    }
    made.forEach(part -> stepOf[part.index()] = steps.size());
    Context context = model.program().contexts().get(event.context());
    steps.add(step(context, visit.map(Visit::depth).orElse(0), made));
    return made.size();
  }

  private int lastStep(ImmutableList<Integer> order, int place) {
    return stepOf[order.get(place - 1)];
  }

  /** Whether a handler's entry or end made the event, and no instruction. */
  private boolean isMachinery(Event event) {
    return event.instruction() instanceof Instruction.Fence
        && (event.has(Tag.INTERRUPT) || event.isAccess());
  }

  private boolean isMemory(int cell) {
    return cell < model.program().memory().locations().size();
  }

  private static Step entry(Context handler, int depth) {
    return new Step(
        "",
        Step.Kind.ENTER,
        handler.index(),
        handler.cpu(),
        depth,
        Position.NONE,
        "",
        ImmutableList.of());
  }

  private Step step(Context context, int depth, List<Event> made) {
    ImmutableList.Builder<Step.Effect> effects = ImmutableList.builder();
    for (Event event : made) {
      if (event.isAccess() && isMemory(event.location())) {
        Step.Effect.Kind kind =
            event.kind() == EventKind.READ ? Step.Effect.Kind.READ : Step.Effect.Kind.WRITE;
        effects.add(new Step.Effect(event.location(), kind, event.value()));
      }
    }
    Event first = made.get(0);
    boolean end = isMachinery(first);
    return new Step(
        "",
        Step.Kind.INSTRUCTION,
        context.index(),
        context.cpu(),
        depth,
        end ? Position.NONE : first.at(),
        end ? SERVED : action(context, made),
        effects.build());
  }

  private String action(Context context, List<Event> made) {
    Instruction instruction = made.get(0).instruction();
    return instruction == null
        ? ""
        : EventText.of(model.program().memory(), context.code(), instruction, made);
  }

  // Edges

  /** An edge between the steps of two events. */
  Edge edge(Link link) {
    int accessed = link.kind() == Kind.PO ? -1 : execution.events().get(link.to()).location();
    int cell = isMemory(accessed) ? accessed : -1;
    return new Edge(stepOf[link.from()], stepOf[link.to()], link.kind(), cell);
  }

  /** All edges to draw: from each step to the next, and communication. */
  ImmutableList<Edge> edges() {
    Set<Edge> edges = new LinkedHashSet<>();
    for (ImmutableList<Integer> order : execution.programOrder()) {
      for (int place = 0; place + 1 < order.size(); place++) {
        edges.add(edge(new Link(order.get(place), order.get(place + 1), Kind.PO)));
      }
    }
    links.communication().stream().filter(this::isDrawn).forEach(link -> edges.add(edge(link)));
    return edges.stream()
        .filter(edge -> edge.from() != edge.to())
        .collect(ImmutableList.toImmutableList());
  }

  /** Of requests only who serves which: the rest is the machinery of their queue. */
  private boolean isDrawn(Link link) {
    boolean served = link.kind() == Kind.RF && stepOf[link.from()] >= 0;
    return served || isMemory(execution.events().get(link.to()).location());
  }
}
