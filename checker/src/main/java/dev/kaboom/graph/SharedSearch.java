package dev.kaboom.graph;

import static java.util.Comparator.comparing;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.Cores;
import dev.kaboom.program.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A search by {@link GraphExplorer}, by one worker and as many others as there are cores to spare.
 *
 * <p>Most searches are over after a moment. One that is not is stopped and begun again, divided
 * into {@link Parcels}: at the smallest depth that gives enough of them for workers to come and go
 * without waiting for each other. When that happens, and where, rests on the number of nodes, and
 * every parcel is searched in the same way whoever takes it; so the result, its figures included,
 * does not depend on the number of workers.
 */
final class SharedSearch {
  private static final long SURVEY_NODES_MAX = 20_000;
  private static final int PARCELS = 500;
  private static final int DEPTH_STEP = 2;
  private static final int DEPTH_MAX = 400;

  private final GraphOptions options;
  private final long start;
  private final Hiring hiring;
  private final List<SideWorker> sides = new ArrayList<>();

  /** Makes workers. */
  interface Hiring {
    Worker hire(Share share, Budget budget);
  }

  /** A worker on a thread of its own. */
  private static final class SideWorker implements Runnable {
    private final Worker worker;
    private final Thread thread = Cores.thread("search", this);
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    SideWorker(Worker worker) {
      this.worker = worker;
    }

    @Override
    public void run() {
      try {
        worker.run();
      } catch (RuntimeException | Error e) {
        thrown.set(e);
        worker.budget().exhaust("a worker has failed");
      } finally {
        Cores.vacate();
      }
    }
  }

  SharedSearch(GraphOptions options, long start, Hiring hiring) {
    this.options = options;
    this.start = start;
    this.hiring = hiring;
  }

  GraphResult run() {
    Budget budget = new Budget(options, start);
    budget.pauseAfter(options.divides() ? options.divideAfter() : Long.MAX_VALUE);
    Worker alone = hiring.hire(Share.whole(), budget);
    alone.run();
    if (!budget.paused() || budget.exhausted() != null) {
      return alone.completion().findings().result(alone.runner().cuts());
    }
    return divided(new Parcels(depth(), alone.completion().suggestsPruning()));
  }

  /** The smallest depth at which there are enough parcels, or the last that was looked at. */
  private int depth() {
    Budget budget = new Budget(options, start);
    Worker surveyor = hiring.hire(Share.survey(), budget);
    int depth = 0;
    do {
      depth += DEPTH_STEP;
      surveyor.share().surveyTo(depth);
      budget.pauseAfter(SURVEY_NODES_MAX);
      surveyor.run();
    } while (depth < DEPTH_MAX && !budget.stopped() && surveyor.share().met() < PARCELS);
    return depth;
  }

  private GraphResult divided(Parcels parcels) {
    Budget budget = new Budget(options, start);
    Worker first = hiring.hire(Share.first(parcels, () -> callForHelp(parcels, budget)), budget);
    try {
      first.run();
    } catch (RuntimeException | Error e) {
      budget.exhaust("a worker has failed");
      throw e;
    }
    List<Position> cuts = new ArrayList<>(first.runner().cuts());
    for (SideWorker side : sides) {
      await(side);
      first.completion().findings().absorb(side.worker.completion().findings());
      side.worker.runner().cuts().stream().filter(cut -> !cuts.contains(cut)).forEach(cuts::add);
    }
    cuts.sort(comparing(Position::file).thenComparing(Position::line));
    return first.completion().findings().result(ImmutableList.copyOf(cuts));
  }

  /** Called by the first worker only. */
  private void callForHelp(Parcels parcels, Budget budget) {
    if (sides.size() + 1 < options.workers() && Cores.tryOccupy()) {
      SideWorker side = new SideWorker(hiring.hire(Share.helper(parcels), budget.forHelper()));
      sides.add(side);
      side.thread.start();
    }
  }

  private static void await(SideWorker side) {
    boolean interrupted = false;
    while (side.thread.isAlive()) {
      try {
        side.thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = side.thrown.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
