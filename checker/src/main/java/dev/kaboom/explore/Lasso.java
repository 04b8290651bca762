package dev.kaboom.explore;

import static dev.kaboom.explore.TransitionSystem.NOBODY;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.TransitionSystem.Fairness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Finds a short cycle in a component that takes care of given agents: each of them steps on the
 * cycle or is disabled in one of its states.
 *
 * <p>It goes from the entry to the nearest place that takes care of one more agent, from there on
 * to the next, and at last back to the entry. The pieces are shortest paths; the whole need not be
 * a shortest cycle, which would be a travelling salesman's tour.
 */
final class Lasso {
  /** A transition of a cycle. */
  record Edge(int source, int label) {}

  /** Transitions from a state back to it. */
  record Cycle(ImmutableList<Edge> edges) {}

  private final StoredGraph graph;
  private final Fairness fairness;
  private final Clock clock;
  private final MemoryBudget budget;
  private final Components components;
  private final Components.Edges edges;
  private final List<Edge> cycle = new ArrayList<>();
  private final PagedInts states;
  private final PagedInts cameFrom;
  private final PagedInts cameBy;
  private long agents;
  private int current;

  Lasso(
      StoredGraph graph,
      Fairness fairness,
      Clock clock,
      MemoryBudget budget,
      Components components,
      Components.Edges edges) {
    this.graph = graph;
    this.fairness = fairness;
    this.clock = clock;
    this.budget = budget;
    this.components = components;
    this.edges = edges;
    this.states = new PagedInts(budget);
    this.cameFrom = new PagedInts(budget);
    this.cameBy = new PagedInts(budget);
  }

  /**
   * A cycle from {@code entry} that takes care of {@code needed}, agents as bits.
   *
   * @throws LimitReached when there is not enough memory or time
   */
  Cycle cycle(int entry, long needed) {
    long bitBytes = graph.size() / 4L;
    LimitReached.unless(budget.reserve(bitBytes));
    try {
      current = entry;
      agents = needed & fairness.enabledAgents(graph.row(entry));
      while (agents != 0) {
        walk(NOBODY);
      }
      if (cycle.isEmpty() || current != entry) {
        walk(entry);
      }
      return new Cycle(ImmutableList.copyOf(cycle));
    } finally {
      budget.release(bitBytes);
      states.free();
      cameFrom.free();
      cameBy.free();
    }
  }

  /** Goes on to {@code goal}, or, if that is NOBODY, to where one more agent is taken care of. */
  private void walk(int goal) {
    BitSet seen = new BitSet(graph.size());
    states.truncate(0);
    cameFrom.truncate(0);
    cameBy.truncate(0);
    visit(current, NOBODY, NOBODY);
    seen.set(current);
    for (int at = 0; at < states.size(); at++) {
      LimitReached.at(clock, graph);
      if (step(at, goal, seen)) {
        return;
      }
    }
    throw new IllegalStateException("a component is not connected");
  }

  private boolean step(int at, int goal, BitSet seen) {
    int state = states.get(at);
    int[] row = graph.expand(state);
    int count = graph.edges();
    for (int edge = 0; edge < count; edge++) {
      int target = graph.target(edge);
      int label = graph.label(edge);
      if (components.of(target) != components.of(state) || !edges.counts(row, label)) {
        continue;
      }
      int agent = fairness.agent(row, label);
      long left = agent == NOBODY ? agents : agents & ~(1L << agent);
      left &= fairness.enabledAgents(graph.row(target));
      graph.row(state);
      if (goal == NOBODY ? left != agents : target == goal) {
        agents = left;
        take(at, new Edge(state, label));
        current = target;
        return true;
      }
      if (!seen.get(target)) {
        seen.set(target);
        visit(target, at, label);
      }
    }
    return false;
  }

  private void visit(int state, int from, int by) {
    LimitReached.unless(states.add(state) && cameFrom.add(from) && cameBy.add(by));
  }

  private void take(int at, Edge last) {
    List<Edge> piece = new ArrayList<>();
    piece.add(last);
    for (int i = at; cameFrom.get(i) != NOBODY; i = cameFrom.get(i)) {
      piece.add(new Edge(states.get(cameFrom.get(i)), cameBy.get(i)));
    }
    Collections.reverse(piece);
    cycle.addAll(piece);
  }
}
