package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.Visit;
import dev.kaboom.program.Compiler;
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
 * coherence total and behind it, each read from a write of its cell); each CPU's contexts, run
 * again with the values that their reads have here, make exactly these events, and its handlers
 * came where they may ({@link CpuReplay}); no value supports itself; the axioms of {@link
 * Definitions} hold; the claim is true of the end.
 */
public final class GraphReplay {
  private final Execution execution;
  private final Scene scene;
  private final List<Long> initial;

  private GraphReplay(Model model, Machine machine, Compiler compiler, Execution execution) {
    this.execution = execution;
    scene =
        new Scene(model.program(), machine, compiler, execution, RequestPlaces.of(model.program()));
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
      Model model, Machine machine, Compiler compiler, Execution execution, Claim claim) {
    try {
      GraphReplay replay = new GraphReplay(model, machine, compiler, execution);
      replay.checkShape();
      List<ImmutableList<CpuRun>> ways = replay.runs();
      replay.checkAxioms();
      new ClaimCheck(model, replay.scene, ways, replay.finalMemory()).check(claim);
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
    int cpus = scene.program().cpuCount();
    demand(execution.programOrder().size() == cpus, "the graph has other CPUs");
    int cells = initial.size() + scene.requests().count();
    demand(execution.coherence().size() == cells, "the graph has other cells");
    for (Visit visit : execution.visits()) {
      demand(visit.cpu() >= 0 && visit.cpu() < cpus, "a handler comes on an unknown CPU");
    }
    List<Integer> ordered = execution.programOrder().stream().flatMap(List::stream).toList();
    demand(
        ImmutableSet.copyOf(ordered).size() == ordered.size(),
        "an event stands in program order twice");
    int initialWrites = 0;
    for (int index = 0; index < execution.events().size(); index++) {
      Event event = event(index);
      demand(event.index() == index, "events are numbered wrongly");
      demand(event.context() >= 0 || event.has(Tag.INIT), "an event belongs to nobody");
      initialWrites += event.context() < 0 ? 1 : 0;
      if (event.kind() == EventKind.READ) {
        checkSource(event);
      }
    }
    demand(
        ordered.size() + initialWrites == execution.events().size(),
        "an event does not stand in program order");
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
    demand(fits, EventRun.text(read) + " reads from what does not write its cell");
  }

  /** No request has been made, and none served, at the start. */
  private long initialValue(int cell) {
    return cell < initial.size() ? initial.get(cell) : 0;
  }

  private void checkCoherence() {
    int writes = 0;
    for (int cell = 0; cell < execution.coherence().size(); cell++) {
      ImmutableList<Integer> order = execution.coherence().get(cell);
      demand(
          ImmutableSet.copyOf(order).size() == order.size(),
          "a write stands in coherence order twice");
      for (int place = 0; place < order.size(); place++) {
        Event write = event(order.get(place));
        boolean fits = write.kind() == EventKind.WRITE && write.location() == cell;
        demand(fits, "coherence order has what does not write the cell");
        demand(write.has(Tag.INIT) == (place == 0), "the initial write is not the first");
        boolean right = place > 0 || write.value() == initialValue(cell);
        demand(right, "the initial write has another value");
        writes++;
      }
    }
    long all = execution.events().stream().filter(e -> e.kind() == EventKind.WRITE).count();
    demand(writes == all, "a write is missing in coherence order");
  }

  // What the CPUs did

  private List<ImmutableList<CpuRun>> runs() {
    List<ImmutableList<CpuRun>> ways = new ArrayList<>();
    for (int cpu = 0; cpu < scene.program().cpuCount(); cpu++) {
      ways.add(CpuReplay.all(scene, cpu));
    }
    return ways;
  }

  // The model

  private void checkAxioms() {
    Definitions definitions = Definitions.of(scene.machine(), scene.compiler(), execution);
    demand(!definitions.isUnfounded(), "a value comes from nowhere but itself");
    Optional<String> broken = definitions.brokenAxiom();
    demand(broken.isEmpty(), "the axiom " + broken.orElse("") + " is broken");
  }
}
