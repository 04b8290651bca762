package dev.kaboom.graph;

import org.jspecify.annotations.Nullable;

/** Watches the bounds of an exploration. */
final class Budget {
  private static final long NODES_BETWEEN_CLOCK_READINGS = 1024;

  private final GraphOptions options;
  private final long start;
  private long nodes;
  private @Nullable String exhausted;

  /**
   * The bounds.
   *
   * @param start when the exploration began, by {@link System#nanoTime()}
   */
  Budget(GraphOptions options, long start) {
    this.options = options;
    this.start = start;
  }

  /** Counts a node; whether to go on from it. */
  boolean allows(int events, long executions) {
    nodes++;
    if (exhausted != null) {
      return false;
    }
    if (executions >= options.executionsMax()) {
      exhausted = "more than " + options.executionsMax() + " executions";
    } else if (events > options.eventsMax()) {
      exhausted = "an execution of more than " + options.eventsMax() + " events";
    } else if (nodes % NODES_BETWEEN_CLOCK_READINGS == 0 && seconds() > options.secondsMax()) {
      exhausted = "more than " + options.secondsMax() + " seconds";
    }
    return exhausted == null;
  }

  /** Ends the exploration. */
  void exhaust(String reason) {
    if (exhausted == null) {
      exhausted = reason;
    }
  }

  /** Which bound was met, or null. */
  @Nullable String exhausted() {
    return exhausted;
  }

  long nodes() {
    return nodes;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
