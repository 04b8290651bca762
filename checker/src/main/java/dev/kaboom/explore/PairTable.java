package dev.kaboom.explore;

import static dev.kaboom.explore.PagedInts.ARRAY_HEADER_BYTES;
import static dev.kaboom.explore.PagedInts.PAGE;
import static dev.kaboom.explore.PagedInts.PAGE_BITS;
import static dev.kaboom.explore.PagedInts.REFERENCE_BYTES;

import java.util.Arrays;

/**
 * Numbers pairs of ints in the order in which they are first seen: 0, 1, 2 …
 *
 * <p>The pairs themselves lie in a list that only grows at its end. Beside it stands an index with
 * open addressing and linear probing. With 2<sup>b</sup> entries, b bits of an entry are the pair's
 * number plus one (0: free) and the other 32 - b are bits of its hash, so that a probe rarely looks
 * at a pair that is not the one sought. At most three quarters of the entries are taken; then the
 * index gets as many pages again and is filled anew from the list, so growth leaves no garbage and
 * has no peak. A pair costs 8 bytes and between 5.3 and 10.7 bytes of index.
 */
final class PairTable {
  /** What {@link #number} returns when the table cannot grow. */
  static final int FULL = -1;

  private static final int FIRST_BITS = 4;
  private static final int BITS_MAX = 31;

  private final MemoryBudget budget;
  private final PagedLongs pairs;
  private int[][] index = {new int[1 << FIRST_BITS]};
  private int bits = FIRST_BITS;
  private int mask = (1 << FIRST_BITS) - 1;
  private int grownAt = 3 << (FIRST_BITS - 2);
  private long indexBytes;

  PairTable(MemoryBudget budget) {
    this.budget = budget;
    this.pairs = new PagedLongs(budget);
    this.indexBytes = indexBytes(FIRST_BITS);
    budget.charge(indexBytes);
  }

  int size() {
    return pairs.size();
  }

  /** The pair with that number, the left one in the upper half. */
  long pair(int number) {
    return pairs.get(number);
  }

  long bytes() {
    return pairs.bytes() + indexBytes;
  }

  /** The pair's number, a new one if it was not seen before, or {@link #FULL}. */
  int number(int left, int right) {
    long pair = ((long) left << 32) | (right & 0xffff_ffffL);
    long hash = hash(pair);
    int tag = tag(hash);
    int at = (int) (hash >>> (64 - bits));
    while (true) {
      int entry = index[at >>> PAGE_BITS][at & (PAGE - 1)];
      if (entry == 0) {
        return append(pair, hash, at);
      }
      if (entry >>> bits == tag) {
        int number = (entry & mask) - 1;
        if (pairs.get(number) == pair) {
          return number;
        }
      }
      at = (at + 1) & mask;
    }
  }

  private int append(long pair, long hash, int free) {
    int number = pairs.size();
    int at = free;
    if (number == grownAt) {
      if (!grow()) {
        return FULL;
      }
      at = freeEntry(hash);
    }
    if (!pairs.add(pair)) {
      return FULL;
    }
    set(at, hash, number);
    return number;
  }

  private boolean grow() {
    long more = indexBytes(bits + 1) - indexBytes;
    if (bits == BITS_MAX || !budget.reserve(more)) {
      return false;
    }
    index = larger();
    indexBytes += more;
    bits++;
    mask = (1 << bits) - 1;
    grownAt = 3 << (bits - 2);
    for (int number = 0; number < pairs.size(); number++) {
      long hash = hash(pairs.get(number));
      set(freeEntry(hash), hash, number);
    }
    return true;
  }

  /** An empty index of twice the size that reuses the pages of this one. */
  private int[][] larger() {
    if (bits < PAGE_BITS) {
      return new int[][] {new int[2 << bits]};
    }
    int[][] pages = Arrays.copyOf(index, 2 * index.length);
    for (int i = index.length; i < pages.length; i++) {
      pages[i] = new int[PAGE];
    }
    for (int[] page : index) {
      Arrays.fill(page, 0);
    }
    return pages;
  }

  private int freeEntry(long hash) {
    int at = (int) (hash >>> (64 - bits));
    while (index[at >>> PAGE_BITS][at & (PAGE - 1)] != 0) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void set(int at, long hash, int number) {
    index[at >>> PAGE_BITS][at & (PAGE - 1)] = (tag(hash) << bits) | (number + 1);
  }

  private int tag(long hash) {
    return (int) hash & ((1 << (32 - bits)) - 1);
  }

  private static long indexBytes(int bits) {
    int pages = bits <= PAGE_BITS ? 1 : 1 << (bits - PAGE_BITS);
    long headers = ARRAY_HEADER_BYTES * (1L + pages) + (long) REFERENCE_BYTES * pages;
    return headers + (4L << bits);
  }

  /** The finaliser of MurmurHash3: every bit of the pair reaches every bit of the hash. */
  private static long hash(long pair) {
    long hash = (pair ^ (pair >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return hash ^ (hash >>> 33);
  }
}
