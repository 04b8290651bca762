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

  /** Whether the event has no successor. */
  public boolean isEmpty(int from) {
    for (int k = 0; k < words; k++) {
      if (bits[from * words + k] != 0) {
        return false;
      }
    }
    return true;
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
    if (words == 1) {
      closeOneWord();
    } else {
      closeManyWords();
    }
  }

  private void closeOneWord() {
    long before = 0;
    long behind = 0;
    for (int event = 0; event < size; event++) {
      behind |= bits[event];
      before |= bits[event] == 0 ? 0 : 1L << event;
    }
    for (long rest = before & behind; rest != 0; rest &= rest - 1) {
      int middle = Long.numberOfTrailingZeros(rest);
      long row = bits[middle];
      for (int from = 0; from < size; from++) {
        bits[from] |= row & -(bits[from] >>> middle & 1);
      }
    }
  }

  private void closeManyWords() {
    for (int middle = 0; middle < size; middle++) {
      if (!isEmpty(middle)) {
        for (int from = 0; from < size; from++) {
          if (contains(from, middle)) {
            addRow(from, this, middle);
          }
        }
      }
    }
  }

  /**
   * Whether no chain of pairs leads back to where it started: events without a successor are taken
   * away until none is left, or none can be taken.
   */
  public boolean isAcyclic() {
    return words == 1 ? oneWordIsAcyclic() : manyWordsAreAcyclic();
  }

  private boolean oneWordIsAcyclic() {
    long left = size == 64 ? -1L : (1L << size) - 1;
    while (left != 0) {
      long before = left;
      for (long look = left; look != 0; ) {
        int event = 63 - Long.numberOfLeadingZeros(look);
        look &= ~(1L << event);
        if ((bits[event] & left) == 0) {
          left &= ~(1L << event);
        }
      }
      if (left == before) {
        return false;
      }
    }
    return true;
  }

  private boolean manyWordsAreAcyclic() {
    Arrays.fill(scratch, 0, words, 0);
    for (int event = 0; event < size; event++) {
      scratch[event >>> 6] |= 1L << event;
    }
    int count = size;
    int before = count + 1;
    while (count > 0 && count < before) {
      before = count;
      for (int event = size - 1; event >= 0; event--) {
        if ((scratch[event >>> 6] >>> event & 1) != 0 && !leadsOn(event)) {
          scratch[event >>> 6] &= ~(1L << event);
          count--;
        }
      }
    }
    return count == 0;
  }

  private boolean leadsOn(int event) {
    for (int k = 0; k < words; k++) {
      if ((bits[event * words + k] & scratch[k]) != 0) {
        return true;
      }
    }
    return false;
  }
}
