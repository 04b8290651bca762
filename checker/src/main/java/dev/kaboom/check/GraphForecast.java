package dev.kaboom.check;

import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.TreeEstimate;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.Optional;

/**
 * How long an exploration of graphs is expected to take: the mean of estimates that rest on more
 * and more random ways through it ({@link TreeEstimate}). Times are nanoseconds on some machine.
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
  private int estimates;
  private int steps;
  private boolean doubtful;

  GraphForecast(Model model, Machine machine, Compiler compiler, CheckOptions bounds) {
    this.model = model;
    this.machine = machine;
    this.compiler = compiler;
    this.bounds = bounds;
  }

  /** Goes more ways, until all together have taken so long. */
  void refine(double nanos) {
    double more = nanos - spent;
    if (more < NANOS_PER_GRAPH || doubtful) {
      return;
    }
    spent = nanos;
    Optional<TreeEstimate> estimate =
        GraphEngine.estimate(
            model,
            MemoryModel.of(machine, compiler),
            compiler,
            GraphSearch.bounds(bounds),
            (long) (more / NANOS_PER_GRAPH),
            SEED + estimates++);
    doubtful = estimate.isEmpty() || estimate.get().doubtful();
    if (!doubtful && estimate.get().work() < Double.POSITIVE_INFINITY) {
      weight += more;
      weightedSum += more * NANOS_PER_GRAPH * estimate.get().work();
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

  /** Steps of the longest execution met. */
  int steps() {
    return steps;
  }
}
