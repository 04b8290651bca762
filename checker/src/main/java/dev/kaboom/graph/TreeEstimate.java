package dev.kaboom.graph;

/**
 * How much work an exploration would be, judged from a few random ways through it.
 *
 * @param work that it would be, of which a partial graph of {@link RevisitingExplorer} is {@link
 *     #REVISITING} and one of {@link GraphExplorer} is {@link #GENERAL}
 * @param steps of the longest execution met
 * @param doubtful whether one of the ways has met something wrong, or a bound
 */
public record TreeEstimate(double work, int steps, boolean doubtful) {
  static final int REVISITING = 1;
  static final int GENERAL = 40;
}
