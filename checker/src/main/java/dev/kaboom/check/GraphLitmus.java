package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * The litmus test of one execution: what each thread did, as straight-line code with the same
 * markings, barriers and dependencies, and a condition that its reads and the final values fulfil.
 * A memory model that allows the execution answers Sometimes or Always; one that forbids it Never,
 * unless another execution ends the same.
 *
 * <p>There is none for executions with handlers, requests to other CPUs, indivisible steps, or
 * anything else that herd7 has no word for.
 */
final class GraphLitmus {
  private final Model model;
  private final Execution execution;

  private GraphLitmus(Model model, Execution execution) {
    this.model = model;
    this.execution = execution;
  }

  /**
   * The test, or a comment that says why there is none.
   *
   * @param execution as the search found it, with the marks of indivisible steps
   * @param name its name, one word
   * @param about a line about what it shows
   */
  static String of(Model model, Execution execution, String name, String about) {
    String comment = "(* " + about.replace("*)", "* )").replace('\n', ' ') + " *)\n";
    try {
      return "C " + name + "\n\n" + comment + "\n" + new GraphLitmus(model, execution).body();
    } catch (InexpressibleException e) {
      return comment + "(* no litmus test can express this execution: " + e.getMessage() + " *)\n";
    }
  }

  private String body() {
    if (!execution.visits().isEmpty()) {
      throw new InexpressibleException("handlers");
    }
    LitmusCells cells = new LitmusCells(model.program().memory(), execution);
    StringBuilder threads = new StringBuilder();
    List<String> condition = new ArrayList<>();
    int number = 0;
    for (ImmutableList<Integer> order : execution.programOrder()) {
      if (!order.isEmpty()) {
        checkSteps(order);
        LitmusThread thread = new LitmusThread(execution, cells, number++);
        threads.append('\n').append(thread.text(order));
        condition.addAll(thread.condition());
      }
    }
    for (int location : cells.contested()) {
      condition.add(cells.name(location) + "=" + cells.finalValue(location));
    }
    if (condition.isEmpty()) {
      throw new InexpressibleException("no value tells it from others");
    }
    String all = String.join(" /\\ ", condition);
    return cells.initially() + threads + "\nexists (" + all + ")\n";
  }

  /** Refuses steps of several accesses that no other CPU may split. */
  private void checkSteps(ImmutableList<Integer> order) {
    boolean inStep = false;
    for (int index : order) {
      Event event = execution.events().get(index);
      boolean indivisible = event.has(Tag.INDIVISIBLE);
      if (indivisible && (inStep || event.has(Tag.INDIVISIBLE_WRITE))) {
        throw new InexpressibleException("an indivisible step");
      }
      inStep = indivisible;
    }
  }
}
