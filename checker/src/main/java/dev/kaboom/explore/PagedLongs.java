package dev.kaboom.explore;

import static dev.kaboom.explore.PagedInts.ARRAY_HEADER_BYTES;
import static dev.kaboom.explore.PagedInts.REFERENCE_BYTES;

import java.util.Arrays;

/** A growing list of longs in pages of 256 KiB; see {@link PagedInts}. */
final class PagedLongs {
  private static final int PAGE_BITS = 15;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int FIRST = 8;
  private static final long[] NO_PAGE = new long[0];

  private final MemoryBudget budget;
  private long[][] pages = {new long[FIRST]};
  private int pageCount = 1;
  private int size;
  private long bytes;

  PagedLongs(MemoryBudget budget) {
    this.budget = budget;
    bytes = 2L * ARRAY_HEADER_BYTES + REFERENCE_BYTES + 8L * FIRST;
    budget.charge(bytes);
  }

  int size() {
    return size;
  }

  long get(int at) {
    return pages[at >>> PAGE_BITS][at & (PAGE - 1)];
  }

  void set(int at, long value) {
    pages[at >>> PAGE_BITS][at & (PAGE - 1)] = value;
  }

  /** Appends a value; false if the budget does not allow it. */
  boolean add(long value) {
    int page = size >>> PAGE_BITS;
    if ((page == pageCount || (size & (PAGE - 1)) == pages[page].length) && !grow()) {
      return false;
    }
    set(size++, value);
    return true;
  }

  /** Gives all memory back; the list must not be used any more. */
  void free() {
    budget.release(bytes);
    bytes = 0;
    pages = new long[][] {NO_PAGE};
  }

  /** The memory held, headers of arrays included. */
  long bytes() {
    return bytes;
  }

  private boolean grow() {
    if (pages[0].length < PAGE) {
      int length = pages[0].length;
      if (!reserve(8L * length)) {
        return false;
      }
      pages[0] = Arrays.copyOf(pages[0], 2 * length);
      return true;
    }
    return addPage();
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
    if (!reserve(ARRAY_HEADER_BYTES + 8L * PAGE)) {
      return false;
    }
    pages[pageCount++] = new long[PAGE];
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
