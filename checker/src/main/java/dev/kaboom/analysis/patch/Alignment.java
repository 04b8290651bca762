package dev.kaboom.analysis.patch;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a hunk's old lines stand in a file.
 *
 * @param at for each old line the line of code that it matches, or -1
 * @param score how well; higher is better
 */
record Alignment(ImmutableIntArray at, double score) {
  private static final double REMOVED = 4;
  private static final double DISTINCTIVE = 2;
  private static final double TRIVIAL = 0.5;
  private static final double SKIPPED = 0.4;
  private static final double GAP = 0.05;
  private static final int GAP_MAX = 60;
  private static final int SKIP_MAX = 40;

  /** Two places that differ by less are equally good. */
  static final double TIE = 0.5;

  /**
   * The best alignment, by dynamic programming over pairs of lines: every removed line is matched,
   * in order; lines of context may be missing from the file, and the file may have further lines in
   * between, except inside of what is removed.
   *
   * @param from the first line of code that may be matched
   * @param banned an old line and a line of code that must not be matched with each other
   * @param lossy whether lines may have been lost from the hunk
   */
  static @Nullable Alignment best(OldSide old, Source file, int from, int[] banned, boolean lossy) {
    return new Table(old, file, from, banned, lossy).best();
  }

  /** How many old lines are matched. */
  int matched() {
    return (int) at.stream().filter(line -> line >= 0).count();
  }

  /** The table of partial alignments: cell (i, j) matches old line i with line of code j. */
  private static final class Table {
    private final OldSide old;
    private final Source file;
    private final int from;
    private final int[] banned;
    private final boolean lossy;
    private final double[][] score;
    private final int[][] previous;

    Table(OldSide old, Source file, int from, int[] banned, boolean lossy) {
      this.old = old;
      this.file = file;
      this.from = from;
      this.banned = banned;
      this.lossy = lossy;
      score = new double[old.size()][];
      previous = new int[old.size()][];
    }

    @Nullable Alignment best() {
      for (int i = 0; i < old.size(); i++) {
        score[i] = new double[file.size()];
        previous[i] = new int[file.size()];
        Arrays.fill(score[i], Double.NEGATIVE_INFINITY);
        for (int j = from; j < file.size(); j++) {
          if (old.code(i).equals(file.code(j)) && !(i == banned[0] && j == banned[1])) {
            fill(i, j);
          }
        }
      }
      return last();
    }

    private void fill(int i, int j) {
      double best = begins(i) ? -SKIPPED * i : Double.NEGATIVE_INFINITY;
      int from = -1;
      for (int k = i - 1; k >= Math.max(0, i - SKIP_MAX); k--) {
        boolean whole = !lossy && old.removed(k) && old.removed(i) && contiguous(k, i);
        for (int l = j - 1; l >= Math.max(0, j - (whole ? 1 : GAP_MAX)); l--) {
          double here = score[k][l] - SKIPPED * (i - k - 1) - GAP * (j - l - 1);
          if (here > best) {
            best = here;
            from = k * file.size() + l;
          }
        }
        if (old.removed(k)) {
          break;
        }
      }
      score[i][j] = best + weight(i);
      previous[i][j] = from;
    }

    /** Whether nothing that is kept stands between two removed lines. */
    private boolean contiguous(int one, int other) {
      return other == one + 1;
    }

    /** Whether an alignment may begin with this line: nothing before it is removed. */
    private boolean begins(int i) {
      for (int k = 0; k < i; k++) {
        if (old.removed(k)) {
          return false;
        }
      }
      return true;
    }

    private boolean ends(int i) {
      for (int k = i + 1; k < old.size(); k++) {
        if (old.removed(k)) {
          return false;
        }
      }
      return true;
    }

    private double weight(int i) {
      if (old.removed(i)) {
        return REMOVED;
      }
      return OldSide.distinctive(old.code(i)) ? DISTINCTIVE : TRIVIAL;
    }

    private @Nullable Alignment last() {
      double best = Double.NEGATIVE_INFINITY;
      int cell = -1;
      for (int i = 0; i < old.size(); i++) {
        for (int j = from; j < file.size() && ends(i); j++) {
          double here = score[i][j] - SKIPPED * (old.size() - 1 - i);
          if (here > best) {
            best = here;
            cell = i * file.size() + j;
          }
        }
      }
      if (cell < 0) {
        return null;
      }
      int[] at = new int[old.size()];
      Arrays.fill(at, -1);
      while (cell >= 0) {
        int i = cell / file.size();
        at[i] = cell % file.size();
        cell = previous[i][at[i]];
      }
      return new Alignment(ImmutableIntArray.copyOf(at), best);
    }
  }
}
