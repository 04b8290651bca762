package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
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
import java.util.Set;

/**
 * An execution graph as a sequence of steps, one for each instruction that made events. The order
 * keeps program order; where po, rf, co and fr together have no cycle, it keeps all of them, so
 * that the steps are an interleaving; else it keeps rf as well if it can.
 */
final class GraphSteps {
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
    int current = 0;
    while (current >= 0) {
      current = ready(order, next, kept, current);
      if (current >= 0) {
        next[current] += emit(order.get(current), next[current]);
      }
    }
    for (int thread = 0; thread < next.length; thread++) {
      if (next[thread] < order.get(thread).size()) {
        return false;
      }
    }
    return true;
  }

  /** A thread whose next step may come now: the current one if possible; -1 if none. */
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

  /** Adds the step of the event at {@code place}; how many events it takes. */
  private int emit(ImmutableList<Integer> order, int place) {
    Event event = execution.events().get(order.get(place));
    List<Event> made = new ArrayList<>(List.of(event));
    if (event.kind() == EventKind.READ && event.partner() >= 0) {
      made.add(execution.events().get(event.partner()));
    }
    Context context = model.program().contexts().get(event.context());
    int depth = context.kind() == ContextKind.PROCESS ? 0 : 1;
    if (depth > 0 && place == 0) {
      steps.add(entry(context, depth));
    }
    made.forEach(part -> stepOf[part.index()] = steps.size());
    steps.add(step(context, depth, made));
    return made.size();
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
      if (event.isAccess()) {
        Step.Effect.Kind kind =
            event.kind() == EventKind.READ ? Step.Effect.Kind.READ : Step.Effect.Kind.WRITE;
        effects.add(new Step.Effect(event.location(), kind, event.value()));
      }
    }
    Event first = made.get(0);
    Instruction instruction = first.instruction();
    String action =
        instruction == null
            ? ""
            : EventText.of(model.program().memory(), context.code(), instruction, made);
    return new Step(
        "",
        Step.Kind.INSTRUCTION,
        context.index(),
        context.cpu(),
        depth,
        first.at(),
        action,
        effects.build());
  }

  // Edges

  /** An edge between the steps of two events. */
  Edge edge(Link link) {
    int cell = link.kind() == Kind.PO ? -1 : execution.events().get(link.to()).location();
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
    links.communication().forEach(link -> edges.add(edge(link)));
    return edges.stream()
        .filter(edge -> edge.from() != edge.to())
        .collect(ImmutableList.toImmutableList());
  }
}
