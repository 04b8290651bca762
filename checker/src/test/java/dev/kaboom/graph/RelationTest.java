package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relation algebra against boolean matrices, with one word a row and with several. */
class RelationTest {
  private static final int ROUNDS = 20;

  /** A relation, and the same as a plain matrix. */
  private static final class Pair {
    private final Relation relation;
    private final boolean[][] matrix;

    Pair(Relation relation, boolean[][] matrix) {
      this.relation = relation;
      this.matrix = matrix;
    }

    Relation relation() {
      return relation;
    }

    boolean[][] matrix() {
      return matrix;
    }

    static Pair random(Random random, int size) {
      Relation relation = Relation.empty(size);
      boolean[][] matrix = new boolean[size][size];
      for (int i = 0; i < 2 * size; i++) {
        int from = random.nextInt(size);
        int to = random.nextInt(size);
        relation.add(from, to);
        matrix[from][to] = true;
      }
      return new Pair(relation, matrix);
    }
  }

  /** The truth of one pair. */
  private interface Truth {
    boolean at(int from, int to);
  }

  private static void check(Truth expected, Relation actual) {
    Relation wanted = Relation.empty(actual.size());
    for (int from = 0; from < actual.size(); from++) {
      for (int to = 0; to < actual.size(); to++) {
        assertEquals(expected.at(from, to), actual.contains(from, to));
        if (expected.at(from, to)) {
          wanted.add(from, to);
        }
      }
    }
    assertEquals(wanted, actual);
  }

  private static boolean path(boolean[][] matrix, int from, int to) {
    boolean[] seen = new boolean[matrix.length];
    IntStack open = new IntStack();
    open.push(from);
    while (open.size() > 0) {
      int at = open.pop();
      for (int next = 0; next < matrix.length; next++) {
        if (matrix[at][next] && next == to) {
          return true;
        }
        if (matrix[at][next] && !seen[next]) {
          seen[next] = true;
          open.push(next);
        }
      }
    }
    return false;
  }

  private static boolean joined(boolean[][] left, boolean[][] right, int from, int to) {
    for (int middle = 0; middle < left.length; middle++) {
      if (left[from][middle] && right[middle][to]) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 63, 64, 65, 130})
  void operatorsAgreeWithBooleanMatrices(int size) {
    Random random = new Random(size);
    for (int round = 0; round < ROUNDS; round++) {
      Pair a = Pair.random(random, size);
      Pair b = Pair.random(random, size);
      boolean[][] x = a.matrix();
      boolean[][] y = b.matrix();
      check((i, j) -> x[i][j] || y[i][j], a.relation().union(b.relation()));
      check((i, j) -> x[i][j] && y[i][j], a.relation().intersect(b.relation()));
      check((i, j) -> x[i][j] && !y[i][j], a.relation().minus(b.relation()));
      check((i, j) -> x[j][i], a.relation().inverse());
      check((i, j) -> i == j || x[i][j], a.relation().optional());
      check((i, j) -> i != j && x[i][j], a.relation().irreflexivePart());
      check((i, j) -> joined(x, y, i, j), a.relation().then(b.relation()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 70})
  void closureIsThePathsAndCyclesAreFound(int size) {
    Random random = new Random(size);
    for (int round = 0; round < ROUNDS; round++) {
      Pair a = Pair.random(random, size);
      Pair forward = forwardOnly(a, size);
      check((i, j) -> path(a.matrix(), i, j), a.relation().plus());
      assertEquals(a.relation().plus().isIrreflexive(), a.relation().isAcyclic());
      assertTrue(forward.relation().isAcyclic());
    }
  }

  private static Pair forwardOnly(Pair pair, int size) {
    Relation relation = Relation.empty(size);
    for (int from = 0; from < size; from++) {
      for (int to = from + 1; to < size; to++) {
        if (pair.matrix()[from][to]) {
          relation.add(from, to);
        }
      }
    }
    return new Pair(relation, pair.matrix());
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 64, 70})
  void setsRestrictBothSides(int size) {
    Random random = new Random(size);
    Pair a = Pair.random(random, size);
    EventSet some = EventSet.EMPTY;
    for (int i = 0; i < size; i += 3) {
      some = some.union(EventSet.of(i));
    }
    EventSet third = some;
    check((i, j) -> i % 3 == 0 && a.matrix()[i][j], a.relation().from(third));
    check((i, j) -> j % 3 == 0 && a.matrix()[i][j], a.relation().to(third));
    check((i, j) -> i == j && i % 3 == 0, Relation.identity(size, third));
    check((i, j) -> i % 3 == 0 && j % 3 == 0, Relation.cross(size, third, third));
    assertEquals(third, Relation.identity(size, third).domain());
    assertEquals(third, Relation.identity(size, third).range());
  }

  @Test
  void setsAreValues() {
    EventSet both = EventSet.of(3).union(EventSet.of(200));
    assertTrue(both.contains(3) && both.contains(200));
    assertFalse(both.contains(4) || both.contains(1000));
    assertEquals(2, both.size());
    assertEquals(200, both.next(4));
    assertEquals(-1, both.next(201));
    assertEquals(EventSet.of(3), both.minus(EventSet.of(200)));
    assertEquals(EventSet.of(3), both.intersect(EventSet.of(3)));
    assertEquals("{3, 200}", both.toString());
  }
}
