package dev.kaboom.graph;

/**
 * Bounds of an exploration.
 *
 * @param unroll how often each loop may go round, at least 0
 * @param executionsMax consistent complete graphs after which the exploration gives up
 * @param secondsMax wall time in seconds after which the exploration gives up
 * @param eventsMax events of one graph; larger ones are given up
 * @param divideAfter partial graphs after which a search is begun again, divided among workers
 */
public record GraphOptions(
    int unroll, long executionsMax, double secondsMax, int eventsMax, long divideAfter) {
  /** herd7's bound on loops, and nothing else that a user meets. */
  public static final GraphOptions DEFAULT =
      new GraphOptions(2, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 2000, 50_000);

  public GraphOptions withUnroll(int rounds) {
    return new GraphOptions(rounds, executionsMax, secondsMax, eventsMax, divideAfter);
  }

  public GraphOptions withSecondsMax(double seconds) {
    return new GraphOptions(unroll, executionsMax, seconds, eventsMax, divideAfter);
  }

  public GraphOptions withExecutionsMax(long executions) {
    return new GraphOptions(unroll, executions, secondsMax, eventsMax, divideAfter);
  }

  /** The same; {@link Long#MAX_VALUE} for a search that is not divided. */
  public GraphOptions withDivideAfter(long nodes) {
    return new GraphOptions(unroll, executionsMax, secondsMax, eventsMax, nodes);
  }
}
