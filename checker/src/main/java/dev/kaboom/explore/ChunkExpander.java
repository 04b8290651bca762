package dev.kaboom.explore;

import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.explore.TransitionSystem.StateKind;

/** Expands chunks, on one thread, with a system and a tree of its own. */
final class ChunkExpander {
  private final TransitionSystem system;
  private final boolean reduction;
  private final RowTree tree;
  private final int[] row;
  private final PairColumn lefts = new PairColumn();
  private final PairColumn rights = new PairColumn();
  private final Prefetch prefetch = new Prefetch();
  private final ChunkSink sink = new ChunkSink();
  private Chunk chunk;

  ChunkExpander(TransitionSystem system, boolean reduction, RowTree tree, Chunk any) {
    this.system = system;
    this.reduction = reduction;
    this.tree = tree;
    this.row = new int[system.slots()];
    this.chunk = any;
  }

  /** Does the work of a chunk that the caller has claimed. */
  void expand(Chunk claimed) {
    chunk = claimed;
    lefts.clear();
    rights.clear();
    try {
      tree.touch(chunk.sources(), chunk.states(), prefetch);
      for (int state = 0; state < chunk.states(); state++) {
        tree.select(chunk.source(state));
        tree.copySelected(row);
        StateKind kind = system.expand(row, reduction, sink);
        chunk.end(state, kind, system.fairness().judged(row));
      }
      chunk.pair(lefts, rights, tree.settle(lefts, rights, prefetch));
      chunk.done(null);
    } catch (RuntimeException | Error thrown) {
      chunk.done(thrown);
    }
  }

  /** Helps the thread that adds states. */
  void assist(StateSet store) {
    store.assist(prefetch);
  }

  private final class ChunkSink implements Sink {
    @Override
    public void accept(int[] state, int label) {
      if (tree.lookBelow(state, lefts, rights)) {
        chunk.addSuccessor(state);
      } else {
        chunk.addViolation(Chunk.NO_MEMORY, label);
      }
    }

    @Override
    public void violated(int violation, int label) {
      chunk.addViolation(violation, label);
    }
  }
}
