package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import java.util.TreeSet;

/** A growing set of values which, when it has grown too large, stands for every value. */
final class ValueSet {
  /** Larger sets stand for every value. */
  static final int SIZE_MAX = 256;

  private final TreeSet<Long> values = new TreeSet<>();
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
    set.everything = true;
    return set;
  }

  boolean isEverything() {
    return everything;
  }

  int size() {
    return values.size();
  }

  /** The values, ascending; meaningless when the set is everything. */
  ImmutableList<Long> values() {
    return ImmutableList.copyOf(values);
  }

  /** Adds a value; whether that changed anything. */
  boolean add(long value) {
    if (everything || !values.add(value)) {
      return false;
    }
    if (values.size() > SIZE_MAX) {
      everything = true;
      values.clear();
    }
    return true;
  }

  /** Adds all values of the other set; whether that changed anything. */
  boolean addAll(ValueSet other) {
    if (other.everything) {
      boolean changed = !everything;
      everything = true;
      values.clear();
      return changed;
    }
    boolean changed = false;
    for (long value : other.values) {
      changed |= add(value);
    }
    return changed;
  }
}
