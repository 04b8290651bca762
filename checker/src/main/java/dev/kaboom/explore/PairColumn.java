package dev.kaboom.explore;

import java.util.Arrays;

/**
 * One of the two subtrees of the root, in some rows: of each its number, or the pair that has yet
 * to be looked for, which is called open.
 */
final class PairColumn {
  private static final int FIRST = 4 * Chunk.STATES;

  private int[] numbers = new int[FIRST];
  private int[] openRows = new int[FIRST];
  private long[] openPairs = new long[FIRST];
  private int[] found = new int[FIRST];
  private int size;
  private int open;

  /** Leaves no row. */
  void clear() {
    size = 0;
    open = 0;
  }

  /** Adds a row in which the subtree has that number. */
  void addNumber(int number) {
    reserve();
    numbers[size++] = number;
  }

  /** Adds a row in which the subtree is that pair. */
  void addPair(long pair) {
    reserve();
    openPairs[open] = pair;
    openRows[open++] = size++;
  }

  /** Looks for the pairs that are open; false if there was no memory for one. */
  boolean settle(RowTree tree, int node, Prefetch prefetch) {
    if (open == 0) {
      return true;
    }
    PairTable table = tree.table(node);
    prefetch.places(table, openPairs, open);
    if (!table.numbers(openPairs, open, found)) {
      return false;
    }
    for (int i = 0; i < open; i++) {
      numbers[openRows[i]] = found[i];
    }
    return true;
  }

  int number(int row) {
    return numbers[row];
  }

  private void reserve() {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      openRows = Arrays.copyOf(openRows, 2 * size);
      openPairs = Arrays.copyOf(openPairs, 2 * size);
      found = new int[2 * size];
    }
  }
}
