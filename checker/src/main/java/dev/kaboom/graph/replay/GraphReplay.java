package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Memory;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Confirms that a graph is an execution of a model on a machine, and that it shows what it is said
 * to show.
 *
 * <p>In this order: the graph is well formed (one initial write for each cell that is accessed,
 * coherence total and behind it, each read from a write of its cell); each context, run again with
 * the values that its reads have here, makes exactly these events; no value supports itself; the
 * axioms of {@link Definitions} hold; the claim is true of the end.
 */
public final class GraphReplay {
  private final Model model;
  private final Machine machine;
  private final Execution execution;
  private final Memory memory;
  private final List<Long> initial;
  private final List<ImmutableList<ContextRun>> runs = new ArrayList<>();

  private GraphReplay(Model model, Machine machine, Execution execution) {
    this.model = model;
    this.machine = machine;
    this.execution = execution;
    memory = model.program().memory();
    initial = initialMemory(model);
  }

  /** The cells' values after INIT. */
  public static ImmutableList<Long> initialMemory(Model model) {
    Memory memory = model.program().memory();
    List<Long> cells = new ArrayList<>(Lists.transform(memory.locations(), Location::initial));
    new AloneRun(memory, model.program().init(), cells).run();
    return ImmutableList.copyOf(cells);
  }

  /** Why the graph does not show what is claimed; empty if it does. */
  public static Optional<String> objection(
      Model model, Machine machine, Execution execution, Claim claim) {
    try {
      GraphReplay replay = new GraphReplay(model, machine, execution);
      replay.checkShape();
      replay.runContexts();
      replay.checkAxioms();
      new ClaimCheck(model, machine, execution, replay.runs, replay.finalMemory()).check(claim);
      return Optional.empty();
    } catch (ObjectionException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void demand(boolean right, String otherwise) {
    if (!right) {
      throw new ObjectionException(otherwise);
    }
  }

  private List<Long> finalMemory() {
    List<Long> cells = new ArrayList<>(initial);
    for (int cell = 0; cell < cells.size(); cell++) {
      cells.set(cell, execution.finalValue(cell, initial.get(cell)));
    }
    return cells;
  }

  // The graph's shape

  private void checkShape() {
    int contexts = model.program().contexts().size();
    demand(execution.programOrder().size() == contexts, "the graph has other contexts");
    demand(execution.coherence().size() == initial.size(), "the graph has other cells");
    int placed = 0;
    for (int context = 0; context < contexts; context++) {
      for (int index : execution.programOrder().get(context)) {
        demand(event(index).context() == context, "an event stands in another's program order");
        placed++;
      }
    }
    for (int index = 0; index < execution.events().size(); index++) {
      Event event = event(index);
      demand(event.index() == index, "events are numbered wrongly");
      demand(event.context() >= 0 || event.has(Tag.INIT), "an event belongs to nobody");
      placed += event.context() < 0 ? 1 : 0;
      if (event.kind() == EventKind.READ) {
        checkSource(event);
      }
    }
    demand(placed == execution.events().size(), "an event stands in program order twice");
    checkCoherence();
  }

  private Event event(int index) {
    return execution.events().get(index);
  }

  private void checkSource(Event read) {
    int source = read.source();
    demand(source >= 0 && source < execution.events().size(), "a read has no write");
    boolean fits =
        event(source).kind() == EventKind.WRITE && event(source).location() == read.location();
    demand(fits, ContextRun.text(read) + " reads from what does not write its cell");
  }

  private void checkCoherence() {
    int writes = 0;
    for (int cell = 0; cell < initial.size(); cell++) {
      ImmutableList<Integer> order = execution.coherence().get(cell);
      demand(
          ImmutableSet.copyOf(order).size() == order.size(),
          "a write stands in coherence order twice");
      for (int place = 0; place < order.size(); place++) {
        Event write = event(order.get(place));
        boolean fits = write.kind() == EventKind.WRITE && write.location() == cell;
        demand(fits, "coherence order has what does not write the cell");
        demand(write.has(Tag.INIT) == (place == 0), "the initial write is not the first");
        boolean right = place > 0 || write.value() == initial.get(cell);
        demand(right, "the initial write has another value");
        writes++;
      }
    }
    long all = execution.events().stream().filter(e -> e.kind() == EventKind.WRITE).count();
    demand(writes == all, "a write is missing in coherence order");
  }

  // The contexts

  private void runContexts() {
    for (Context context : model.program().contexts()) {
      ImmutableList<Event> events =
          execution.programOrder().get(context.index()).stream()
              .map(this::event)
              .collect(ImmutableList.toImmutableList());
      boolean absent = events.isEmpty() && context.kind() != ContextKind.PROCESS;
      runs.add(
          absent
              ? ImmutableList.of()
              : ContextRun.all(memory, context.code(), execution, machine, events));
    }
  }

  // The model

  private void checkAxioms() {
    Definitions definitions = Definitions.of(machine, execution);
    demand(!definitions.isUnfounded(), "a value comes from nowhere but itself");
    Optional<String> broken = definitions.brokenAxiom();
    demand(broken.isEmpty(), "the axiom " + broken.orElse("") + " is broken");
  }
}
