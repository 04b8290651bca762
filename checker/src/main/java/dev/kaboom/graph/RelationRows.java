package dev.kaboom.graph;

import java.util.Arrays;

/**
 * A relation that is changed in place: rows of bits as in {@link Relation}, kept from one use to
 * the next, so that checks that are made for every graph allocate nothing.
 */
public final class RelationRows {
  private int size;
  private int words;
  private long[] bits = new long[0];
  private long[] scratch = new long[0];

  /** Makes it the relation of so many events without a pair. */
  public void clear(int events) {
    size = events;
    words = (size + 63) >>> 6;
    if (bits.length < size * words) {
      bits = new long[2 * size * words];
      scratch = new long[2 * words];
    }
    Arrays.fill(bits, 0, size * words, 0);
  }

  /** Makes it equal to the other. */
  public void assign(RelationRows other) {
    clear(other.size);
    System.arraycopy(other.bits, 0, bits, 0, size * words);
  }

  /** Makes it equal to the relation. */
  public void assign(Relation relation) {
    clear(relation.size());
    relation.copyTo(bits);
  }

  /** Adds a pair. */
  public void add(int from, int to) {
    bits[from * words + (to >>> 6)] |= 1L << to;
  }

  /** Whether {@code from → to}. */
  public boolean contains(int from, int to) {
    return (bits[from * words + (to >>> 6)] >>> to & 1) != 0;
  }

  /** Takes a pair away. */
  public void remove(int from, int to) {
    bits[from * words + (to >>> 6)] &= ~(1L << to);
  }

  /** Adds {@code from → b} for each b with {@code row → b} in the relation. */
  public void addRow(int from, Relation relation, int row) {
    relation.addRowTo(bits, from * words, row);
  }

  /** The same with the row of other rows. */
  public void addRow(int from, RelationRows other, int row) {
    for (int k = 0; k < words; k++) {
      bits[from * words + k] |= other.bits[row * words + k];
    }
  }

  /** The same with those b only that are in the set, or with those only that are not. */
  public void addRow(int from, RelationRows other, int row, EventSet set, boolean inside) {
    for (int k = 0; k < words; k++) {
      long mask = inside ? set.word(k) : ~set.word(k);
      bits[from * words + k] |= other.bits[row * words + k] & mask;
    }
  }

  /** Makes the event itself its only successor. */
  void reset(int event) {
    Arrays.fill(bits, event * words, (event + 1) * words, 0);
    add(event, event);
  }

  /** Adds the events of a row to the successors of an event. */
  void addRow(int from, long[] row) {
    for (int k = 0; k < words; k++) {
      bits[from * words + k] |= row[k];
    }
  }

  /** Adds the successors of an event to a row. */
  void addTo(long[] row, int from) {
    for (int k = 0; k < words; k++) {
      row[k] |= bits[from * words + k];
    }
  }

  /** Keeps the rows of the first so many events; {@link #restore} puts them back. */
  void save(LongStack kept, int events) {
    kept.push(bits, events * words);
  }

  void restore(LongStack kept, int events) {
    kept.pop(bits, events * words);
  }

  /** The smallest b of at least {@code least} with {@code from → b}, or -1. */
  public int next(int from, int least) {
    int word = least >>> 6;
    if (word >= words) {
      return -1;
    }
    long rest = bits[from * words + word] >>> least << least;
    while (rest == 0) {
      word++;
      if (word == words) {
        return -1;
      }
      rest = bits[from * words + word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  /** Relates each event to itself. */
  public void addIdentity() {
    for (int event = 0; event < size; event++) {
      add(event, event);
    }
  }

  /**
   * Adds {@code first ; second}.
   *
   * @param second not these rows, unless it is transitive
   */
  public void addThen(RelationRows first, RelationRows second) {
    if (words == 1) {
      addThenOneWord(first.bits, second.bits);
      return;
    }
    for (int from = 0; from < size; from++) {
      for (int to = first.next(from, 0); to >= 0; to = first.next(from, to + 1)) {
        addRow(from, second, to);
      }
    }
  }

  private void addThenOneWord(long[] first, long[] second) {
    long domain = 0;
    for (int event = 0; event < size; event++) {
      domain |= second[event] == 0 ? 0 : 1L << event;
    }
    for (int from = 0; from < size; from++) {
      long row = bits[from];
      for (long rest = first[from] & domain; rest != 0; rest &= rest - 1) {
        row |= second[Long.numberOfTrailingZeros(rest)];
      }
      bits[from] = row;
    }
  }

  /** Makes it transitive: {@link Relation#plus}. */
  public void close() {
    close(bits, size, words);
  }

  /**
   * Closes rows of so many words by Warshall's algorithm. Only events with pairs on both sides can
   * lie between two others.
   */
  static void close(long[] rows, int size, int words) {
    if (words == 1) {
      closeOneWord(rows, size);
    } else {
      closeManyWords(rows, size, words);
    }
  }

  private static void closeOneWord(long[] rows, int size) {
    long before = 0;
    long behind = 0;
    for (int event = 0; event < size; event++) {
      behind |= rows[event];
      before |= rows[event] == 0 ? 0 : 1L << event;
    }
    for (long rest = before & behind; rest != 0; rest &= rest - 1) {
      int middle = Long.numberOfTrailingZeros(rest);
      long row = rows[middle];
      for (int from = 0; from < size; from++) {
        rows[from] |= row & -(rows[from] >>> middle & 1);
      }
    }
  }

  private static void closeManyWords(long[] rows, int size, int words) {
    for (int middle = 0; middle < size; middle++) {
      if (meets(rows, middle, rows, middle, words)) {
        for (int from = 0; from < size; from++) {
          if ((rows[from * words + (middle >>> 6)] >>> middle & 1) != 0) {
            for (int k = 0; k < words; k++) {
              rows[from * words + k] |= rows[middle * words + k];
            }
          }
        }
      }
    }
  }

  /** Whether no chain of pairs leads back to where it started. */
  public boolean isAcyclic() {
    return isAcyclic(bits, size, words, scratch);
  }

  /**
   * The same for rows of so many words: events without a successor are taken away until none is
   * left, or none can be taken.
   *
   * @param left a row that is overwritten
   */
  static boolean isAcyclic(long[] rows, int size, int words, long[] left) {
    return words == 1 ? oneWordIsAcyclic(rows, size) : manyWordsAreAcyclic(rows, size, words, left);
  }

  private static boolean oneWordIsAcyclic(long[] rows, int size) {
    long left = size == 64 ? -1L : (1L << size) - 1;
    while (left != 0) {
      long before = left;
      for (long look = left; look != 0; ) {
        int event = 63 - Long.numberOfLeadingZeros(look);
        look &= ~(1L << event);
        if ((rows[event] & left) == 0) {
          left &= ~(1L << event);
        }
      }
      if (left == before) {
        return false;
      }
    }
    return true;
  }

  private static boolean manyWordsAreAcyclic(long[] rows, int size, int words, long[] left) {
    Arrays.fill(left, 0, words, 0);
    for (int event = 0; event < size; event++) {
      left[event >>> 6] |= 1L << event;
    }
    int count = size;
    int before = count + 1;
    while (count > 0 && count < before) {
      before = count;
      for (int event = size - 1; event >= 0; event--) {
        if ((left[event >>> 6] >>> event & 1) != 0 && !meets(rows, event, left, 0, words)) {
          left[event >>> 6] &= ~(1L << event);
          count--;
        }
      }
    }
    return count == 0;
  }

  /** Whether the row of an event has an event in common with a row of the others. */
  private static boolean meets(long[] rows, int event, long[] others, int other, int words) {
    for (int k = 0; k < words; k++) {
      if ((rows[event * words + k] & others[other * words + k]) != 0) {
        return true;
      }
    }
    return false;
  }
}
