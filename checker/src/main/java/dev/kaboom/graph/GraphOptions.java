package dev.kaboom.graph;

/**
 * Bounds of an exploration.
 *
 * @param unroll how often each loop may go round, at least 0
 * @param executionsMax consistent complete graphs after which the exploration gives up
 * @param secondsMax wall time in seconds after which the exploration gives up
 * @param eventsMax events of one graph; larger ones are given up
 * @param workers the most threads of the search; no answer depends on it
 * @param divideAfter partial graphs after which a search is begun again, divided among workers,
 *     unless it is watched over
 * @param supervisor may end it
 * @param watcher is told how far it is
 */
public record GraphOptions(
    int unroll,
    long executionsMax,
    double secondsMax,
    int eventsMax,
    int workers,
    long divideAfter,
    Supervisor supervisor,
    Watcher watcher) {
  /** herd7's bound on loops, and nothing else that a user meets. */
  public static final GraphOptions DEFAULT =
      new GraphOptions(
          2,
          Long.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          2000,
          Integer.MAX_VALUE,
          50_000,
          Supervisor.NONE,
          Watcher.NONE);

  public GraphOptions withUnroll(int rounds) {
    return new GraphOptions(
        rounds, executionsMax, secondsMax, eventsMax, workers, divideAfter, supervisor, watcher);
  }

  public GraphOptions withSecondsMax(double seconds) {
    return new GraphOptions(
        unroll, executionsMax, seconds, eventsMax, workers, divideAfter, supervisor, watcher);
  }

  public GraphOptions withExecutionsMax(long executions) {
    return new GraphOptions(
        unroll, executions, secondsMax, eventsMax, workers, divideAfter, supervisor, watcher);
  }

  public GraphOptions withWorkers(int threads) {
    return new GraphOptions(
        unroll, executionsMax, secondsMax, eventsMax, threads, divideAfter, supervisor, watcher);
  }

  /** The same; {@link Long#MAX_VALUE} for a search that is not divided. */
  public GraphOptions withDivideAfter(long nodes) {
    return new GraphOptions(
        unroll, executionsMax, secondsMax, eventsMax, workers, nodes, supervisor, watcher);
  }

  public GraphOptions withSupervisor(Supervisor watching) {
    return new GraphOptions(
        unroll, executionsMax, secondsMax, eventsMax, workers, divideAfter, watching, watcher);
  }

  public GraphOptions withWatcher(Watcher told) {
    return new GraphOptions(
        unroll, executionsMax, secondsMax, eventsMax, workers, divideAfter, supervisor, told);
  }

  /** Whether the search may be divided after so many partial graphs. */
  boolean divides() {
    return Supervisor.NONE.equals(supervisor);
  }
}
