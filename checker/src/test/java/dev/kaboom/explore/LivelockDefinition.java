package dev.kaboom.explore;

import static dev.kaboom.explore.TransitionSystem.NOBODY;

import dev.kaboom.explore.ExplicitSystem.Edge;
import java.util.List;
import java.util.function.Predicate;

/**
 * The definition of a livelock, word by word: tries every set of reachable states, not just maximal
 * strongly connected ones.
 */
final class LivelockDefinition {
  private final ExplicitSystem system;

  LivelockDefinition(ExplicitSystem system) {
    this.system = system;
  }

  boolean holds() {
    boolean[] reachable = reach(edge -> true)[0];
    for (int set = 1; set < 1 << system.stateCount; set++) {
      if (isReachable(set, reachable) && (isFairRun(set) || isHandlersRun(set))) {
        return true;
      }
    }
    return false;
  }

  private boolean isReachable(int set, boolean[] reachable) {
    boolean all = true;
    for (int state = 0; state < system.stateCount; state++) {
      all &= (set >>> state & 1) == 0 || state == 0 || reachable[state];
    }
    return all;
  }

  private boolean isFairRun(int set) {
    if (!isConnected(set, edge -> true)) {
      return false;
    }
    long neglected = -1;
    for (int state = 0; state < system.stateCount; state++) {
      neglected &= (set >>> state & 1) != 0 ? system.enabled(state) : -1;
    }
    for (Edge edge : within(set, edge -> edge.agent() != NOBODY)) {
      neglected &= ~(1L << edge.agent());
    }
    return neglected == 0;
  }

  private boolean isHandlersRun(int set) {
    return isConnected(set, edge -> edge.handler() == 0)
        || isConnected(set, edge -> edge.handler() == 1);
  }

  /** Whether there is a way of at least one step from each state of the set to each. */
  private boolean isConnected(int set, Predicate<Edge> counts) {
    List<Edge> edges = within(set, counts);
    boolean[][] reach = reach(edges::contains);
    boolean all = true;
    for (int from = 0; from < system.stateCount; from++) {
      for (int to = 0; to < system.stateCount; to++) {
        boolean asked = (set >>> from & 1) != 0 && (set >>> to & 1) != 0;
        all &= !asked || reach[from][to];
      }
    }
    return all;
  }

  private List<Edge> within(int set, Predicate<Edge> counts) {
    return system.edges.stream()
        .filter(edge -> (set >>> edge.source() & 1) != 0 && (set >>> edge.target() & 1) != 0)
        .filter(counts)
        .toList();
  }

  private boolean[][] reach(Predicate<Edge> counts) {
    int n = system.stateCount;
    boolean[][] reach = new boolean[n][n];
    system.edges.stream().filter(counts).forEach(e -> reach[e.source()][e.target()] = true);
    for (int via = 0; via < n; via++) {
      for (int from = 0; from < n; from++) {
        for (int to = 0; to < n; to++) {
          reach[from][to] |= reach[from][via] && reach[via][to];
        }
      }
    }
    return reach;
  }
}
