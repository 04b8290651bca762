package dev.kaboom.interleave;

import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import java.util.Arrays;

/** From addresses to cells: {@link Memory#locationAt} by hashing. */
final class AddressMap {
  private final long[] addresses;
  private final int[] cells;
  private final int shift;

  AddressMap(Memory memory) {
    int bits = 3;
    while (1 << bits < 3 * memory.locations().size()) {
      bits++;
    }
    addresses = new long[1 << bits];
    cells = new int[1 << bits];
    shift = 64 - bits;
    Arrays.fill(cells, -1);
    for (Location location : memory.locations()) {
      int at = slot(location.address());
      while (cells[at] >= 0) {
        at = (at + 1) & (cells.length - 1);
      }
      addresses[at] = location.address();
      cells[at] = location.index();
    }
  }

  private int slot(long address) {
    return (int) ((address * 0x9E37_79B9_7F4A_7C15L) >>> shift);
  }

  /** The cell that starts at {@code address}, or -1. */
  int cellAt(long address) {
    int at = slot(address);
    while (cells[at] >= 0) {
      if (addresses[at] == address) {
        return cells[at];
      }
      at = (at + 1) & (cells.length - 1);
    }
    return -1;
  }
}
