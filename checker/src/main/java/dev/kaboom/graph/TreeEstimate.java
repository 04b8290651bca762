package dev.kaboom.graph;

/**
 * How much work an exploration would be, judged from a few random ways through it.
 *
 * @param work that it would be, of which a partial graph of {@link RevisitingExplorer} is {@link
 *     #REVISITING} and one of {@link GraphExplorer} is {@link #GENERAL}
 * @param error the standard error of the work, as much as the work itself if little is known
 * @param steps of the longest execution met
 * @param doubtful whether one of the ways has met something wrong, or a bound
 */
public record TreeEstimate(double work, double error, int steps, boolean doubtful) {
  static final int REVISITING = 1;
  static final int GENERAL = 40;

  /** What the sampler has found, of an exploration whose nodes are so much work each. */
  static TreeEstimate of(TreeSampler sampler, int workOfNode, int steps, boolean doubtful) {
    return new TreeEstimate(
        workOfNode * sampler.nodes(), workOfNode * sampler.error(), steps, doubtful);
  }

  /** Nothing is known. */
  static TreeEstimate none() {
    return new TreeEstimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, true);
  }
}
