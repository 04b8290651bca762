package dev.kaboom.explore;

import dev.kaboom.explore.SearchObserver.Progress;
import dev.kaboom.explore.SearchResult.End;
import org.jspecify.annotations.Nullable;

/** Watches over time, cancellation and progress; cheap enough to ask after every state. */
final class Clock {
  private static final int ASKED_PER_LOOK = 64;
  private static final long PROGRESS_NANOS = 200_000_000L;

  private final SearchOptions options;
  private final SearchObserver observer;
  private final MemoryBudget budget;
  private final long start = System.nanoTime();
  private long lastProgress = start;
  private long lastStates;
  private int asked = -1;

  Clock(SearchOptions options, SearchObserver observer, MemoryBudget budget) {
    this.options = options;
    this.observer = observer;
    this.budget = budget;
  }

  /** Why the search has to stop now, or null. */
  @Nullable End look(long states, long expanded) {
    if (++asked % ASKED_PER_LOOK != 0) {
      return null;
    }
    long now = System.nanoTime();
    if (now - lastProgress >= PROGRESS_NANOS) {
      double rate = (states - lastStates) * 1e9 / (now - lastProgress);
      observer.progress(new Progress(states, rate, states - expanded, budget.held()));
      lastProgress = now;
      lastStates = states;
    }
    if (options.cancelled().getAsBoolean()) {
      return End.CANCELLED;
    }
    return (now - start) / 1e9 > options.limits().secondsMax() ? End.SECONDS : null;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
