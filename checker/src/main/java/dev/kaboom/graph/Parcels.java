package dev.kaboom.graph;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the workers of one search share: which of its parcels have been taken.
 *
 * <p>A parcel is a subtree of the search tree whose root is so many nodes deep. Every worker walks
 * the top of the tree, which is the same for all, and so meets all parcels in the same order; it
 * takes those that nobody has taken. So it does not matter how many workers there are, nor how fast
 * each is: together they visit every node once.
 */
final class Parcels {
  private final int depth;
  private final boolean pruning;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Parcels of which none has been taken.
   *
   * @param depth of their roots; 1 is the tree's own root
   * @param pruning whether partial graphs of this program are worth being looked at
   */
  Parcels(int depth, boolean pruning) {
    this.depth = depth;
    this.pruning = pruning;
  }

  int depth() {
    return depth;
  }

  boolean pruning() {
    return pruning;
  }

  /** Takes a parcel, unless another worker has; each worker asks for each, in their order. */
  boolean take(int parcel) {
    return next.compareAndSet(parcel, parcel + 1);
  }
}
