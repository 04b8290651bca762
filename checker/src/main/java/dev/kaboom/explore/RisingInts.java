package dev.kaboom.explore;

/**
 * A growing list of ints ≥ -1 that never fall, as bits: with n values of which the last is m, n + m
 * + 1 bits and their ranks.
 *
 * <p>Each value is written as a 1 after as many 0s as it is larger than the one before (Elias and
 * Fano's upper bits; P. Elias, "Efficient storage and retrieval by content and address of static
 * files", Journal of the ACM 21, 1974). So the i-th 1 stands at bit v<sub>i</sub> + 1 + i. Before
 * every 256 words the number of 1s so far is kept, and reading a value is a binary search for its
 * block and a scan of it.
 */
final class RisingInts {
  private static final int BLOCK_BITS = 8;

  private final PagedLongs words;
  private final PagedInts ranks;
  private int size;
  private int last = -1;

  RisingInts(MemoryBudget budget) {
    words = new PagedLongs(budget);
    ranks = new PagedInts(budget);
  }

  int size() {
    return size;
  }

  /**
   * Appends a value; false if the budget does not allow it.
   *
   * @throws IllegalArgumentException if it is smaller than the last one
   */
  boolean add(int value) {
    if (value < last) {
      throw new IllegalArgumentException(value + " after " + last);
    }
    long bit = value + 1L + size;
    int word = (int) (bit >>> 6);
    while (words.size() <= word) {
      if (!addWord()) {
        return false;
      }
    }
    words.set(word, words.get(word) | 1L << bit);
    last = value;
    size++;
    return true;
  }

  int get(int at) {
    int word = firstWordOfBlockWith(at);
    int left = at - ranks.get(word >>> BLOCK_BITS);
    int ones = Long.bitCount(words.get(word));
    while (ones <= left) {
      left -= ones;
      ones = Long.bitCount(words.get(++word));
    }
    long rest = words.get(word);
    for (int i = 0; i < left; i++) {
      rest &= rest - 1;
    }
    return (int) (((long) word << 6) + Long.numberOfTrailingZeros(rest) - at - 1);
  }

  /** Gives all memory back; the list must not be used any more. */
  void free() {
    words.free();
    ranks.free();
  }

  /** The memory held, headers of arrays included. */
  long bytes() {
    return words.bytes() + ranks.bytes();
  }

  private boolean addWord() {
    if (words.size() >>> BLOCK_BITS == ranks.size() && !ranks.add(size)) {
      return false;
    }
    return words.add(0);
  }

  private int firstWordOfBlockWith(int at) {
    int low = 0;
    int high = ranks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (ranks.get(middle) <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low << BLOCK_BITS;
  }
}
