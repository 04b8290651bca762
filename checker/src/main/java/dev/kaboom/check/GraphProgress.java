package dev.kaboom.check;

import dev.kaboom.graph.Watcher;

/** Passes on how far an exploration of graphs is: the first time at once, then seldom. */
final class GraphProgress implements Watcher {
  private static final long NANOS_BETWEEN = 200_000_000;

  private final ProgressListener progress;
  private final long begin = System.nanoTime();
  private long last = begin - NANOS_BETWEEN;

  GraphProgress(ProgressListener progress) {
    this.progress = progress;
  }

  @Override
  public void explored(long executions) {
    long now = System.nanoTime();
    if (now - last >= NANOS_BETWEEN) {
      last = now;
      progress.update(ProgressListener.Figures.ofGraphs(executions, (now - begin) / 1e9));
    }
  }
}
