package dev.kaboom.check;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.TreeEstimate;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an exploration of graphs is expected to take: the mean of estimates that rest on more
 * and more random ways through it ({@link TreeEstimate}). Times are nanoseconds on some machine.
 *
 * <p>The ways are gone by a thread of its own, so that they can be on the way while states are
 * searched; how many they are is settled beforehand.
 */
final class GraphForecast {
  static final double NANOS_PER_GRAPH = 200;

  private static final long SEED = 1975;

  private final Model model;
  private final Machine machine;
  private final Compiler compiler;
  private final CheckOptions bounds;
  private double spent;
  private double weight;
  private double weightedSum;
  private double weightedErrors;
  private int estimates;
  private int steps;
  private boolean doubtful;
  private volatile boolean givenUp;
  private @Nullable Thread thread;
  private @Nullable RuntimeException failure;

  GraphForecast(Model model, Machine machine, Compiler compiler, CheckOptions bounds) {
    this.model = model;
    this.machine = machine;
    this.compiler = compiler;
    this.bounds = bounds;
  }

  /** Goes more ways, until all together have taken so long. */
  void refine(double nanos) {
    begin(nanos);
    finish();
  }

  /** Begins to go them. Nothing may be asked before {@link #finish}. */
  void begin(double nanos) {
    finish();
    double more = nanos - spent;
    if (more < NANOS_PER_GRAPH || doubtful) {
      return;
    }
    spent = nanos;
    Thread walker = new Thread(() -> walk(more), "forecast");
    walker.setDaemon(true);
    walker.start();
    thread = walker;
  }

  /** Lets what has been begun end soon; it tells nothing then. Nothing may be begun after it. */
  void giveUp() {
    givenUp = true;
  }

  /** Waits for the ways that have been begun. */
  void finish() {
    Thread walker = thread;
    if (walker != null) {
      Uninterruptibles.joinUninterruptibly(walker);
      thread = null;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void walk(double nanos) {
    try {
      add(nanos, estimate(nanos));
    } catch (OutOfMemoryError e) {
      doubtful = true;
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private Optional<TreeEstimate> estimate(double nanos) {
    return GraphEngine.estimate(
        model,
        MemoryModel.of(machine, compiler),
        compiler,
        GraphSearch.bounds(bounds).withSupervisor((work, doubt) -> !givenUp),
        (long) (nanos / NANOS_PER_GRAPH),
        SEED + estimates++);
  }

  private void add(double nanos, Optional<TreeEstimate> estimate) {
    doubtful = estimate.isEmpty() || estimate.get().doubtful();
    if (!doubtful && estimate.get().work() < Double.POSITIVE_INFINITY) {
      weight += nanos;
      weightedSum += nanos * NANOS_PER_GRAPH * estimate.get().work();
      weightedErrors = Math.hypot(weightedErrors, nanos * NANOS_PER_GRAPH * estimate.get().error());
      steps = Math.max(steps, estimate.get().steps());
    }
  }

  /** Whether some way has met something wrong, or a bound, or nothing can be estimated. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** What all graphs are expected to take; infinite as long as no way has come to its end. */
  double nanos() {
    return weight == 0 ? Double.POSITIVE_INFINITY : weightedSum / weight;
  }

  /** The same and a standard error. */
  double nanosMost() {
    return nanos() + (weight == 0 ? 0 : weightedErrors / weight);
  }

  /** Steps of the longest execution met. */
  int steps() {
    return steps;
  }
}
