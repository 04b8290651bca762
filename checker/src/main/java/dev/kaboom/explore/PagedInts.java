package dev.kaboom.explore;

import java.util.Arrays;

/**
 * A growing list of ints in pages, so that growth neither copies nor needs one large array.
 *
 * <p>A full page has 256 KiB: below half of G1's smallest region, so that no page counts as
 * humongous there.
 */
final class PagedInts {
  static final int PAGE_BITS = 16;
  static final int PAGE = 1 << PAGE_BITS;
  static final int ARRAY_HEADER_BYTES = 16;
  static final int REFERENCE_BYTES = 8;
  private static final int FIRST = 16;
  private static final int[] NO_PAGE = new int[0];

  private final MemoryBudget budget;
  private int[][] pages = {new int[FIRST]};
  private int pageCount = 1;
  private int size;
  private long bytes;

  PagedInts(MemoryBudget budget) {
    this.budget = budget;
    bytes = 2L * ARRAY_HEADER_BYTES + REFERENCE_BYTES + 4L * FIRST;
    budget.charge(bytes);
  }

  int size() {
    return size;
  }

  int get(int at) {
    return pages[at >>> PAGE_BITS][at & (PAGE - 1)];
  }

  void set(int at, int value) {
    pages[at >>> PAGE_BITS][at & (PAGE - 1)] = value;
  }

  /** Appends a value; false if the budget does not allow it. */
  boolean add(int value) {
    int page = size >>> PAGE_BITS;
    if ((page == pageCount || (size & (PAGE - 1)) == pages[page].length) && !grow()) {
      return false;
    }
    set(size++, value);
    return true;
  }

  /**
   * Appends {@code count} zeros; false, and nothing is appended, if the budget does not allow it.
   */
  boolean addZeros(int count) {
    int before = size;
    for (int i = 0; i < count; i++) {
      if (!add(0)) {
        size = before;
        return false;
      }
    }
    return true;
  }

  /** Removes what lies at and after {@code newSize}; the pages stay. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** Gives all memory back; the list must not be used any more. */
  void free() {
    budget.release(bytes);
    bytes = 0;
    pages = new int[][] {NO_PAGE};
    pageCount = 1;
    size = 0;
  }

  /** The memory held, headers of arrays included. */
  long bytes() {
    return bytes;
  }

  private boolean grow() {
    if (size == Integer.MAX_VALUE) {
      return false;
    }
    return pages[0].length < PAGE ? growFirstPage() : addPage();
  }

  private boolean growFirstPage() {
    int length = pages[0].length;
    if (!reserve(4L * length)) {
      return false;
    }
    pages[0] = Arrays.copyOf(pages[0], 2 * length);
    return true;
  }

  private boolean addPage() {
    if (pageCount == pages.length) {
      if (!reserve((long) REFERENCE_BYTES * pages.length)) {
        return false;
      }
      int old = pages.length;
      pages = Arrays.copyOf(pages, 2 * old);
      Arrays.fill(pages, old, 2 * old, NO_PAGE);
    }
    if (!reserve(ARRAY_HEADER_BYTES + 4L * PAGE)) {
      return false;
    }
    pages[pageCount++] = new int[PAGE];
    return true;
  }

  private boolean reserve(long more) {
    if (!budget.reserve(more)) {
      return false;
    }
    bytes += more;
    return true;
  }
}
