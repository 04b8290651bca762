package dev.kaboom.explore;

/**
 * Reads places in large tables before they are needed, many at once.
 *
 * <p>The tables of a long search do not fit into caches. A read that has to wait for memory takes
 * 100 to 200 ns, and a search of one pair after the other waits for each, since what it does next
 * depends on what it read. Reads that do not depend on one another are under way at the same time
 * and cost 10 ns each. So a search works in chunks of states, and before it asks a table for one
 * pair after the other, it reads the places of all of them in a loop that does nothing else. What
 * was read does not matter and is not kept: only that it lies in a cache when it is needed.
 *
 * <p>One for each thread.
 */
final class Prefetch {
  /** Places that are read together: as many as a first-level cache surely holds. */
  private static final int AT_ONCE = 128;

  /** Pairs of a table that takes more than a second-level cache has to spare. */
  private static final int LARGE = 16_384;

  private final long[] hashes = new long[AT_ONCE];

  /** What was read: nothing asks for it, but reads without a result would be left out. */
  private final int[] read = new int[AT_ONCE];

  /** Reads what {@link PairTable#number} will, for the first {@code count} of these pairs. */
  void places(PairTable table, long[] pairs, int count) {
    if (table.size() < LARGE) {
      return;
    }
    for (int from = 0; from < count; from += AT_ONCE) {
      table.touch(pairs, from, Math.min(AT_ONCE, count - from), hashes, read);
    }
  }

  /** Reads what {@link CompactTable#add} will. */
  void places(CompactTable table, long[] pairs, int count) {
    for (int from = 0; from < count; from += AT_ONCE) {
      table.touch(pairs, from, Math.min(AT_ONCE, count - from), read);
    }
  }

  /** Reads the pairs whose numbers are the ints at {@code shift} in the first of these longs. */
  void pairs(PairTable table, long[] numbers, int shift, int count) {
    if (table.size() < LARGE) {
      return;
    }
    for (int from = 0; from < count; from += AT_ONCE) {
      table.touch(numbers, shift, from, Math.min(AT_ONCE, count - from), read);
    }
  }

  /** Enters the pairs with the numbers from one to another into an index that has none of them. */
  void enter(PairTable.Index index, PackedPairs pairs, int begin, int end) {
    for (int from = begin; from < end; from += AT_ONCE) {
      int count = Math.min(AT_ONCE, end - from);
      for (int i = 0; i < count; i++) {
        hashes[i] = PairTable.hash(pairs.get(from + i));
      }
      index.touch(hashes, count, read);
      for (int i = 0; i < count; i++) {
        index.enter(hashes[i], from + i);
      }
    }
  }
}
