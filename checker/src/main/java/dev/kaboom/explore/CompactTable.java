package dev.kaboom.explore;

import static dev.kaboom.explore.PagedInts.ARRAY_HEADER_BYTES;
import static dev.kaboom.explore.PagedInts.REFERENCE_BYTES;

import dev.kaboom.explore.StateSet.Added;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A set of pairs of ints, each with a mark that says whether it waits, in fewer bits than a pair
 * has.
 *
 * <p>J. G. Cleary, "Compact hash tables using bidirectional linear probing" (IEEE Transactions on
 * Computers 33, 1984); for state spaces S. van der Vegt and A. Laarman, "A parallel compact hash
 * table" (MEMICS 2011). The hash of a pair is a bijection ({@link BitMixer}), so a pair's home, the
 * place that the upper bits of its hash choose, need not be written down in the entry: only the
 * other bits are, the remainder, and how far from home the entry lies. Nothing is lost: every pair
 * can be read back.
 *
 * <p>With c = 2<sup>b</sup> or 3·2<sup>b-2</sup> places, let t be the upper b+8 bits of the key;
 * home is ⌊t·c / 2<sup>b+8</sup>⌋, and t minus the lowest t with that home takes 9 bits. From low
 * to high an entry has one more than the distance from home, 8 bits, 0 in a free place; the mark;
 * the rest of the key below t; and those 9 bits. It takes as many whole bytes as these need.
 *
 * <p>Collisions go to the next places, and an entry that is nearer to its home makes room for one
 * that is farther (Robin Hood hashing, P. Celis 1986), so distances stay small and a search for
 * what is not there ends early. At the end there are places that are nobody's home, so that no
 * entry goes round. Entries of one table come in the order of their homes, and so do they in the
 * longer table that it grows into: growing writes page after page and frees those that were read.
 */
final class CompactTable {
  private static final int PAGE_BITS = 15;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int DISTANCE_BITS = 8;
  private static final int DISTANCE_MAX = (1 << DISTANCE_BITS) - 1;
  private static final int MARK_BITS = DISTANCE_BITS + 1;
  private static final long WAITING = 1L << DISTANCE_BITS;
  private static final int OFFSET_BITS = 9;
  private static final int UPPER_BITS = 8;
  private static final int FIRST_BITS = 11;
  private static final int BITS_MAX = 30;
  private static final int PADDING = 8;
  private static final byte[] NO_PAGE = new byte[0];
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final MemoryBudget budget;
  private BitMixer mixer;
  private Places places;
  private int size;

  CompactTable(MemoryBudget budget) {
    this.budget = budget;
    this.mixer = new BitMixer(FIRST_BITS, FIRST_BITS);
    this.places = new Places(FIRST_BITS, false, mixer.width());
    budget.charge(places.bytes());
  }

  /** The memory held, headers of arrays included. */
  long bytes() {
    return places.bytes();
  }

  /** Adds a pair, which waits then, or says whether the one that is there waits. */
  Added add(long pair) {
    if ((!mixer.fits(pair) && !widen(pair)) || (size >= places.sizeMax() && !lengthen())) {
      return Added.FULL;
    }
    Added added = places.add(mixer.mix(pair), WAITING);
    while (added == Added.FULL && lengthen()) {
      added = places.add(mixer.mix(pair), WAITING);
    }
    size += added == Added.NEW ? 1 : 0;
    return added;
  }

  /**
   * Reads where pairs that follow one another in an array belong.
   *
   * @param read room for what is read, which means nothing
   */
  void touch(long[] wanted, int from, int count, int[] read) {
    for (int i = 0; i < count; i++) {
      long pair = wanted[from + i];
      read[i] = mixer.fits(pair) ? places.touch(mixer.mix(pair)) : 0;
    }
  }

  /** Removes the mark of a pair that is there. */
  void take(long pair) {
    int at = places.find(mixer.mix(pair));
    places.set(at, places.get(at) & ~WAITING);
  }

  /** One more than the largest place. */
  int length() {
    return places.length + DISTANCE_MAX;
  }

  /** Whether there is a pair at that place. */
  boolean has(int at) {
    return places.get(at) != 0;
  }

  /** The place of a pair, or {@link StateSet#NONE}. */
  int find(long pair) {
    return mixer.fits(pair) ? places.find(mixer.mix(pair)) : StateSet.NONE;
  }

  /** The pair at a place. */
  long pair(int at) {
    return mixer.unmix(places.key(at));
  }

  /** Bits of an entry's last byte that would be left over go to the numbers, for the next times. */
  private boolean widen(long pair) {
    BitMixer wider = mixer.widened(pair);
    int spare = new Places(places.bits, places.between, wider.width()).spareBits();
    return rebuild(wider.widened(spare), places.bits, places.between);
  }

  private boolean lengthen() {
    return rebuild(mixer, places.between ? places.bits : places.bits + 1, !places.between);
  }

  /**
   * Goes over to other places. With the same mixer the old pages are freed on the way; else both
   * tables are there at once.
   */
  private boolean rebuild(BitMixer wanted, int bits, boolean between) {
    if (bits > BITS_MAX) {
      return false;
    }
    BitMixer wider = wanted.atLeast(bits + UPPER_BITS);
    boolean inOrder = wider.equals(mixer);
    Places larger = new Places(bits, between, wider.width());
    if (!budget.reserve(larger.bytes() - (inOrder ? places.bytes() : 0))) {
      return false;
    }
    for (int at = 0; at < length(); at++) {
      long entry = places.get(at);
      if (entry != 0) {
        long key = places.key(at);
        move(inOrder ? key : wider.mix(mixer.unmix(key)), entry & WAITING, larger);
      }
      if (inOrder && (at & (PAGE - 1)) == PAGE - 1) {
        places.free(at >>> PAGE_BITS);
      }
    }
    budget.release(inOrder ? 0 : places.bytes());
    places = larger;
    mixer = wider;
    return true;
  }

  /** In a table with load 7/8 a distance above 200 has a probability of less than 1 in 10^20. */
  private static void move(long key, long mark, Places larger) {
    if (larger.add(key, mark) != Added.NEW) {
      throw new IllegalStateException("a table in which entries lie too far from home");
    }
  }

  /** The entries: all that depends on how many places there are and how wide keys are. */
  private static final class Places {
    private final int bits;
    private final boolean between;
    private final int length;
    private final int restBits;
    private final long restMask;
    private final int unit;
    private final long unitMask;
    private final byte[][] pages;

    /** 2<sup>bits</sup> places, or three quarters of that, {@code between} two powers of two. */
    Places(int bits, boolean between, int keyWidth) {
      this.bits = bits;
      this.between = between;
      this.length = between ? 3 << (bits - 2) : 1 << bits;
      this.restBits = keyWidth - bits - UPPER_BITS;
      this.restMask = (1L << restBits) - 1;
      this.unit = (MARK_BITS + restBits + OFFSET_BITS + 7) / 8;
      this.unitMask = -1L >>> (64 - 8 * unit);
      this.pages = new byte[(length + DISTANCE_MAX + PAGE - 1) >>> PAGE_BITS][];
    }

    long bytes() {
      long headers = (ARRAY_HEADER_BYTES + REFERENCE_BYTES + PADDING) * (long) pages.length;
      return ARRAY_HEADER_BYTES + headers + (long) unit * (length + DISTANCE_MAX);
    }

    /** What an entry does not need of its bytes. */
    int spareBits() {
      return 8 * unit - (MARK_BITS + restBits + OFFSET_BITS);
    }

    int sizeMax() {
      return length / 8 * 7;
    }

    int touch(long key) {
      return (int) get(home(key >>> restBits));
    }

    /** FULL if some entry would come to lie too far from home. */
    Added add(long key, long mark) {
      long upper = key >>> restBits;
      int at = home(upper);
      long remainder = ((upper - first(at)) << restBits) | (key & restMask);
      long entry = (remainder << MARK_BITS) | mark | 1;
      while (true) {
        long there = get(at);
        if (((there ^ entry) & ~WAITING) == 0) {
          return (there & WAITING) != 0 ? Added.WAITING : Added.TAKEN;
        }
        if ((there & DISTANCE_MAX) < (entry & DISTANCE_MAX)) {
          return insert(at, entry) ? Added.NEW : Added.FULL;
        }
        if ((entry & DISTANCE_MAX) == DISTANCE_MAX) {
          return Added.FULL;
        }
        entry++;
        at++;
      }
    }

    /** The place of a key, or {@link StateSet#NONE}. */
    int find(long key) {
      long upper = key >>> restBits;
      int at = home(upper);
      long remainder = ((upper - first(at)) << restBits) | (key & restMask);
      long entry = (remainder << MARK_BITS) | 1;
      while (true) {
        long there = get(at);
        if (((there ^ entry) & ~WAITING) == 0) {
          return at;
        }
        if ((there & DISTANCE_MAX) < (entry & DISTANCE_MAX)
            || (entry & DISTANCE_MAX) == DISTANCE_MAX) {
          return StateSet.NONE;
        }
        entry++;
        at++;
      }
    }

    /** The key of the entry at a place. */
    long key(int at) {
      long entry = get(at);
      int home = at + 1 - (int) (entry & DISTANCE_MAX);
      long remainder = entry >>> MARK_BITS;
      return ((first(home) + (remainder >>> restBits)) << restBits) | (remainder & restMask);
    }

    long get(int at) {
      return (long) LONGS.get(page(at), (at & (PAGE - 1)) * unit) & unitMask;
    }

    void set(int at, long entry) {
      byte[] page = page(at);
      int offset = (at & (PAGE - 1)) * unit;
      long others = (long) LONGS.get(page, offset) & ~unitMask;
      LONGS.set(page, offset, others | entry);
    }

    void free(int page) {
      pages[page] = NO_PAGE;
    }

    /** Puts an entry where another lies, and moves all from there to the next free place by one. */
    private boolean insert(int at, long entry) {
      int free = at;
      for (long there = get(free); there != 0; there = get(free)) {
        if ((there & DISTANCE_MAX) == DISTANCE_MAX) {
          return false;
        }
        free++;
      }
      for (int to = free; to > at; to--) {
        set(to, get(to - 1) + 1);
      }
      set(at, entry);
      return true;
    }

    private int home(long upper) {
      return (int) (between ? (upper * 3) >>> (UPPER_BITS + 2) : upper >>> UPPER_BITS);
    }

    /** The least upper bits with that home. */
    private long first(int home) {
      long scaled = (long) home << UPPER_BITS;
      return between ? (4 * scaled + 2) / 3 : scaled;
    }

    private byte[] page(int at) {
      byte[] page = pages[at >>> PAGE_BITS];
      return page != null ? page : newPage(at >>> PAGE_BITS);
    }

    private byte[] newPage(int number) {
      int entries = Math.min(PAGE, length + DISTANCE_MAX - (number << PAGE_BITS));
      byte[] page = new byte[entries * unit + PADDING];
      pages[number] = page;
      return page;
    }
  }
}
