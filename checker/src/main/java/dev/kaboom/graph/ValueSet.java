package dev.kaboom.graph;

import java.util.Arrays;

/** A growing set of values which, when it has grown too large, stands for every value. */
final class ValueSet {
  /** Larger sets stand for every value. */
  static final int SIZE_MAX = 256;

  private static final int CAPACITY_MIN = 4;

  /** Ascending, as far as {@link #size}. */
  private long[] values = new long[CAPACITY_MIN];

  private int size;
  private int changes;
  private boolean everything;

  static ValueSet of(long... values) {
    ValueSet set = new ValueSet();
    for (long value : values) {
      set.add(value);
    }
    return set;
  }

  static ValueSet everything() {
    ValueSet set = new ValueSet();
    set.become();
    return set;
  }

  boolean isEverything() {
    return everything;
  }

  /** How many values; 0 when the set is everything. */
  int size() {
    return size;
  }

  /** How often the set has grown. */
  int changes() {
    return changes;
  }

  /** The values, ascending; none when the set is everything. */
  long value(int index) {
    return values[index];
  }

  private void become() {
    everything = true;
    size = 0;
    changes++;
  }

  /** Adds a value. */
  void add(long value) {
    int place = everything ? 0 : Arrays.binarySearch(values, 0, size, value);
    if (place >= 0) {
      return;
    }
    if (size == SIZE_MAX) {
      become();
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    System.arraycopy(values, ~place, values, ~place + 1, size - ~place);
    values[~place] = value;
    size++;
    changes++;
  }

  /** Adds all values of the other set. */
  void addAll(ValueSet other) {
    if (other.everything && !everything) {
      become();
    }
    for (int i = 0; i < other.size; i++) {
      add(other.values[i]);
    }
  }
}
