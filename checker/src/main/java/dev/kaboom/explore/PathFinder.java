package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.Candidates.Candidate;
import dev.kaboom.explore.LivelockSearch.Livelock;
import dev.kaboom.explore.TransitionSystem.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Turns places in the store into paths: follows the parents back to an initial state, then expands
 * each state of the path once more to see which transition leads to the next.
 */
final class PathFinder {
  private final TransitionSystem system;
  private final StateStore store;
  private final StoredGraph graph;

  PathFinder(TransitionSystem system, StateStore store, StoredGraph graph) {
    this.system = system;
    this.store = store;
    this.graph = graph;
  }

  Finding finding(Candidate candidate) {
    List<String> names = new ArrayList<>();
    int initial = stem(candidate.state(), names);
    if (candidate.label() != TransitionSystem.NO_STEP) {
      names.add(system.name(graph.row(candidate.state()), candidate.label()));
    }
    Path path = new Path(initial, ImmutableList.copyOf(names), -1);
    return new Finding(candidate.kind(), candidate.number(), path);
  }

  Finding finding(Livelock livelock) {
    List<String> names = new ArrayList<>();
    int initial = stem(livelock.entry(), names);
    int loopStart = names.size();
    for (Lasso.Edge edge : livelock.cycle().edges()) {
      names.add(system.name(graph.row(edge.source()), edge.label()));
    }
    Path path = new Path(initial, ImmutableList.copyOf(names), loopStart);
    return new Finding(Finding.Kind.LIVELOCK, livelock.handler(), path);
  }

  /** Adds the names of the steps to a state, and returns the label of the initial state. */
  private int stem(int state, List<String> names) {
    List<Integer> states = new ArrayList<>();
    for (int at = state; at >= 0; at = store.parent(at)) {
      states.add(at);
    }
    Collections.reverse(states);
    for (int i = 1; i < states.size(); i++) {
      names.add(nameOfStep(states.get(i - 1), states.get(i)));
    }
    return states.isEmpty() ? Path.NO_STATE : labelOfInitial(states.get(0));
  }

  private String nameOfStep(int source, int target) {
    FirstMatch match = new FirstMatch(graph.row(target).clone());
    int[] row = graph.row(source);
    system.expand(row, graph.reduction(), match);
    return system.name(row, match.label());
  }

  private int labelOfInitial(int state) {
    FirstMatch match = new FirstMatch(graph.row(state).clone());
    system.initial(match);
    return match.label();
  }

  /** Remembers the first label that comes with a given state. */
  private static final class FirstMatch implements Sink {
    private static final int NONE = -1;

    private final int[] sought;
    private int found = NONE;

    FirstMatch(int[] sought) {
      this.sought = sought;
    }

    int label() {
      if (found == NONE) {
        throw new IllegalStateException("a state's successors differ from one call to the next");
      }
      return found;
    }

    @Override
    public void accept(int[] state, int label) {
      if (found == NONE && Arrays.equals(state, sought)) {
        found = label;
      }
    }

    @Override
    public void violated(int violation, int label) {}
  }
}
