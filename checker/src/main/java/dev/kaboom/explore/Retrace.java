package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;

/**
 * Watches a search that runs for the second time, and keeps the rows of the states on some paths.
 * States are found in the same order each time, so their ranks are enough to know them again.
 */
final class Retrace implements SearchObserver {
  private final int[] wanted;
  private final int[][] rows;
  private int rank;
  private int kept;

  /** Keeps the rows of the states with the ranks in {@code stems}. */
  Retrace(ImmutableList<ImmutableIntArray> stems) {
    wanted = stems.stream().flatMapToInt(ImmutableIntArray::stream).sorted().distinct().toArray();
    rows = new int[wanted.length][];
  }

  /** Whether no row is missing. */
  boolean isComplete() {
    return kept == wanted.length;
  }

  /** A copy of the row of the state with that rank. */
  int[] row(int of) {
    return rows[Arrays.binarySearch(wanted, of)].clone();
  }

  @Override
  public void state(int[] row) {
    if (!isComplete() && rank == wanted[kept]) {
      rows[kept++] = row.clone();
    }
    rank++;
  }
}
