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

  /** Works until no block is left; another thread may still be at its last. */
  void help() {
    long[] hashes = new long[Prefetch.AT_ONCE];
    int[] read = new int[Prefetch.AT_ONCE];
    while (next.get() < size) {
      int from = next.getAndAdd(BLOCK);
      int to = Math.min(from + BLOCK, size);
      for (int at = from; at < to; at += Prefetch.AT_ONCE) {
        enter(at, Math.min(Prefetch.AT_ONCE, to - at), hashes, read);
      }
      entered.addAndGet(Math.max(0, to - from));
    }
  }

  /** Waits for the last blocks, which takes less than a millisecond. */
  void await() {
    while (entered.get() < size) {
      Thread.onSpinWait();
    }
  }

  /** Enters some pairs: first all their places are read, so that memory is waited for once. */
  private void enter(int from, int count, long[] hashes, int[] read) {
    for (int i = 0; i < count; i++) {
      hashes[i] = PairTable.hash(pairs.get(from + i));
    }
    index.touch(hashes, count, read);
    for (int i = 0; i < count; i++) {
      index.enter(hashes[i], from + i);
    }
  }
}
