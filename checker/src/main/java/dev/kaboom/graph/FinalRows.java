package dev.kaboom.graph;

import java.util.Arrays;

/** How many executions end in each row of values. */
final class FinalRows {
  private final int width;
  private long[] rows;
  private long[] counts = new long[64];
  private int[] table = new int[128];
  private int size;

  FinalRows(int width) {
    this.width = width;
    rows = new long[64 * width];
    Arrays.fill(table, -1);
  }

  int size() {
    return size;
  }

  long count(int row) {
    return counts[row];
  }

  long value(int row, int column) {
    return rows[row * width + column];
  }

  /** Counts the row once more. */
  void add(long[] row) {
    int slot = slot(hash(row, 0));
    while (table[slot] >= 0) {
      int known = table[slot] * width;
      if (Arrays.equals(rows, known, known + width, row, 0, width)) {
        counts[table[slot]]++;
        return;
      }
      slot = slot + 1 & table.length - 1;
    }
    if (size == counts.length) {
      grow();
      add(row);
      return;
    }
    System.arraycopy(row, 0, rows, size * width, width);
    counts[size] = 1;
    table[slot] = size++;
  }

  void clear() {
    size = 0;
    Arrays.fill(table, -1);
  }

  private void grow() {
    rows = Arrays.copyOf(rows, 2 * rows.length);
    counts = Arrays.copyOf(counts, 2 * counts.length);
    table = new int[2 * table.length];
    Arrays.fill(table, -1);
    for (int row = 0; row < size; row++) {
      int slot = slot(hash(rows, row * width));
      while (table[slot] >= 0) {
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = row;
    }
  }

  private int slot(long hash) {
    return (int) (hash ^ hash >>> 32) & table.length - 1;
  }

  private long hash(long[] values, int from) {
    long hash = 0;
    for (int i = from; i < from + width; i++) {
      hash = (hash ^ values[i]) * 0x9e37_79b9_7f4a_7c15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
