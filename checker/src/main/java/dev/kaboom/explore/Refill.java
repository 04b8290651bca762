package dev.kaboom.explore;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A longer index on its way: the pairs of a {@link PairTable} go into it block by block, by however
 * many threads come to help.
 */
final class Refill {
  private static final int BLOCK = 1 << 13;

  private final PairTable.Index index;
  private final PackedPairs pairs;
  private final int size;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger entered = new AtomicInteger();

  /** All pairs are to go into that index, which is empty. */
  Refill(PairTable.Index index, PackedPairs pairs) {
    this.index = index;
    this.pairs = pairs;
    this.size = pairs.size();
  }

  /**
   * Works until no block is left; another thread may still be at its last. Nothing is allocated.
   */
  void help(Prefetch prefetch) {
    while (next.get() < size) {
      int from = next.getAndAdd(BLOCK);
      int to = Math.min(from + BLOCK, size);
      prefetch.enter(index, pairs, from, to);
      entered.addAndGet(Math.max(0, to - from));
    }
  }

  /** Waits for the last blocks, which takes less than a millisecond. */
  void await() {
    while (entered.get() < size) {
      Thread.onSpinWait();
    }
  }
}
