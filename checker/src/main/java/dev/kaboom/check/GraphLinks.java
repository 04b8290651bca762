package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pairs of events that an execution graph relates. */
final class GraphLinks {
  /** A pair, by the events' indices. */
  record Link(int from, int to, Kind kind) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Link link && from == link.from && to == link.to && kind == link.kind;
    }

    /** Written out for the reason that {@link dev.kaboom.program.ValueType#equals} has. */
    @Override
    public int hashCode() {
      return (((31 * from) + to) * 31) + kind.hashCode();
    }
  }

  private final Execution execution;
  private final ImmutableList<Link> communication;
  private final int[] cpuOf;

  GraphLinks(Execution execution) {
    this.execution = execution;
    cpuOf = new int[execution.events().size()];
    Arrays.fill(cpuOf, -1);
    for (int cpu = 0; cpu < execution.programOrder().size(); cpu++) {
      for (int event : execution.programOrder().get(cpu)) {
        cpuOf[event] = cpu;
      }
    }
    communication = findCommunication();
  }

  private Event event(int index) {
    return execution.events().get(index);
  }

  /** Every read with its write, and every write and read with the next write of the cell. */
  ImmutableList<Link> communication() {
    return communication;
  }

  private ImmutableList<Link> findCommunication() {
    ImmutableList.Builder<Link> links = ImmutableList.builder();
    List<Integer> next = new ArrayList<>();
    execution.events().forEach(event -> next.add(-1));
    for (ImmutableList<Integer> order : execution.coherence()) {
      for (int place = 0; place + 1 < order.size(); place++) {
        next.set(order.get(place), order.get(place + 1));
        links.add(new Link(order.get(place), order.get(place + 1), Kind.CO));
      }
    }
    for (Event event : execution.events()) {
      if (event.kind() == EventKind.READ) {
        links.add(new Link(event.source(), event.index(), Kind.RF));
        int overwriting = next.get(event.source());
        if (overwriting >= 0) {
          links.add(new Link(event.index(), overwriting, Kind.FR));
        }
      }
    }
    return links.build();
  }

  /** Communication between different CPUs, also with writes that are not the next. */
  ImmutableList<Link> external() {
    ImmutableList.Builder<Link> links = ImmutableList.builder();
    for (ImmutableList<Integer> order : execution.coherence()) {
      for (int place = 0; place < order.size(); place++) {
        for (int later : order.subList(place + 1, order.size())) {
          addExternal(links, order.get(place), later, Kind.CO);
        }
      }
    }
    for (Event event : execution.events()) {
      if (event.kind() == EventKind.READ) {
        addExternal(links, event.source(), event.index(), Kind.RF);
        ImmutableList<Integer> order = execution.coherence().get(event.location());
        for (int later : order.subList(order.indexOf(event.source()) + 1, order.size())) {
          addExternal(links, event.index(), later, Kind.FR);
        }
      }
    }
    return links.build();
  }

  private void addExternal(ImmutableList.Builder<Link> links, int from, int to, Kind kind) {
    if (cpuOf[from] >= 0 && cpuOf[from] != cpuOf[to]) {
      links.add(new Link(from, to, kind));
    }
  }

  /** Each event with all later ones of its CPU. */
  ImmutableList<Link> programOrder() {
    ImmutableList.Builder<Link> links = ImmutableList.builder();
    for (ImmutableList<Integer> order : execution.programOrder()) {
      for (int from = 0; from < order.size(); from++) {
        for (int to = from + 1; to < order.size(); to++) {
          links.add(new Link(order.get(from), order.get(to), Kind.PO));
        }
      }
    }
    return links.build();
  }

  /** The events that stand between two of one CPU in program order. */
  ImmutableList<Event> between(int from, int to) {
    for (ImmutableList<Integer> order : execution.programOrder()) {
      int first = order.indexOf(from);
      int last = order.indexOf(to);
      if (first >= 0 && last >= 0) {
        return order.subList(first + 1, Math.max(first + 1, last)).stream()
            .map(this::event)
            .collect(ImmutableList.toImmutableList());
      }
    }
    return ImmutableList.of();
  }
}
