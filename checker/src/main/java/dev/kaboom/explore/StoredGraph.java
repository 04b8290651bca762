package dev.kaboom.explore;

import dev.kaboom.explore.SearchOptions.Reduction;
import dev.kaboom.explore.TransitionSystem.Sink;
import java.util.Arrays;

/**
 * A searched system as a graph over the numbers of its states. Edges that were not recorded are
 * found again by expanding their source.
 */
final class StoredGraph {
  private final TransitionSystem system;
  private final StateSet store;
  private final RecordedEdges recorded;
  private final boolean reduction;
  private final Sink edgeSink = new EdgeSink();
  private final int[] row;
  private int[] targets = new int[16];
  private int[] labels = new int[16];
  private int edges;

  StoredGraph(
      TransitionSystem system, StateSet store, RecordedEdges recorded, SearchOptions options) {
    this.system = system;
    this.store = store;
    this.recorded = recorded;
    this.reduction = options.reduction() == Reduction.PARTIAL_ORDER;
    this.row = new int[system.slots()];
  }

  /** Whether the system may leave out transitions. */
  boolean reduction() {
    return reduction;
  }

  /** One more than the largest number of a state. */
  int size() {
    return store.numbers();
  }

  /** How many states there are. */
  int states() {
    return store.size();
  }

  /** Whether that is the number of a state. */
  boolean has(int state) {
    return store.has(state);
  }

  /** The state's row, valid until another state is asked for. */
  int[] row(int state) {
    store.select(state);
    store.copySelected(row);
    return row;
  }

  /** Finds the edges of a state; afterwards {@link #row} holds the state's row. */
  int[] expand(int state) {
    edges = 0;
    system.expand(row(state), reduction, edgeSink);
    return row;
  }

  /** Finds the edges of a state, without their labels, if they were recorded. */
  boolean recall(int state) {
    if (!recorded.has(state)) {
      return false;
    }
    edges = 0;
    int end = recorded.end(state);
    for (int edge = recorded.first(state); edge < end; edge++) {
      add(recorded.target(edge), TransitionSystem.NO_STEP);
    }
    return true;
  }

  int edges() {
    return edges;
  }

  int target(int edge) {
    return targets[edge];
  }

  int label(int edge) {
    return labels[edge];
  }

  private void add(int target, int label) {
    if (edges == targets.length) {
      targets = Arrays.copyOf(targets, 2 * edges);
      labels = Arrays.copyOf(labels, 2 * edges);
    }
    targets[edges] = target;
    labels[edges++] = label;
  }

  private final class EdgeSink implements Sink {
    @Override
    public void accept(int[] state, int label) {
      int target = store.number(state);
      if (target == StateSet.NONE) {
        throw new IllegalStateException("a state's successors differ from one call to the next");
      }
      add(target, label);
    }

    @Override
    public void violated(int violation, int label) {}
  }
}
