package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A system given by its edges: state n is the number n, spread over a few slots. */
final class ExplicitSystem implements TransitionSystem {
  /** An edge, who takes it, and for which handler. */
  record Edge(int source, int target, int agent, int handler) {}

  private static final int BASE = 3;

  final int stateCount;
  final int slots;
  final List<Edge> edges = new ArrayList<>();
  ImmutableList<Integer> initials = ImmutableList.of(0);
  ImmutableSet<Integer> bad = ImmutableSet.of();
  ImmutableSet<Integer> badEnds = ImmutableSet.of();
  ImmutableSet<Integer> badEdges = ImmutableSet.of();
  ImmutableSet<Integer> finals = ImmutableSet.of();
  ImmutableSet<Integer> unjudged = ImmutableSet.of();

  ExplicitSystem(int stateCount, int slots) {
    this.stateCount = stateCount;
    this.slots = slots;
  }

  /** A chain of edges of one agent. */
  static ExplicitSystem of(int stateCount, int... sourcesAndTargets) {
    ExplicitSystem system = new ExplicitSystem(stateCount, 3);
    for (int i = 0; i < sourcesAndTargets.length; i += 2) {
      system.edge(sourcesAndTargets[i], sourcesAndTargets[i + 1], 0, NOBODY);
    }
    return system;
  }

  static ExplicitSystem random(long seed, int stateCount, int edgeCount, int agents) {
    Random random = new Random(seed);
    ExplicitSystem system = new ExplicitSystem(stateCount, 1 + random.nextInt(6));
    for (int i = 0; i < edgeCount; i++) {
      int agent = random.nextInt(agents + 1) - 1;
      int handler = random.nextInt(4) == 0 ? random.nextInt(2) : NOBODY;
      system.edge(random.nextInt(stateCount), random.nextInt(stateCount), agent, handler);
    }
    return system;
  }

  ExplicitSystem edge(int source, int target, int agent, int handler) {
    edges.add(new Edge(source, target, agent, handler));
    return this;
  }

  int[] row(int state) {
    int[] row = new int[slots];
    int rest = state;
    for (int slot = slots - 1; slot >= 0; slot--) {
      row[slot] = slot == 0 ? rest : rest % BASE;
      rest /= BASE;
    }
    return row;
  }

  int state(int[] row) {
    int state = 0;
    for (int digit : row) {
      state = state * BASE + digit;
    }
    return state;
  }

  boolean hasEdges(int state) {
    return edges.stream().anyMatch(edge -> edge.source() == state);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void initial(Sink sink) {
    for (int i = 0; i < initials.size(); i++) {
      sink.accept(row(initials.get(i)), i);
    }
  }

  @Override
  public StateKind expand(int[] row, boolean reduction, Sink sink) {
    int state = state(row);
    for (int label = 0; label < edges.size(); label++) {
      if (edges.get(label).source() == state && badEdges.contains(label)) {
        sink.violated(1000 + label, label);
      } else if (edges.get(label).source() == state) {
        sink.accept(row(edges.get(label).target()), label);
      }
    }
    if (badEnds.contains(state)) {
      sink.violated(state, NO_STEP);
    }
    if (finals.contains(state)) {
      return StateKind.FINAL;
    }
    return hasEdges(state) ? StateKind.INNER : StateKind.DEADLOCK;
  }

  @Override
  public int violation(int[] row) {
    int state = state(row);
    return bad.contains(state) ? state : -1;
  }

  @Override
  public String name(int[] row, int label) {
    return "e" + label;
  }

  @Override
  public Fairness fairness() {
    return new EdgeFairness();
  }

  @Override
  public TransitionSystem fork() {
    return this;
  }

  long enabled(int state) {
    long mask = 0;
    for (Edge edge : edges) {
      mask |= edge.source() == state && edge.agent() != NOBODY ? 1L << edge.agent() : 0;
    }
    return mask;
  }

  private final class EdgeFairness implements Fairness {
    @Override
    public boolean mayCycle() {
      return true;
    }

    @Override
    public boolean judged(int[] row) {
      return !unjudged.contains(state(row));
    }

    @Override
    public long enabledAgents(int[] row) {
      return enabled(state(row));
    }

    @Override
    public int agent(int[] row, int label) {
      return edges.get(label).agent();
    }

    @Override
    public int handler(int[] row, int label) {
      return edges.get(label).handler();
    }
  }
}
