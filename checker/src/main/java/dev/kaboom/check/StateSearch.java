package dev.kaboom.check;

import dev.kaboom.explore.Explorer;
import dev.kaboom.explore.SearchLimits;
import dev.kaboom.explore.SearchOptions;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchOptions.Reduction;
import dev.kaboom.explore.SearchResult;
import dev.kaboom.explore.SearchResult.End;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.interleave.MachineOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;

/**
 * The searches that one check takes.
 *
 * <p>A reduced search learns which cells each access goes to; as long as it learned something new
 * it is repeated, because the reduction was chosen without knowing that. What it found meanwhile is
 * right all the same, but may be incomplete.
 *
 * <p>A model that is violated is searched twice: first until the first violation, then, within four
 * times as many states or a hundred thousand, on to the end for the other properties. A litmus test
 * is always searched to the end, since its answer is the set of all its final states. A trace found
 * with reduction is not the shortest; another search without it, of 300,000 states at most, looks
 * for a shorter one.
 */
final class StateSearch {
  /** Ways to one violation that are tried until one does not rest on guesses that are wrong. */
  private static final int PROVISIONAL_CASES = 32;

  private static final long SHORTENING_STATES = 300_000;
  private static final long COMPLETION_STATES = 100_000;
  private static final int COMPLETION_FACTOR = 4;

  private final Model model;
  private final Machine machine;
  private final Compiler compiler;
  private final CheckOptions options;
  private final ProgressListener progress;
  private StateSupervisor supervisor;
  private final MachineOptions bounds;
  private int workers;
  private final long begin = System.nanoTime();

  StateSearch(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress,
      StateSupervisor supervisor) {
    this.supervisor = supervisor;
    this.model = model;
    this.machine = machine;
    this.compiler = compiler;
    this.options = options;
    this.progress = progress;
    this.workers = options.workers();
    this.bounds = new MachineOptions(options.storeBufferMax(), options.windowMax(), true, false);
  }

  /**
   * A finished search.
   *
   * @param watch what was seen on the way
   * @param machine knows the violations' numbers and the bounds met
   */
  record Searched(SearchResult result, FinalWatch watch, InterleavingMachine machine) {
    /** Whether everything was seen. */
    boolean complete() {
      return result.end() == End.EXHAUSTED && machine.boundsHit().isEmpty();
    }
  }

  /** The search that answers. */
  Searched answer() {
    if (model.dialect() == Model.Dialect.LITMUS) {
      return untilNothingIsLearned(Goal.EVERY_STATE, options.statesMax());
    }
    Searched first = untilNothingIsLearned(Goal.FIRST_FINDING, options.statesMax());
    boolean enough = options.extent() == CheckOptions.Extent.FIRST_VIOLATION;
    if (!first.result().findings().isEmpty()) {
      supervisor.violated();
    }
    if (enough || first.result().findings().isEmpty()) {
      return first;
    }
    long states = Math.max(COMPLETION_STATES, COMPLETION_FACTOR * first.result().states());
    Searched all = untilNothingIsLearned(Goal.EVERY_STATE, Math.min(states, options.statesMax()));
    return all.result().findings().isEmpty() ? first : all;
  }

  /**
   * Which bound is met first depends on who looks first, unless only one does: then the search is
   * repeated, and what was to be told about it has been told.
   */
  private Searched untilNothingIsLearned(Goal goal, long statesMax) {
    InterleavingMachine system = InterleavingMachine.of(model, machine, compiler, bounds);
    while (true) {
      Searched searched = search(system, goal, limits(statesMax), reduction());
      if (searched.result().helped() && !system.boundsHit().isEmpty() && repeatable(searched)) {
        workers = 1;
        supervisor = StateSupervisor.NONE;
        return untilNothingIsLearned(goal, statesMax);
      }
      boolean ended = searched.result().end() != End.EXHAUSTED;
      if (ended || reduction() == Reduction.NONE || !system.accessSetsGrew()) {
        return searched;
      }
      system.resetGrowth();
    }
  }

  private static boolean repeatable(Searched searched) {
    return switch (searched.result().end()) {
      case EXHAUSTED, FOUND, STATES -> true;
      case SECONDS, MEMORY, CANCELLED -> false;
    };
  }

  private Reduction reduction() {
    return switch (options.reduction()) {
      case ON -> Reduction.PARTIAL_ORDER;
      case OFF -> Reduction.NONE;
    };
  }

  private Searched search(
      InterleavingMachine system, Goal goal, SearchLimits limits, Reduction reduction) {
    FinalWatch watch = new FinalWatch(model, system, progress, supervisor);
    supervisor.begins(system);
    int cases = compiler == Compiler.CPPO ? PROVISIONAL_CASES : 1;
    SearchOptions search =
        new SearchOptions(
            limits,
            reduction,
            goal,
            cases,
            options.store(),
            workers,
            SearchOptions.ALONE_MAX,
            supervisor::cancels);
    return new Searched(Explorer.explore(watch, search, watch), watch, system);
  }

  /** The first finding without reduction: never longer than one with it, if it is found at all. */
  Searched shortest() {
    InterleavingMachine system = InterleavingMachine.of(model, machine, compiler, bounds);
    long states = Math.min(SHORTENING_STATES, options.statesMax());
    return search(system, Goal.FIRST_FINDING, limits(states), Reduction.NONE);
  }

  /** All executions, where they can be told apart; the caller asks first whether they can. */
  Searched executions() {
    InterleavingMachine system =
        InterleavingMachine.of(model, machine, compiler, bounds.countingExecutions());
    return search(system, Goal.EVERY_STATE, limits(options.statesMax()), Reduction.NONE);
  }

  private SearchLimits limits(long states) {
    double left = Math.max(0.01, options.secondsMax() - seconds());
    return new SearchLimits(states, left, options.bytesMax());
  }

  /** Wall time since the first search began. */
  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
