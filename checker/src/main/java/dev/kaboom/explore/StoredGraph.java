package dev.kaboom.explore;

import dev.kaboom.explore.SearchOptions.Reduction;
import dev.kaboom.explore.TransitionSystem.Sink;
import java.util.Arrays;

/**
 * A searched system as a graph over the numbers of its states. Edges are not kept: they are found
 * again by expanding their source.
 */
final class StoredGraph {
  private final TransitionSystem system;
  private final StateStore store;
  private final boolean reduction;
  private final Sink edgeSink = new EdgeSink();
  private final int[] row;
  private int[] targets = new int[16];
  private int[] labels = new int[16];
  private int edges;

  StoredGraph(TransitionSystem system, StateStore store, SearchOptions options) {
    this.system = system;
    this.store = store;
    this.reduction = options.reduction() == Reduction.PARTIAL_ORDER;
    this.row = new int[system.slots()];
  }

  /** Whether the system may leave out transitions. */
  boolean reduction() {
    return reduction;
  }

  int size() {
    return store.size();
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

  int edges() {
    return edges;
  }

  int target(int edge) {
    return targets[edge];
  }

  int label(int edge) {
    return labels[edge];
  }

  private final class EdgeSink implements Sink {
    @Override
    public void accept(int[] state, int label) {
      int known = store.size();
      int target = store.put(state, 0);
      if (target < 0 || target >= known) {
        throw new IllegalStateException("a state's successors differ from one call to the next");
      }
      if (edges == targets.length) {
        targets = Arrays.copyOf(targets, 2 * edges);
        labels = Arrays.copyOf(labels, 2 * edges);
      }
      targets[edges] = target;
      labels[edges++] = label;
    }

    @Override
    public void violated(int violation, int label) {}
  }
}
