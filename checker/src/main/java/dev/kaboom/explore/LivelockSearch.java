package dev.kaboom.explore;

import static dev.kaboom.explore.TransitionSystem.NOBODY;

import dev.kaboom.explore.TransitionSystem.Fairness;
import java.util.Optional;

/**
 * The search for runs that never end although nobody is neglected, in a system whose states are all
 * stored.
 *
 * <p>A run that never ends stays, from some time on, within one strongly connected component C.
 * Under weak fairness (an agent that is enabled from some time on must step) a component contains a
 * fair run if and only if every agent either takes some step within C or is disabled in some state
 * of C: the run that visits all states and edges of C again and again is fair then, and a fair run
 * within C proves the condition for C. So maximal components are enough.
 *
 * <p>A handler that runs for ever is wrong even if that neglects others. So for each handler that
 * steps inside of a component, the components of the graph of its edges alone are looked at too.
 *
 * <p>States that are not judged have no edges here.
 */
final class LivelockSearch {
  /**
   * A component that contains a livelock.
   *
   * @param handler whose edges alone form it, or {@link TransitionSystem#NOBODY}
   * @param entry its lowest state, which is one of those nearest to an initial state
   * @param agents the agents that a fair run in it must take care of, as bits
   */
  private record Place(int handler, int entry, long agents) {}

  /**
   * A livelock.
   *
   * @param handler whose it is, or {@link TransitionSystem#NOBODY}
   * @param entry the state to which the cycle returns
   * @param cycle its transitions
   */
  record Livelock(int handler, int entry, Lasso.Cycle cycle) {}

  private final StoredGraph graph;
  private final Fairness fairness;
  private final Clock clock;
  private final MemoryBudget budget;
  private Optional<Place> best = Optional.empty();
  private long handlersSeen;

  LivelockSearch(StoredGraph graph, Fairness fairness, Clock clock, MemoryBudget budget) {
    this.graph = graph;
    this.fairness = fairness;
    this.clock = clock;
    this.budget = budget;
  }

  /**
   * The livelock whose entry is nearest to an initial state.
   *
   * @throws LimitReached when there is not enough memory or time
   */
  Optional<Livelock> find() {
    Optional<Livelock> found = findWith(new EdgesOf(NOBODY));
    for (int handler = 0; handler < Long.SIZE; handler++) {
      if ((handlersSeen >>> handler & 1) != 0) {
        Optional<Livelock> nearer = findWith(new EdgesOf(handler));
        found = nearer.isPresent() ? nearer : found;
      }
    }
    return found;
  }

  /** A livelock among these edges that is nearer than what is known. */
  private Optional<Livelock> findWith(EdgesOf edges) {
    Optional<Place> before = best;
    Components components = new Components(graph, edges, clock, budget);
    try {
      components.find((members, from) -> judge(edges, components, members, from));
      if (best.equals(before)) {
        return Optional.empty();
      }
      Place place = best.orElseThrow();
      Lasso lasso = new Lasso(graph, fairness, clock, budget, components, edges);
      Lasso.Cycle cycle = lasso.cycle(place.entry(), place.agents());
      return Optional.of(new Livelock(place.handler(), place.entry(), cycle));
    } finally {
      components.free();
    }
  }

  private void judge(EdgesOf edges, Components components, PagedInts members, int from) {
    int entry = Integer.MAX_VALUE;
    for (int i = from; i < members.size(); i++) {
      entry = Math.min(entry, members.get(i));
    }
    if (edges.handler != NOBODY) {
      propose(new Place(edges.handler, entry, 0));
      return;
    }
    long alwaysEnabled = -1;
    long sometimesEnabled = 0;
    long stepping = 0;
    for (int i = from; i < members.size(); i++) {
      int state = members.get(i);
      LimitReached.at(clock, graph);
      int[] row = graph.expand(state);
      long enabled = fairness.enabledAgents(row);
      alwaysEnabled &= enabled;
      sometimesEnabled |= enabled;
      for (int edge = 0; edge < graph.edges(); edge++) {
        if (components.of(graph.target(edge)) == components.of(state)) {
          stepping |= bit(fairness.agent(row, graph.label(edge)));
          handlersSeen |= bit(fairness.handler(row, graph.label(edge)));
        }
      }
    }
    if ((alwaysEnabled & ~stepping) == 0) {
      propose(new Place(NOBODY, entry, sometimesEnabled));
    }
  }

  private void propose(Place place) {
    if (best.isEmpty() || place.entry() < best.get().entry()) {
      best = Optional.of(place);
    }
  }

  private static long bit(int number) {
    return number == NOBODY ? 0 : 1L << number;
  }

  /** The edges between judged states: all, or those of one handler. */
  private final class EdgesOf implements Components.Edges {
    private final int handler;

    EdgesOf(int handler) {
      this.handler = handler;
    }

    @Override
    public boolean all() {
      return handler == NOBODY;
    }

    @Override
    public boolean leave(int[] row) {
      return fairness.judged(row);
    }

    @Override
    public boolean counts(int[] row, int label) {
      return handler == NOBODY || fairness.handler(row, label) == handler;
    }
  }
}
