package dev.kaboom.interleave;

import java.util.Arrays;

/**
 * What a predicate came to on the values that it last read in states like these: most steps change
 * none of them. A direct-mapped table whose keys are the values of all cells that any evaluation so
 * far has read. An evaluation is a function of the cells that it reads, so equal keys mean equal
 * answers; a cell that is read for the first time makes the keys longer and empties the table.
 */
final class PredicateMemo {
  private static final int PLACES = 256;

  private final boolean[] known;
  private int[] cells = new int[0];
  private int[] keys = new int[0];
  private final int[] answers = new int[PLACES];
  private final boolean[] filled = new boolean[PLACES];
  private int place;

  PredicateMemo(int cellCount) {
    known = new boolean[cellCount];
  }

  /** Whether the answer for the memory of this row is known; it is then in {@link #answer}. */
  boolean find(int[] row) {
    place = place(row);
    if (!filled[place]) {
      return false;
    }
    int first = place * cells.length;
    for (int i = 0; i < cells.length; i++) {
      if (keys[first + i] != row[cells[i]]) {
        return false;
      }
    }
    return true;
  }

  private int place(int[] row) {
    int hash = 0;
    for (int cell : cells) {
      hash = hash * 31 + row[cell];
    }
    return (hash * 0x9E37_79B9) >>> 24;
  }

  /** The answer that was found. */
  int answer() {
    return answers[place];
  }

  /** Keeps the answer for the memory of this row, and which cells it was read from. */
  void keep(int[] row, AccessLog reads, int answer) {
    for (int i = 0; i < reads.size(); i++) {
      learn(reads.cell(i));
    }
    place = place(row);
    for (int i = 0; i < cells.length; i++) {
      keys[place * cells.length + i] = row[cells[i]];
    }
    answers[place] = answer;
    filled[place] = true;
  }

  private void learn(int cell) {
    if (!known[cell]) {
      known[cell] = true;
      cells = Arrays.copyOf(cells, cells.length + 1);
      cells[cells.length - 1] = cell;
      keys = new int[PLACES * cells.length];
      Arrays.fill(filled, false);
    }
  }
}
