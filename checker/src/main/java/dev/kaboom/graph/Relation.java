package dev.kaboom.graph;

import java.util.Arrays;

/**
 * A binary relation over the events {@code 0 … size-1} of one graph, as a bit matrix: row {@code a}
 * holds the events {@code b} with {@code a → b}.
 *
 * <p>The operators are those of the cat language (Alglave, Cousot, Maranget, "Syntax and semantics
 * of the weak consistency model specification language cat", 2016); each gives a new relation. A
 * composition costs one row of 64-bit words for each pair on its left side, so relations with few
 * pairs stand on the left where there is a choice.
 */
public final class Relation {
  private final int size;
  private final int words;
  private final long[] bits;

  private Relation(int size, int words, long[] bits) {
    this.size = size;
    this.words = words;
    this.bits = bits;
  }

  /** No pair. */
  public static Relation empty(int size) {
    int words = (size + 63) >>> 6;
    return new Relation(size, words, new long[size * words]);
  }

  /** {@code [set]}: each event of the set with itself. */
  public static Relation identity(int size, EventSet set) {
    Relation result = empty(size);
    for (int event = set.next(0); event >= 0; event = set.next(event + 1)) {
      result.add(event, event);
    }
    return result;
  }

  /** {@code from * to}: each event of the one with each of the other. */
  public static Relation cross(int size, EventSet from, EventSet to) {
    Relation result = empty(size);
    for (int event = from.next(0); event >= 0; event = from.next(event + 1)) {
      result.addAll(event, to);
    }
    return result;
  }

  /** Adds a pair; for building a relation, before anyone else sees it. */
  public void add(int from, int to) {
    bits[from * words + (to >>> 6)] |= 1L << to;
  }

  /** Adds {@code from → b} for each b of the set; for building a relation. */
  public void addAll(int from, EventSet to) {
    for (int k = 0; k < words; k++) {
      bits[from * words + k] |= to.word(k);
    }
  }

  /** Adds {@code from → b} for each b in the row of words; for building a relation. */
  public void addAll(int from, long[] row) {
    for (int k = 0; k < words; k++) {
      bits[from * words + k] |= row[k];
    }
  }

  /** The number of events. */
  public int size() {
    return size;
  }

  /** Whether {@code from → to}. */
  public boolean contains(int from, int to) {
    return (bits[from * words + (to >>> 6)] >>> to & 1) != 0;
  }

  /** The events b with {@code from → b}. */
  public EventSet successors(int from) {
    return EventSet.ofWords(bits, from * words, words);
  }

  /** Whether there is no pair. */
  public boolean isEmpty() {
    for (long word : bits) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** The number of pairs. */
  public int count() {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** {@code this | other}. */
  public Relation union(Relation other) {
    long[] result = bits.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] |= other.bits[i];
    }
    return new Relation(size, words, result);
  }

  /** {@code this | other}; not a copy if the other is empty. */
  public Relation or(Relation other) {
    return other.isEmpty() ? this : union(other);
  }

  /** {@code this & other}. */
  public Relation intersect(Relation other) {
    long[] result = bits.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] &= other.bits[i];
    }
    return new Relation(size, words, result);
  }

  /** {@code this \ other}. */
  public Relation minus(Relation other) {
    long[] result = bits.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] &= ~other.bits[i];
    }
    return new Relation(size, words, result);
  }

  /** {@code this ; other}. */
  public Relation then(Relation other) {
    Relation result = empty(size);
    if (words == 1) {
      thenOneWord(other, result.bits);
    } else {
      thenManyWords(other, result.bits);
    }
    return result;
  }

  /** {@code this ; last?}. */
  public Relation thenOptional(Relation last) {
    return last.isEmpty() ? this : union(then(last));
  }

  /** {@code this? ; other}. */
  public Relation optionalThen(Relation other) {
    return isEmpty() ? other : other.union(then(other));
  }

  private void thenOneWord(Relation other, long[] result) {
    for (int from = 0; from < size; from++) {
      long row = 0;
      for (long rest = bits[from]; rest != 0; rest &= rest - 1) {
        row |= other.bits[Long.numberOfTrailingZeros(rest)];
      }
      result[from] = row;
    }
  }

  private void thenManyWords(Relation other, long[] result) {
    for (int at = 0; at < bits.length; at++) {
      int row = at - at % words;
      for (long rest = bits[at]; rest != 0; rest &= rest - 1) {
        int middle = (at % words << 6) + Long.numberOfTrailingZeros(rest);
        for (int k = 0; k < words; k++) {
          result[row + k] |= other.bits[middle * words + k];
        }
      }
    }
  }

  /** {@code [set] ; this}. */
  public Relation from(EventSet set) {
    Relation result = empty(size);
    for (int event = set.next(0); event >= 0; event = set.next(event + 1)) {
      System.arraycopy(bits, event * words, result.bits, event * words, words);
    }
    return result;
  }

  /** {@code this ; [set]}. */
  public Relation to(EventSet set) {
    long[] result = bits.clone();
    for (int at = 0; at < result.length; at++) {
      result[at] &= set.word(at % words);
    }
    return new Relation(size, words, result);
  }

  /**
   * The pairs whose events are of one class.
   *
   * @param classes the class of each event, or -1 for none
   * @param members for each class its events, as a row of words
   */
  Relation within(int[] classes, long[][] members) {
    Relation result = empty(size);
    for (int event = 0; event < size; event++) {
      if (classes[event] >= 0) {
        long[] row = members[classes[event]];
        for (int k = 0; k < words; k++) {
          result.bits[event * words + k] = bits[event * words + k] & row[k];
        }
      }
    }
    return result;
  }

  /**
   * Adds {@code from → b} for each b with {@code row → b} in the other; for building a relation.
   */
  void addRow(int from, Relation other, int row) {
    for (int k = 0; k < words; k++) {
      bits[from * words + k] |= other.bits[row * words + k];
    }
  }

  /** {@code this?}: with each event related to itself. */
  public Relation optional() {
    Relation result = new Relation(size, words, bits.clone());
    for (int event = 0; event < size; event++) {
      result.add(event, event);
    }
    return result;
  }

  /** {@code this \ id}. */
  public Relation irreflexivePart() {
    Relation result = new Relation(size, words, bits.clone());
    for (int event = 0; event < size; event++) {
      result.bits[event * words + (event >>> 6)] &= ~(1L << event);
    }
    return result;
  }

  /** {@code this^-1}. */
  public Relation inverse() {
    Relation result = empty(size);
    for (int at = 0; at < bits.length; at++) {
      for (long rest = bits[at]; rest != 0; rest &= rest - 1) {
        result.add((at % words << 6) + Long.numberOfTrailingZeros(rest), at / words);
      }
    }
    return result;
  }

  /** {@code this+}. */
  public Relation plus() {
    long[] result = bits.clone();
    RelationRows.close(result, size, words);
    return new Relation(size, words, result);
  }

  /** {@code this*}. */
  public Relation star() {
    return plus().optional();
  }

  /** {@code domain(this)}. */
  public EventSet domain() {
    long[] result = new long[words];
    for (int at = 0; at < bits.length; at++) {
      if (bits[at] != 0) {
        int from = at / words;
        result[from >>> 6] |= 1L << from;
      }
    }
    return EventSet.ofWords(result, 0, words);
  }

  /** {@code range(this)}. */
  public EventSet range() {
    long[] result = new long[words];
    for (int at = 0; at < bits.length; at++) {
      result[at % words] |= bits[at];
    }
    return EventSet.ofWords(result, 0, words);
  }

  /** Whether no event is related to itself. */
  public boolean isIrreflexive() {
    for (int event = 0; event < size; event++) {
      if (contains(event, event)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no chain of pairs leads back to where it started. */
  public boolean isAcyclic() {
    return RelationRows.isAcyclic(bits, size, words, new long[words]);
  }

  /** Copies all rows to the front of an array. */
  void copyTo(long[] rows) {
    System.arraycopy(bits, 0, rows, 0, bits.length);
  }

  /** Adds the successors of {@code row} to the row of words that begins there. */
  void addRowTo(long[] rows, int offset, int row) {
    for (int k = 0; k < words; k++) {
      rows[offset + k] |= bits[row * words + k];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Relation relation
        && size == relation.size
        && Arrays.equals(bits, relation.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < size; from++) {
      EventSet row = successors(from);
      if (!row.isEmpty()) {
        text.append(text.length() == 0 ? "" : ", ").append(from).append(" -> ").append(row);
      }
    }
    return text.toString();
  }
}
