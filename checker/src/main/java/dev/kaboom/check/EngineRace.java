package dev.kaboom.check;

import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.Supervisor;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One check by whichever engine is expected to end first.
 *
 * <p>The search of states begins, but in large programs a few ways through the graphs come first:
 * if next to no graphs are expected, these are tried. Most models end with the states. At {@link
 * #EARLY_LOOK} states graphs are tried if few are expected. When the search has found {@link
 * #FIRST_LOOK} states, and again when it has become much longer, it is compared with the
 * exploration of graphs: how much is left of each? For states, {@link StateGrowth} extrapolates;
 * for graphs, random ways tell ({@link GraphForecast}). If less is left of the graphs, these go on
 * until they have taken as much again as was expected of them. Neither engine ever begins again.
 *
 * <p>All decisions rest on counts of work, never on a clock: a run is like any other. Work is
 * compared in nanoseconds that a state or graph takes on some machine; only their ratio matters.
 *
 * <p>Graphs may only say that the model holds. As soon as they meet anything else, they are given
 * up, and states answer: the result is that of states but for what was explored. Should states come
 * to a limit of their own, graphs may take as long again to answer in their place.
 */
final class EngineRace implements StateSupervisor {
  /**
   * States found when graphs are looked at for the first time. That is too early to judge how many
   * states are left, but enough to see that there are few graphs.
   */
  static final long EARLY_LOOK = 512;

  /**
   * What part of a look's states is found when another thread begins with its forecast; for the
   * early look it begins with the search.
   */
  private static final int AHEAD = 2;

  /** What graphs may be expected to take then, after so much forecast. */
  private static final double EARLY_NANOS = 30e6;

  private static final double EARLY_ESTIMATE_NANOS = 5e5;

  /** Where contexts can be at so many places, few states would be a surprise. */
  private static final double MANY_PLACES = 2e5;

  /** What graphs may be expected to take there before the first state, after so much forecast. */
  private static final double FEW_NANOS = 3e6;

  /** And what they may take then, at least: a surprise costs no more than what is begun twice. */
  private static final double FEW_LEAST_NANOS = 10e6;

  private static final double FIRST_ESTIMATE_NANOS = 2e5;

  /** States found when the engines are compared for the first time: some 5 ms. */
  static final long FIRST_LOOK = 4096;

  /**
   * The same under {@code cppo}, where graphs have to learn first which values cells can have, and
   * of programs with handlers, where a way through the graphs takes as long as such a search.
   */
  static final long LATE_FIRST_LOOK = 16 * FIRST_LOOK;

  private static final double NANOS_PER_STATE = 500;
  private static final double NANOS_PER_STATE_AND_SLOT = 20;

  /** What of the work so far goes into the forecast. */
  private static final double ESTIMATED = 0.1;

  /** Code that has not run yet is slow, and has to be compiled. */
  private static final double COLD_NANOS = 30e6;

  /** How far a tree may be larger than what few ways through it tell. */
  private static final double MISJUDGED = 3;

  /** How much less graphs have to take to begin: what they take is told too low more often. */
  private static final double MARGIN = 1.5;

  /** How many times as long graphs have to take to be out of the question. */
  private static final double FAR = 2.5;

  /** What goes into a forecast at least when the engines are compared. */
  private static final double ESTIMATE_NANOS = 1.5e6;

  /** Loops with an end end by then; others make graphs give up. */
  private static final int UNROLL_MIN = 20;

  private final Model model;
  private final Machine machine;
  private final Compiler compiler;
  private final CheckOptions options;
  private final ProgressListener progress;
  private final StateGrowth growth = new StateGrowth();
  private final GraphForecast forecast;
  private final GraphLane graphs = new GraphLane(this::explore);
  private final long begin = System.nanoTime();
  private final boolean late;
  private @Nullable InterleavingMachine searched;
  private double stateNanos;
  private double spentNanos;
  private long found;
  private long nextLook;
  private long nextForecast;
  private boolean isFar;
  private boolean repeats;
  private boolean decided;
  private @Nullable CheckResult won;

  EngineRace(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    this.model = model;
    this.machine = machine;
    this.compiler = compiler;
    this.options = options;
    this.progress = progress;
    forecast = new GraphForecast(model, machine, compiler, unrolled());
    late = compiler == Compiler.CPPO || hasHandlers(model);
    nextLook = late ? LATE_FIRST_LOOK : EARLY_LOOK;
    nextForecast = late ? nextLook / AHEAD : 0;
  }

  /** Whether graphs could answer for the model. */
  static boolean mayBegin(Model model, Machine machine, Compiler compiler, CheckOptions options) {
    return options.reduction() == CheckOptions.Reduction.ON
        && model.properties().stream().noneMatch(Property.Always.class::isInstance)
        && GraphEngine.obstacle(model.program(), MemoryModel.of(machine, compiler), compiler)
            .isEmpty();
  }

  private static boolean hasHandlers(Model model) {
    return model.program().contexts().stream()
        .anyMatch(context -> context.kind() != ContextKind.PROCESS);
  }

  CheckResult run() {
    try {
      lookForVeryFew();
      if (won != null) {
        return won;
      }
      CheckResult states =
          new InterleavingEngine().check(model, machine, compiler, options, progress, this);
      if (won != null) {
        return won;
      }
      return states.verdict() instanceof Verdict.Inconclusive ? instead().orElse(states) : states;
    } finally {
      forecast.giveUp();
      graphs.giveUp();
    }
  }

  // What the search of states tells

  @Override
  public void begins(InterleavingMachine next) {
    searched = next;
    stateNanos = NANOS_PER_STATE + NANOS_PER_STATE_AND_SLOT * next.slots();
    growth.begin();
    repeats = false;
  }

  @Override
  public void found() {
    growth.found();
    found++;
    if (growth.states() == FIRST_LOOK) {
      // Later, other workers may have looked ahead.
      repeats = searched != null && searched.accessSetsGrew();
    }
  }

  @Override
  public void violated() {
    decided = true;
    forecast.giveUp();
  }

  @Override
  public boolean cancels() {
    growth.expanded();
    spentNanos += StateGrowth.EXPANDED * stateNanos;
    if (found >= nextForecast && !decided) {
      forecast.begin(forecastNanos());
      nextForecast = Long.MAX_VALUE;
    }
    if (found >= nextLook && !decided) {
      look();
    }
    return won != null;
  }

  // What becomes of it

  /** What goes into the forecast until the next look. */
  private double forecastNanos() {
    return nextLook < FIRST_LOOK
        ? EARLY_ESTIMATE_NANOS
        : Math.max(ESTIMATE_NANOS, ESTIMATED * spentNanos * nextLook / found);
  }

  private void look() {
    boolean early = nextLook < FIRST_LOOK;
    forecast.finish();
    if (!early && isFar && !isFar()) {
      isFar = false;
      forecast.refine(ESTIMATED * spentNanos);
    }
    if (forecast.isDoubtful()) {
      decided = true;
    } else if (early) {
      lookForFew();
    } else {
      compare();
    }
  }

  /** Asks, before any state is searched, whether there are next to no graphs. */
  private void lookForVeryFew() {
    if (!late && StateGrowth.places(model.program()) > MANY_PLACES) {
      forecast.refine(FIRST_ESTIMATE_NANOS);
      advanceIfBelow(FEW_NANOS, FEW_LEAST_NANOS);
    }
  }

  private void lookForFew() {
    nextLook = FIRST_LOOK;
    nextForecast = found;
    advanceIfBelow(Math.min(statesLeft(), EARLY_NANOS), 0);
  }

  private void advanceIfBelow(double most, double least) {
    if (!forecast.isDoubtful() && forecast.nanosMost() < most) {
      advance(Math.max(MISJUDGED * forecast.nanos(), least));
    }
  }

  private void compare() {
    double left = statesLeft();
    double looks = Math.min(3.0 * found, 1.5 * left / stateNanos);
    nextLook = found + (long) Math.max((double) found, looks);
    isFar = isFar();
    if (!isFar) {
      nextForecast = found + (nextLook - found) / AHEAD;
    }
    if (graphs.spent() == 0 && graphsLeft() < left) {
      forecast.refine(ESTIMATED * forecast.nanos());
      decided |= forecast.isDoubtful();
    }
    while (!decided && graphsLeft() < left) {
      advance(graphsLeft());
    }
  }

  /** Whether there are so many more graphs that it need not be known how many. */
  private boolean isFar() {
    return forecast.nanos() > FAR * statesLeft();
  }

  private void advance(double nanos) {
    if (graphs.advance((long) (nanos / GraphForecast.NANOS_PER_GRAPH) + 1)) {
      won = holding().orElse(null);
      decided = true;
    }
  }

  /** When graphs have taken longer than was expected, they may take as long again. */
  private double graphsLeft() {
    double spent = GraphForecast.NANOS_PER_GRAPH * graphs.spent();
    if (spent == 0) {
      return MARGIN * forecast.nanosMost() + COLD_NANOS;
    }
    return spent < forecast.nanos() ? forecast.nanos() - spent : spent;
  }

  /** A search that has learned something will be repeated. */
  private double statesLeft() {
    int steps = forecast.steps();
    int depth = machine == Machine.TSO ? steps * 4 / 3 : steps;
    double states = growth.remaining(depth);
    return stateNanos * (repeats ? 2 * states + growth.states() : states);
  }

  private CheckOptions unrolled() {
    return options.withUnrollMax(Math.max(UNROLL_MIN, options.unrollMax()));
  }

  private CheckResult explore(Supervisor supervisor) {
    CheckOptions left = unrolled().withSecondsMax(options.secondsMax() - seconds());
    return GraphSearch.withoutPicture(model, machine, compiler, left, supervisor, progress);
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** The graphs' answer, if it is that the model holds. */
  private Optional<CheckResult> holding() {
    return graphs
        .result()
        .filter(result -> result.verdict() instanceof Verdict.Holds)
        .map(this::asOfStates);
  }

  /** With executions counted only where states count them. */
  private CheckResult asOfStates(CheckResult result) {
    boolean counts =
        FinalWatch.condition(model).isPresent()
            && InterleavingMachine.canCountExecutions(model.program());
    return new CheckResult(
        model,
        machine,
        compiler,
        result.verdict(),
        result.observation(),
        result.states(),
        counts ? result.positive() : null,
        counts ? result.negative() : null,
        result.flags(),
        result.properties(),
        new Statistics(
            0,
            result.statistics().executions(),
            result.statistics().transitions(),
            0,
            0,
            seconds()));
  }

  /** The answer of graphs where states have none. */
  private Optional<CheckResult> instead() {
    long work =
        (long) Math.min(spentNanos / GraphForecast.NANOS_PER_GRAPH, (double) options.statesMax());
    if (seconds() >= options.secondsMax()) {
      return Optional.empty();
    }
    if (!decided) {
      decided = graphs.advance(work);
    }
    return decided ? holding().or(() -> violated(work)) : Optional.empty();
  }

  /** The graphs' own counterexample. */
  private Optional<CheckResult> violated(long work) {
    long[] left = {work};
    CheckOptions bounds = unrolled().withSecondsMax(options.secondsMax() - seconds());
    CheckResult result =
        GraphSearch.withPicture(
            model, machine, compiler, bounds, (done, doubtful) -> (left[0] -= done) > 0, progress);
    return Optional.of(result).filter(found -> found.verdict() instanceof Verdict.Violated);
  }
}
