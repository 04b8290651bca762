package dev.kaboom.explore;

import static dev.kaboom.explore.PagedInts.ARRAY_HEADER_BYTES;
import static dev.kaboom.explore.PagedInts.PAGE;
import static dev.kaboom.explore.PagedInts.PAGE_BITS;
import static dev.kaboom.explore.PagedInts.REFERENCE_BYTES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers pairs of ints in the order in which they are first seen: 0, 1, 2 …
 *
 * <p>The pairs themselves lie in a list that only grows at its end. Beside it stands an index with
 * open addressing and linear probing. The low bits of an entry are the pair's number plus one (0:
 * free), as many as the largest number needs, and the others are bits of its hash, so that a probe
 * rarely looks at a pair that is not the one sought. The upper half of the hash times the index's
 * length, divided by 2<sup>32</sup>, is where a pair belongs, so the length need not be a power of
 * two. At most 13 of 16 entries are taken; then the index becomes a third or a half longer and is
 * filled anew from the list, in the pages that it has, so growth leaves no garbage and has no peak.
 * A pair costs the 4 to 5 bytes that {@link PackedPairs} takes for it and 4.9 to 7.4 bytes of
 * index.
 *
 * <p>Any number of threads may ask. Who finds a pair takes no lock: an entry is released after the
 * pair that it leads to. Who does not find it looks again under the lock before it is added. While
 * the index grows, others may read entries of the new length as if they were of the old: whatever
 * number they make of them, it counts only if the pair with that number is the one sought.
 */
final class PairTable {
  /** What {@link #number} returns when the table cannot grow. */
  static final int FULL = -1;

  private static final int FIRST_LENGTH = 16;

  private static final int NONE = Integer.MIN_VALUE;
  private static final VarHandle ENTRIES = MethodHandles.arrayElementVarHandle(int[].class);

  private final MemoryBudget budget;
  private final PackedPairs pairs;
  private volatile Index index = new Index(new int[1][FIRST_LENGTH], FIRST_LENGTH);
  private volatile @Nullable Refill refill;
  private long indexBytes;

  PairTable(MemoryBudget budget) {
    this.budget = budget;
    this.pairs = new PackedPairs(budget);
    this.indexBytes = indexBytes(FIRST_LENGTH);
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
    return number(((long) left << 32) | (right & 0xffff_ffffL));
  }

  /** The same for a pair in one long. */
  int number(long pair) {
    long hash = hash(pair);
    int found = index.find(pair, hash, pairs);
    return found >= 0 ? found : append(pair, hash);
  }

  /**
   * The numbers of the first {@code count} of these pairs; false if the table cannot grow. Those
   * that are new are added together, so that threads seldom wait for one another.
   */
  boolean numbers(long[] wanted, int count, int[] numbers) {
    boolean all = true;
    for (int i = 0; i < count; i++) {
      numbers[i] = index.find(wanted[i], hash(wanted[i]), pairs);
      all &= numbers[i] >= 0;
    }
    return all || append(wanted, count, numbers);
  }

  private synchronized boolean append(long[] wanted, int count, int[] numbers) {
    for (int i = 0; i < count; i++) {
      if (numbers[i] < 0) {
        numbers[i] = append(wanted[i], hash(wanted[i]));
        if (numbers[i] == FULL) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Reads what {@link #number(long)} will for pairs that follow one another in an array.
   *
   * @param hashes room for {@code count} of them
   * @param read room for what is read, which means nothing
   */
  void touch(long[] wanted, int from, int count, long[] hashes, int[] read) {
    Index seen = index;
    for (int i = 0; i < count; i++) {
      hashes[i] = hash(wanted[from + i]);
    }
    seen.touch(hashes, count, read);
    seen.touchLike(hashes, count, pairs, read);
  }

  /** Reads what {@link #pair} will for the ints at {@code shift} in some longs. */
  void touch(long[] numbers, int shift, int from, int count, int[] read) {
    for (int i = 0; i < count; i++) {
      read[i] = pairs.touch((int) (numbers[from + i] >>> shift));
    }
  }

  private synchronized int append(long pair, long hash) {
    int found = index.find(pair, hash, pairs);
    if (found >= 0) {
      return found;
    }
    int number = pairs.size();
    if (number == index.sizeMax) {
      if (!grow()) {
        return FULL;
      }
      found = index.find(pair, hash, pairs);
    }
    if (!pairs.add(pair)) {
      return FULL;
    }
    index.set(found & Integer.MAX_VALUE, hash, number);
    return number;
  }

  private boolean grow() {
    long next = nextLength(index.length);
    long more = indexBytes(next) - indexBytes;
    if (next > Integer.MAX_VALUE || !budget.reserve(more)) {
      return false;
    }
    Prefetch prefetch = new Prefetch();
    Index larger = new Index(larger((int) next), (int) next);
    indexBytes += more;
    Refill work = new Refill(larger, pairs);
    refill = work;
    work.help(prefetch);
    work.await();
    refill = null;
    index = larger;
    return true;
  }

  /** Helps whoever is making the index longer. */
  void assist(Prefetch prefetch) {
    @Nullable Refill work = refill;
    if (work != null) {
      work.help(prefetch);
    }
  }

  /** Powers of two and, from three pages on, what lies in the middle of two. */
  private static long nextLength(int length) {
    int top = Integer.highestOneBit(length);
    if (length > top) {
      return 2L * top;
    }
    return length < 2 * PAGE ? 2L * length : length + length / 2L;
  }

  /** An empty index of that length that reuses the pages of this one. */
  private int[][] larger(int newLength) {
    if (newLength <= PAGE) {
      return new int[1][newLength];
    }
    int[][] old = index.pages;
    int[][] pages = Arrays.copyOf(old, newLength >>> PAGE_BITS);
    for (int i = old.length; i < pages.length; i++) {
      pages[i] = new int[PAGE];
    }
    for (int[] page : old) {
      Arrays.fill(page, 0);
    }
    return pages;
  }

  /** The entries. */
  static final class Index {
    final int[][] pages;
    final int length;
    final int sizeMax;
    private final int bits;
    private final int mask;

    Index(int[][] pages, int length) {
      this.pages = pages;
      this.length = length;
      this.sizeMax = (int) (length * 13L / 16);
      this.bits = Integer.SIZE - Integer.numberOfLeadingZeros(sizeMax);
      this.mask = (1 << bits) - 1;
    }

    /** The pair's number, or {@link #NONE} plus the free entry where it would have to be. */
    int find(long pair, long hash, PackedPairs pairs) {
      int tag = tag(hash);
      int at = home(hash);
      while (true) {
        int entry = (int) ENTRIES.getAcquire(pages[at >>> PAGE_BITS], at & (PAGE - 1));
        if (entry == 0) {
          return NONE + at;
        }
        if (entry >>> bits == tag && pairs.has((entry & mask) - 1, pair)) {
          return (entry & mask) - 1;
        }
        at = at + 1 == length ? 0 : at + 1;
      }
    }

    /** Reads the entries where searches for pairs with these hashes begin. */
    void touch(long[] hashes, int count, int[] read) {
      for (int i = 0; i < count; i++) {
        int at = home(hashes[i]);
        read[i] = pages[at >>> PAGE_BITS][at & (PAGE - 1)];
      }
    }

    /** Reads the pairs that these searches will look at first. */
    void touchLike(long[] hashes, int count, PackedPairs pairs, int[] read) {
      for (int i = 0; i < count; i++) {
        int tag = tag(hashes[i]);
        int entry = read[i];
        for (int at = home(hashes[i]); entry != 0 && entry >>> bits != tag; ) {
          at = at + 1 == length ? 0 : at + 1;
          entry = pages[at >>> PAGE_BITS][at & (PAGE - 1)];
        }
        read[i] = entry == 0 ? 0 : pairs.touch((entry & mask) - 1);
      }
    }

    /** Enters a pair that is not there; several threads may. */
    void enter(long hash, int number) {
      int entry = entry(hash, number);
      int at = home(hash);
      while (!ENTRIES.compareAndSet(pages[at >>> PAGE_BITS], at & (PAGE - 1), 0, entry)) {
        at = at + 1 == length ? 0 : at + 1;
      }
    }

    void set(int at, long hash, int number) {
      ENTRIES.setRelease(pages[at >>> PAGE_BITS], at & (PAGE - 1), entry(hash, number));
    }

    private int entry(long hash, int number) {
      return (tag(hash) << bits) | (number + 1);
    }

    private int home(long hash) {
      return (int) (((hash >>> 32) * length) >>> 32);
    }

    private int tag(long hash) {
      return (int) hash & ((1 << (32 - bits)) - 1);
    }
  }

  private static long indexBytes(long length) {
    long pages = Math.max(1, length >>> PAGE_BITS);
    return ARRAY_HEADER_BYTES * (1 + pages) + REFERENCE_BYTES * pages + Integer.BYTES * length;
  }

  /** The finaliser of MurmurHash3: every bit of the pair reaches every bit of the hash. */
  static long hash(long pair) {
    long hash = (pair ^ (pair >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return hash ^ (hash >>> 33);
  }
}
