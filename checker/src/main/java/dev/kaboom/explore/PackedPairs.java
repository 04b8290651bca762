package dev.kaboom.explore;

import static dev.kaboom.explore.PagedInts.ARRAY_HEADER_BYTES;
import static dev.kaboom.explore.PagedInts.REFERENCE_BYTES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A growing list of pairs of ints that takes as many bits for a pair as its page needs.
 *
 * <p>New pairs go to an open page of longs. Once that has {@link #PAGE} pairs it is packed: the
 * widest left and the widest right value set the page's widths, and its pairs follow one another
 * bit by bit. Numbers of subtrees are handed out from 0 on, so most pages of a search of a million
 * states need 30 to 40 bits a pair.
 *
 * <p>One thread at a time appends; others may read pairs that they know to be there.
 */
final class PackedPairs {
  private static final int PAGE_BITS = 15;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int FIRST_PAIRS = 8;
  private static final int FIRST_PAGES = 1;
  private static final long[] NO_WORDS = new long[0];

  private static final VarHandle SIZE;

  static {
    try {
      SIZE = MethodHandles.lookup().findVarHandle(PackedPairs.class, "size", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MemoryBudget budget;
  private volatile View view =
      new View(new long[FIRST_PAIRS], new long[FIRST_PAGES][], new int[FIRST_PAGES], 0);
  private int size;
  private long bytes;

  /** What a reader goes by. Pages from {@code packed} on are not there yet. */
  private static final class View {
    final long[] open;
    final long[][] pages;
    final int[] widths;
    final int packed;

    View(long[] open, long[][] pages, int[] widths, int packed) {
      this.open = open;
      this.pages = pages;
      this.widths = widths;
      this.packed = packed;
    }

    View with(long[] newOpen) {
      return new View(newOpen, pages, widths, packed);
    }
  }

  PackedPairs(MemoryBudget budget) {
    this.budget = budget;
    bytes = 3L * ARRAY_HEADER_BYTES + REFERENCE_BYTES + Integer.BYTES + 8L * FIRST_PAIRS;
    budget.charge(bytes);
  }

  int size() {
    return size;
  }

  /** Whether that is the pair with that number, which may be any int. */
  boolean has(int at, long pair) {
    return Integer.compareUnsigned(at, (int) SIZE.getAcquire(this)) < 0 && get(at) == pair;
  }

  /** The pair with that number, the left one in the upper half. */
  long get(int at) {
    View seen = view;
    int page = at >>> PAGE_BITS;
    int within = at & (PAGE - 1);
    if (page == seen.packed) {
      return seen.open[within];
    }
    int rightWidth = seen.widths[page] & 0xff;
    int width = seen.widths[page] >>> 8;
    long[] words = seen.pages[page];
    int bit = within * width;
    int word = bit >>> 6;
    long value = (words[word] >>> bit) | (words[word + 1] << 1 << ~bit);
    long left = value >>> rightWidth & ones(width - rightWidth);
    return (left << 32) | (value & ones(rightWidth));
  }

  /** Reads where the pair with that number, which may be any int, lies. */
  int touch(int at) {
    if (Integer.compareUnsigned(at, (int) SIZE.getAcquire(this)) >= 0) {
      return 0;
    }
    View seen = view;
    int page = at >>> PAGE_BITS;
    if (page == seen.packed) {
      return 0;
    }
    return (int) seen.pages[page][((at & (PAGE - 1)) * (seen.widths[page] >>> 8)) >>> 6];
  }

  /** Appends a pair; false if the budget does not allow it. */
  boolean add(long pair) {
    int within = size & (PAGE - 1);
    if (within == 0 && size >>> PAGE_BITS > view.packed && !pack()) {
      return false;
    }
    if (within == view.open.length && !growOpen()) {
      return false;
    }
    view.open[within] = pair;
    SIZE.setRelease(this, size + 1);
    return true;
  }

  /** Gives back the memory of the page that ends before {@code at}; its pairs must not be read. */
  void forgetPageBefore(int at) {
    int page = (at >>> PAGE_BITS) - 1;
    if ((at & (PAGE - 1)) == 0 && page >= 0 && page < view.packed) {
      long freed = 8L * view.pages[page].length;
      view.pages[page] = NO_WORDS;
      budget.release(freed);
      bytes -= freed;
    }
  }

  /** Gives all memory back; the list must not be used any more. */
  void free() {
    budget.release(bytes);
    bytes = 0;
    view = new View(NO_WORDS, new long[0][], new int[0], 0);
  }

  /** The memory held, headers of arrays included. */
  long bytes() {
    return bytes;
  }

  private boolean growOpen() {
    int length = view.open.length;
    if (!reserve(8L * length)) {
      return false;
    }
    view = view.with(Arrays.copyOf(view.open, 2 * length));
    return true;
  }

  /** Packs the open page and opens another, since somebody may still be reading the old one. */
  private boolean pack() {
    if (size == Integer.MAX_VALUE - (PAGE - 1)) {
      return false;
    }
    View old = view;
    long all = 0;
    for (long pair : old.open) {
      all |= pair;
    }
    int rightWidth = 32 - Integer.numberOfLeadingZeros((int) all);
    int width = Math.max(1, 32 - Integer.numberOfLeadingZeros((int) (all >>> 32)) + rightWidth);
    int words = (PAGE / 64) * width + 1;
    boolean more = old.packed == old.pages.length;
    long moreBytes = more ? (long) (REFERENCE_BYTES + Integer.BYTES) * old.packed : 0;
    if (!reserve(ARRAY_HEADER_BYTES + 8L * words + moreBytes)) {
      return false;
    }
    int length = more ? 2 * old.packed : old.pages.length;
    long[][] pages = more ? Arrays.copyOf(old.pages, length) : old.pages;
    int[] widths = more ? Arrays.copyOf(old.widths, length) : old.widths;
    pages[old.packed] = packed(old.open, rightWidth, width, words);
    widths[old.packed] = (width << 8) | rightWidth;
    view = new View(new long[PAGE], pages, widths, old.packed + 1);
    return true;
  }

  private static long[] packed(long[] open, int rightWidth, int width, int words) {
    long[] page = new long[words];
    for (int i = 0; i < PAGE; i++) {
      long left = open[i] >>> 32 << rightWidth;
      long value = left | (open[i] & ones(rightWidth));
      int bit = i * width;
      page[bit >>> 6] |= value << bit;
      page[(bit >>> 6) + 1] |= value >>> 1 >>> ~bit;
    }
    return page;
  }

  private static long ones(int width) {
    return (1L << width) - 1;
  }

  private boolean reserve(long more) {
    if (!budget.reserve(more)) {
      return false;
    }
    bytes += more;
    return true;
  }
}
