package dev.kaboom.graph;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Watches the bounds of an exploration, for one of its workers. */
final class Budget {
  private static final long NODES_BETWEEN_LOOKS = 1024;
  private static final long NODES_BETWEEN_QUESTIONS = 64;

  private final GraphOptions options;
  private final long start;
  private final AtomicReference<@Nullable String> exhausted;
  private final AtomicLong executionsOfAll;
  private final Watcher watcher;
  private BooleanSupplier doubt = () -> false;
  private int work = TreeEstimate.GENERAL;
  private long nodesMax = Long.MAX_VALUE;
  private long nodes;
  private long executionsAdded;

  private Budget(
      GraphOptions options,
      long start,
      AtomicReference<@Nullable String> exhausted,
      AtomicLong executionsOfAll,
      Watcher watcher) {
    this.options = options;
    this.start = start;
    this.exhausted = exhausted;
    this.executionsOfAll = executionsOfAll;
    this.watcher = watcher;
  }

  /**
   * The bounds.
   *
   * @param start when the exploration began, by {@link System#nanoTime()}
   */
  Budget(GraphOptions options, long start) {
    this(options, start, new AtomicReference<>(), new AtomicLong(), options.watcher());
  }

  /** The same bounds for another worker of the same search; the first one tells the watcher. */
  Budget forHelper() {
    return new Budget(options, start, exhausted, executionsOfAll, Watcher.NONE);
  }

  /** Stops the search after so many nodes more, without an exhausted bound. */
  void pauseAfter(long more) {
    nodesMax = more < Long.MAX_VALUE - nodes ? nodes + more : Long.MAX_VALUE;
  }

  /** Whether the search was stopped so. */
  boolean paused() {
    return nodes > nodesMax;
  }

  /** Whether the search is to end. */
  boolean stopped() {
    return paused() || exhausted.get() != null;
  }

  /** Tells what the supervisor is told: the work of a node, and whether there is a doubt. */
  void supervised(int newWork, BooleanSupplier newDoubt) {
    work = newWork;
    doubt = newDoubt;
  }

  /** Whether the supervisor lets the exploration go on. */
  boolean goesOn() {
    return options.supervisor().goesOn(work * NODES_BETWEEN_QUESTIONS, doubt.getAsBoolean());
  }

  /**
   * Counts a node; whether to go on from it.
   *
   * @param executions that this worker has found
   */
  boolean allows(int events, long executions) {
    nodes++;
    if (stopped()) {
      return false;
    }
    if (nodes % NODES_BETWEEN_LOOKS == 0) {
      share(executions);
    }
    conclude(executionsOfAll.get() + executions - executionsAdded);
    if (events > options.eventsMax()) {
      exhaust("an execution of more than " + options.eventsMax() + " events");
    } else if (nodes % NODES_BETWEEN_LOOKS == 0 && seconds() > options.secondsMax()) {
      exhaust("more than " + options.secondsMax() + " seconds");
    } else if (nodes % NODES_BETWEEN_QUESTIONS == 0 && !goesOn()) {
      exhaust("given up");
    }
    return exhausted.get() == null;
  }

  /** Notes whether so many executions, of all workers together, are more than the bound. */
  void conclude(long executions) {
    if (executions > options.executionsMax()) {
      exhaust("more than " + options.executionsMax() + " executions");
    }
  }

  private void share(long executions) {
    watcher.explored(executionsOfAll.addAndGet(executions - executionsAdded));
    executionsAdded = executions;
  }

  /** Ends the exploration. */
  void exhaust(String reason) {
    exhausted.compareAndSet(null, reason);
  }

  /** Which bound was met, or null. */
  @Nullable String exhausted() {
    return exhausted.get();
  }

  /** Adds what another worker has counted. */
  void absorb(Budget other) {
    nodes += other.nodes;
  }

  long nodes() {
    return nodes;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
