package dev.kaboom.explore;

import java.util.Arrays;

/**
 * Turns rows into pairs of numbers and back.
 *
 * <p>Tree compression, after Laarman, van de Pol and Weber, "Parallel Recursive State Compression
 * for Free" (SPIN 2011). The slots of a row are the leaves of a balanced binary tree. Every inner
 * node but the root has a table that numbers the pairs of its two children's values; a leaf's value
 * is the slot itself, an inner node's is the number of its pair. So a row is one pair, that of the
 * root, and rows that agree in a subtree share all of it. Since a step changes few slots, the
 * tables below the root stay small.
 *
 * <p>Nodes are numbered like a heap: the root is 1, the children of i are 2i and 2i+1, and with n
 * slots the leaf of slot s is n+s. The values of all nodes are remembered for one selected row.
 * Looking at another row visits only the nodes above the slots in which the two differ, and
 * selecting another pair descends only where the numbers differ.
 *
 * <p>Invariant: {@code nodes} always describes the selected row; {@link #look} leaves it as it was.
 */
final class RowTree {
  private static final int ROOT = 1;
  private static final int LEFT = 2;
  private static final int RIGHT = 3;

  /** Pairs whose numbers are at hand; a power of two. */
  private static final int KEPT = 4096;

  private final int slots;
  private final int leaves;
  private final PairTable[] tables;
  private final int[] nodes;
  private final long[] dirty;
  private final int[] changedNodes;
  private final int[] oldValues;

  /** Two words for each pair kept: the pair; its node and, in the lower half, its number. */
  private final long[] kept = new long[2 * KEPT];

  private int changedCount;
  private int left;
  private int right;

  /** A tree of rows of {@code slots} ints, with the row of zeros selected. */
  RowTree(int slots, MemoryBudget budget) {
    this(slots, new PairTable[Math.max(2, slots)]);
    for (int node = leaves - 1; node > ROOT; node--) {
      tables[node] = new PairTable(budget);
      nodes[node] = number(node, children(node));
    }
  }

  private RowTree(int slots, PairTable[] tables) {
    this.slots = slots;
    this.leaves = tables.length;
    this.tables = tables;
    this.nodes = new int[2 * leaves];
    this.dirty = new long[(leaves + 63) / 64];
    this.changedNodes = new int[2 * leaves];
    this.oldValues = new int[2 * leaves];
  }

  /** A tree with the same tables and a selected row of its own, for another thread. */
  RowTree fork() {
    RowTree fork = new RowTree(slots, tables);
    System.arraycopy(nodes, 0, fork.nodes, 0, nodes.length);
    return fork;
  }

  /** The memory of all tables in bytes. */
  long bytes() {
    long bytes = 0;
    for (int node = ROOT + 1; node < leaves; node++) {
      bytes += tables[node].bytes();
    }
    return bytes;
  }

  /** Finds the pair of a row; false if there is no memory for it. */
  boolean look(int[] row) {
    changedCount = 0;
    change(row);
    boolean fits = ascend(LEFT);
    dirty[0] = 0;
    left = nodes[LEFT];
    right = nodes[RIGHT];
    undo();
    return fits;
  }

  /**
   * Looks for the numbers of all subtrees of a row but the two of the root, which are added to the
   * columns, open if they need to be looked for; false, and nothing is added, if there is no
   * memory.
   */
  boolean lookBelow(int[] row, PairColumn lefts, PairColumn rights) {
    changedCount = 0;
    change(row);
    boolean fits = ascend(LEFT << 1);
    if (fits) {
      add(LEFT, lefts);
      add(RIGHT, rights);
      dirty[0] = 0;
    }
    undo();
    return fits;
  }

  private void add(int node, PairColumn column) {
    if ((dirty[0] & (1L << node)) == 0) {
      column.addNumber(nodes[node]);
    } else {
      column.addPair(children(node));
    }
  }

  /** Looks for what is open in both columns; false if there was no memory for something. */
  boolean settle(PairColumn lefts, PairColumn rights, Prefetch prefetch) {
    return lefts.settle(this, LEFT, prefetch) && rights.settle(this, RIGHT, prefetch);
  }

  /** The table of an inner node other than the root. */
  PairTable table(int node) {
    return tables[node];
  }

  /** Whether the row that was looked for is the selected one. */
  boolean foundSelected() {
    return changedCount == 0;
  }

  /** The pair found, the left number in the upper half. */
  long pair() {
    return ((long) left << 32) | (right & 0xffff_ffffL);
  }

  /** Reads what selecting rows with these pairs will. */
  void touch(long[] pairs, int count, Prefetch prefetch) {
    if (LEFT < leaves) {
      prefetch.pairs(tables[LEFT], pairs, 32, count);
    }
    if (RIGHT < leaves) {
      prefetch.pairs(tables[RIGHT], pairs, 0, count);
    }
  }

  /** Makes the row with that pair the selected one. */
  void select(long pair) {
    descend(LEFT, (int) (pair >>> 32));
    descend(RIGHT, (int) pair);
    for (int word = 0; word < dirty.length; word++) {
      while (dirty[word] != 0) {
        int node = (word << 6) + Long.numberOfTrailingZeros(dirty[word]);
        dirty[word] &= dirty[word] - 1;
        long children = tables[node].pair(nodes[node]);
        descend(2 * node, (int) (children >>> 32));
        descend(2 * node + 1, (int) children);
      }
    }
  }

  /** Copies the selected row. */
  void copySelected(int[] row) {
    System.arraycopy(nodes, leaves, row, 0, slots);
  }

  private void descend(int node, int value) {
    if (nodes[node] != value) {
      nodes[node] = value;
      if (node < leaves) {
        dirty[node >>> 6] |= 1L << node;
      }
    }
  }

  private void change(int[] row) {
    int from = 0;
    while (true) {
      int equal = Arrays.mismatch(row, from, slots, nodes, leaves + from, leaves + slots);
      if (equal < 0) {
        return;
      }
      int slot = from + equal;
      replace(leaves + slot, row[slot]);
      from = slot + 1;
    }
  }

  /** Numbers the changed subtrees whose nodes are {@code least} or more, from below. */
  private boolean ascend(int least) {
    for (int word = dirty.length - 1; word >= 0; word--) {
      long within = word == 0 ? -1L << least : -1L;
      while ((dirty[word] & within) != 0) {
        int node = (word << 6) + 63 - Long.numberOfLeadingZeros(dirty[word]);
        dirty[word] &= ~(1L << node);
        int number = number(node, children(node));
        if (number == PairTable.FULL) {
          Arrays.fill(dirty, 0);
          return false;
        }
        replace(node, number);
      }
    }
    return true;
  }

  private long children(int node) {
    return ((long) nodes[2 * node] << 32) | (nodes[2 * node + 1] & 0xffff_ffffL);
  }

  /**
   * The number of a pair of an inner node's children, or {@link PairTable#FULL}. Neighbouring
   * states share subtrees: most numbers were asked for a moment ago.
   */
  private int number(int node, long pair) {
    long mixed = (pair + node * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
    int at = 2 * (int) (mixed >>> Long.numberOfLeadingZeros(KEPT - 1));
    if (kept[at] == pair && (int) (kept[at + 1] >>> 32) == node) {
      return (int) kept[at + 1];
    }
    int number = tables[node].number(pair);
    if (number != PairTable.FULL) {
      kept[at] = pair;
      kept[at + 1] = ((long) node << 32) | number;
    }
    return number;
  }

  private void replace(int node, int value) {
    changedNodes[changedCount] = node;
    oldValues[changedCount++] = nodes[node];
    nodes[node] = value;
    int above = node >>> 1;
    dirty[above >>> 6] |= 1L << above;
  }

  private void undo() {
    for (int i = 0; i < changedCount; i++) {
      nodes[changedNodes[i]] = oldValues[i];
    }
  }
}
