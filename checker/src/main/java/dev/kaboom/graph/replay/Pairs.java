package dev.kaboom.graph.replay;

import java.util.function.IntPredicate;

/**
 * A set of pairs of events, with the operations of cat by their definitions: what {@code
 * graph.Relation} does with words of bits, done one pair at a time.
 */
final class Pairs {
  private final boolean[][] has;

  private Pairs(int size) {
    has = new boolean[size][size];
  }

  static Pairs none(int size) {
    return new Pairs(size);
  }

  /** Which pairs are in a set. */
  interface Test {
    boolean holds(int from, int to);
  }

  /** All pairs of which the test is true. */
  static Pairs where(int size, Test test) {
    Pairs result = new Pairs(size);
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size; to++) {
        result.has[from][to] = test.holds(from, to);
      }
    }
    return result;
  }

  int size() {
    return has.length;
  }

  boolean contains(int from, int to) {
    return has[from][to];
  }

  Pairs and(Pairs other) {
    return where(size(), (from, to) -> has[from][to] && other.has[from][to]);
  }

  Pairs or(Pairs... others) {
    Pairs result = where(size(), this::contains);
    for (Pairs other : others) {
      for (int from = 0; from < size(); from++) {
        for (int to = 0; to < size(); to++) {
          result.has[from][to] |= other.has[from][to];
        }
      }
    }
    return result;
  }

  Pairs without(Pairs other) {
    return where(size(), (from, to) -> has[from][to] && !other.has[from][to]);
  }

  /** {@code this ; other}. */
  Pairs then(Pairs other) {
    Pairs result = new Pairs(size());
    for (int from = 0; from < size(); from++) {
      for (int middle = 0; middle < size(); middle++) {
        if (has[from][middle]) {
          for (int to = 0; to < size(); to++) {
            result.has[from][to] |= other.has[middle][to];
          }
        }
      }
    }
    return result;
  }

  /** {@code [set] ; this}. */
  Pairs from(IntPredicate set) {
    return where(size(), (from, to) -> has[from][to] && set.test(from));
  }

  /** {@code this ; [set]}. */
  Pairs to(IntPredicate set) {
    return where(size(), (from, to) -> has[from][to] && set.test(to));
  }

  /** {@code this^-1}. */
  Pairs inverse() {
    return where(size(), (from, to) -> has[to][from]);
  }

  /** {@code this?}. */
  Pairs optional() {
    return where(size(), (from, to) -> from == to || has[from][to]);
  }

  /** {@code this \ id}. */
  Pairs irreflexivePart() {
    return where(size(), (from, to) -> from != to && has[from][to]);
  }

  /** {@code this+}. */
  Pairs plus() {
    Pairs result = where(size(), this::contains);
    for (int middle = 0; middle < size(); middle++) {
      for (int from = 0; from < size(); from++) {
        if (result.has[from][middle]) {
          for (int to = 0; to < size(); to++) {
            result.has[from][to] |= result.has[middle][to];
          }
        }
      }
    }
    return result;
  }

  /** {@code this*}. */
  Pairs star() {
    return plus().optional();
  }

  boolean isEmpty() {
    return count() == 0;
  }

  int count() {
    int count = 0;
    for (boolean[] row : has) {
      for (boolean pair : row) {
        count += pair ? 1 : 0;
      }
    }
    return count;
  }

  boolean isIrreflexive() {
    for (int event = 0; event < size(); event++) {
      if (has[event][event]) {
        return false;
      }
    }
    return true;
  }

  boolean isAcyclic() {
    return plus().isIrreflexive();
  }
}
