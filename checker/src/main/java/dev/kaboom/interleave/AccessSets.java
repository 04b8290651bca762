package dev.kaboom.interleave;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which cells each access may go to, as far as is known.
 *
 * <p>A constant address is exact. For a computed one the set is learned: it starts empty, and an
 * access that is executed, or tried and found blocked, adds its cell. The reduction relies on the
 * sets as they were at the start of a search; if that search adds anything it has to be repeated,
 * until one adds nothing.
 *
 * <p>Why a search that adds nothing is sound. Suppose that some execution makes an access outside
 * of the sets, and take the first such access u of it. All accesses before u are within the sets,
 * so that the reduction has judged them rightly, and some explored path makes the same steps up to
 * exchanging independent ones and adding others independent of them. The address of u is a function
 * of its own context's registers, and these are the same there. So the explored path comes to u and
 * adds it: a contradiction.
 */
final class AccessSets {
  private final int words;
  private final int size;
  private final AtomicLongArray learned;
  private long[] used;
  private volatile boolean grew;

  AccessSets(CompiledProgram code) {
    words = (code.layout.cells + 63) / 64;
    size = code.size();
    learned = new AtomicLongArray(words * size);
    used = new long[words * size];
  }

  /** Notes that the access at {@code pc} goes to {@code cell}. */
  void note(int pc, int cell) {
    int at = pc * words + (cell >> 6);
    long bit = 1L << cell;
    if ((used[at] & bit) == 0 && (learned.get(at) & bit) == 0) {
      learned.accumulateAndGet(at, bit, (before, added) -> before | added);
      grew = true;
    }
  }

  /** Whether the current search met an access outside of the sets that it relies on. */
  boolean grew() {
    return grew;
  }

  /** Lets the next search rely on all that is known. */
  void adopt() {
    long[] adopted = new long[words * size];
    for (int i = 0; i < adopted.length; i++) {
      adopted[i] = learned.get(i);
    }
    used = adopted;
    grew = false;
  }

  /** Adds the cells that the access at {@code pc} may go to. */
  void addTo(long[] cells, int from, int pc) {
    for (int word = 0; word < words; word++) {
      cells[from + word] |= used[pc * words + word];
    }
  }

  /** Whether the access at {@code pc} may go to {@code cell}. */
  boolean contains(int pc, int cell) {
    return (used[pc * words + (cell >> 6)] & 1L << cell) != 0;
  }

  /** Words of 64 cells in a set. */
  int words() {
    return words;
  }
}
