package dev.kaboom.graph;

import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import java.util.Arrays;

/** Cells by address: {@link Memory#locationAt} as a hash table. */
final class CellTable {
  private final long[] addresses;
  private final int[] cells;
  private final int[] bytes;
  private final int mask;

  CellTable(Memory memory) {
    int size = Integer.highestOneBit(Math.max(4, 4 * memory.locations().size()));
    mask = size - 1;
    addresses = new long[size];
    cells = new int[size];
    bytes = new int[size];
    Arrays.fill(cells, -1);
    for (Location cell : memory.locations()) {
      int slot = slot(cell.address());
      while (cells[slot] >= 0) {
        slot = slot + 1 & mask;
      }
      addresses[slot] = cell.address();
      cells[slot] = cell.index();
      bytes[slot] = cell.type().bytes();
    }
  }

  private int slot(long address) {
    long mixed = address * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 40) & mask;
  }

  /** The index of the cell of that size that starts at the address, or -1. */
  int find(long address, int size) {
    int slot = slot(address);
    while (cells[slot] >= 0) {
      if (addresses[slot] == address) {
        return bytes[slot] == size ? cells[slot] : -1;
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }
}
