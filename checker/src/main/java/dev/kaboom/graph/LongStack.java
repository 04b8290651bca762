package dev.kaboom.graph;

import java.util.Arrays;

/** A growing stack of longs that takes and gives back rows. */
final class LongStack {
  private long[] items = new long[1024];
  private int size;

  void push(long item) {
    ensure(1);
    items[size++] = item;
  }

  long pop() {
    return items[--size];
  }

  /** Pushes the first {@code length} items of a row. */
  void push(long[] row, int length) {
    ensure(length);
    System.arraycopy(row, 0, items, size, length);
    size += length;
  }

  /** Takes so many items back into the row's beginning. */
  void pop(long[] row, int length) {
    size -= length;
    System.arraycopy(items, size, row, 0, length);
  }

  private void ensure(int more) {
    if (size + more > items.length) {
      items = Arrays.copyOf(items, 2 * items.length + more);
    }
  }
}
