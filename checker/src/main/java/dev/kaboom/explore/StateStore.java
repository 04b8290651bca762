package dev.kaboom.explore;

import java.util.Arrays;

/**
 * The set of states that a search has seen, each with a number and the number of the state from
 * which it was first reached.
 *
 * <p>Tree compression, after Laarman, van de Pol and Weber, "Parallel Recursive State Compression
 * for Free" (SPIN 2011). The slots of a row are the leaves of a balanced binary tree. Every inner
 * node has a table that numbers the pairs of its two children's values; a leaf's value is the slot
 * itself, an inner node's is the number of its pair. So a row is the number of one pair, that of
 * the root, and rows that agree in a subtree share all of it. Since a step changes few slots, the
 * tables below the root stay small, and a state costs about one root pair.
 *
 * <p>Nodes are numbered like a heap: the root is 1, the children of i are 2i and 2i+1, and with n
 * slots the leaf of slot s is n+s. The store remembers the values of all nodes for one selected
 * row. Looking up another row visits only the nodes above the slots in which the two differ, and
 * selecting another row descends only where the numbers differ.
 *
 * <p>Invariant: {@code nodes} always describes the selected row; {@link #put} leaves it as it was.
 */
final class StateStore {
  /** What {@link #put} returns when the memory budget does not allow another state. */
  static final int FULL = -1;

  private static final int NOTHING = -1;
  private static final int ROOT = 1;

  private final int slots;
  private final int leaves;
  private final PairTable[] tables;
  private final PagedInts parents;
  private final int[] nodes;
  private final long[] dirty;
  private final int[] changedNodes;
  private final int[] oldValues;
  private int changedCount;

  /** An empty store of rows of {@code slots} ints. */
  StateStore(int slots, MemoryBudget budget) {
    this.slots = slots;
    this.leaves = Math.max(2, slots);
    this.tables = new PairTable[leaves];
    this.parents = new PagedInts(budget);
    this.nodes = new int[2 * leaves];
    this.dirty = new long[(leaves + 63) / 64];
    this.changedNodes = new int[2 * leaves];
    this.oldValues = new int[2 * leaves];
    for (int node = leaves - 1; node >= ROOT; node--) {
      tables[node] = new PairTable(budget);
      nodes[node] = node == ROOT ? NOTHING : number(node);
    }
    tables[0] = tables[ROOT];
  }

  /** The number of states. */
  int size() {
    return parents.size();
  }

  /** The number of the state from which this one was first reached. */
  int parent(int id) {
    return parents.get(id);
  }

  /** The memory of all tables in bytes. */
  long bytes() {
    long bytes = parents.bytes();
    for (int node = ROOT; node < leaves; node++) {
      bytes += tables[node].bytes();
    }
    return bytes;
  }

  /**
   * The number of a state: the next free one, with that parent, if the state is new.
   *
   * @return {@link #FULL}, and nothing is added, when there is no memory for it
   */
  int put(int[] row, int parent) {
    changedCount = 0;
    change(row);
    int id = nodes[ROOT];
    if (changedCount > 0 || id == NOTHING) {
      dirty[0] |= 1L << ROOT;
      id = ascend();
      undo();
    }
    boolean known = id < parents.size();
    return known || (id == parents.size() && parents.add(parent)) ? id : FULL;
  }

  /** Makes a state the one that following rows are compared with. */
  void select(int id) {
    if (nodes[ROOT] == id) {
      return;
    }
    nodes[ROOT] = id;
    dirty[0] = 1L << ROOT;
    for (int word = 0; word < dirty.length; word++) {
      while (dirty[word] != 0) {
        int node = (word << 6) + Long.numberOfTrailingZeros(dirty[word]);
        dirty[word] &= dirty[word] - 1;
        long pair = tables[node].pair(nodes[node]);
        descend(2 * node, (int) (pair >>> 32));
        descend(2 * node + 1, (int) pair);
      }
    }
  }

  /** Copies the selected state into {@code row}. */
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

  private int ascend() {
    for (int word = dirty.length - 1; word >= 0; word--) {
      while (dirty[word] != 0) {
        int node = (word << 6) + 63 - Long.numberOfLeadingZeros(dirty[word]);
        dirty[word] &= ~(1L << node);
        int number = number(node);
        if (number == PairTable.FULL || node == ROOT) {
          Arrays.fill(dirty, 0);
          return number;
        }
        replace(node, number);
      }
    }
    return FULL;
  }

  private int number(int node) {
    return tables[node].number(nodes[2 * node], nodes[2 * node + 1]);
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
