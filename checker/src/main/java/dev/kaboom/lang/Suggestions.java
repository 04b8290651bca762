package dev.kaboom.lang;

/** Guesses what a misspelt name was meant to be. */
public final class Suggestions {
  private Suggestions() {}

  /** {@code did you mean 'x'?} for the candidate nearest in spelling, or "". */
  public static String hint(String name, Iterable<String> candidates) {
    String best = "";
    int bestDistance = Math.max(2, name.length() / 4) + 1;
    for (String candidate : candidates) {
      int distance = distance(name, candidate, bestDistance);
      if (distance < bestDistance && distance < name.length()) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : "did you mean '" + best + "'?";
  }

  /** Insertions, deletions, changes and swaps of neighbours, or at least {@code limit}. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] cost, int i, int j) {
    int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
