package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.RevisitingExplorer.End;
import dev.kaboom.graph.ThreadRunner.Checks;
import dev.kaboom.graph.ValueDomains.Freedom;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.Location;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Explores all execution graphs of a model: the engine's front door. */
public final class GraphEngine {
  private static final int CAPACITY_MIN = 64;
  private static final int CAPACITY_MAX = 512;

  private final Model model;
  private final Program program;
  private final Axioms axioms;
  private final Compiler compiler;
  private final GraphOptions options;
  private final RequestCells cells;
  private final Requests requests;
  private final long[] initial;
  private final Way way;
  private final long start = System.nanoTime();

  private enum Way {
    /** {@link RevisitingExplorer} where it knows all that is in the model. */
    FASTEST,
    /** {@link GraphExplorer}, which knows everything. */
    GENERAL
  }

  private GraphEngine(
      Model model, Axioms axioms, Compiler compiler, GraphOptions options, Way way) {
    this.way = way;
    this.model = model;
    this.axioms = axioms;
    this.compiler = compiler;
    this.options = options;
    program = model.program();
    cells = RequestCells.of(program);
    requests = new Requests(cells, program.contexts());
    initial = new long[program.memory().locations().size() + cells.count()];
    for (Location location : program.memory().locations()) {
      initial[location.index()] = location.initial();
    }
  }

  /**
   * All consistent execution graphs of the model.
   *
   * <p>Never throws on what a model contains: what graphs cannot express, and bounds that were met,
   * are named in {@link GraphResult#incomplete()}.
   */
  public static GraphResult explore(
      Model model, Axioms axioms, Compiler compiler, GraphOptions options) {
    return new GraphEngine(model, axioms, compiler, options, Way.FASTEST).explore();
  }

  /** The same by {@link GraphExplorer}, whatever the model. */
  static GraphResult exploreWithoutRevisits(
      Model model, Axioms axioms, Compiler compiler, GraphOptions options) {
    return new GraphEngine(model, axioms, compiler, options, Way.GENERAL).explore();
  }

  private @Nullable String obstacle() {
    String obstacle = unsupported(program, axioms, compiler);
    boolean failed =
        obstacle == null
            && new Sequential(program.memory(), initial).run(Sequential.compile(program.init()))
                == null;
    return failed ? "INIT fails" : obstacle;
  }

  private ImmutableList<ThreadCode> codes() {
    return program.contexts().stream()
        .map(context -> ThreadCode.of(context, observed(model, context), axioms, cells))
        .collect(ImmutableList.toImmutableList());
  }

  private GraphResult explore() {
    String obstacle = obstacle();
    if (obstacle != null) {
      Budget budget = new Budget(options, start);
      budget.exhaust(obstacle);
      return completion(runner(), budget).findings().result(ImmutableList.of());
    }
    ImmutableList<ThreadCode> codes = codes();
    GraphResult result = null;
    if (way == Way.FASTEST
        && axioms.strongOrder().isPresent()
        && RevisitingShape.fits(model, codes)) {
      result = byRevisits(codes, axioms.strongOrder().get());
    }
    return result == null ? byGuesses(codes) : result;
  }

  /**
   * How much work {@link #explore} would be; empty where graphs cannot express the model.
   *
   * @param work that may be spent on the question
   * @param seed the same seed gives the same estimate
   */
  public static Optional<TreeEstimate> estimate(
      Model model, Axioms axioms, Compiler compiler, GraphOptions options, long work, long seed) {
    return new GraphEngine(model, axioms, compiler, options, Way.FASTEST).estimate(work, seed);
  }

  private Optional<TreeEstimate> estimate(long work, long seed) {
    if (obstacle() != null) {
      return Optional.empty();
    }
    ImmutableList<ThreadCode> codes = codes();
    try {
      return Optional.of(
          axioms.strongOrder().isPresent() && RevisitingShape.fits(model, codes)
              ? revisits(codes, axioms.strongOrder().get(), work, new Random(seed))
              : guesses(codes, work, new Random(seed)));
    } catch (StackOverflowError e) {
      return Optional.of(TreeEstimate.none());
    }
  }

  private TreeEstimate revisits(
      ImmutableList<ThreadCode> codes, StrongOrder order, long work, Random random) {
    for (int capacity = CAPACITY_MIN; capacity <= CAPACITY_MAX; capacity *= 2) {
      Budget budget = new Budget(options, start);
      FrameRunner frames = new FrameRunner(program.memory(), codes, options.unroll(), order);
      RevisitingExplorer explorer =
          new RevisitingExplorer(
              model, frames, order, capacity, initial, completion(runner(), budget), budget);
      TreeSampler sampler = explorer.sample(work / TreeEstimate.REVISITING, random);
      boolean doubtful = explorer.end() != End.DONE || !frames.cuts().isEmpty();
      if (explorer.end() != End.NO_ROOM) {
        return TreeEstimate.of(
            sampler,
            TreeEstimate.REVISITING,
            explorer.eventsMost(),
            doubtful || budget.exhausted() != null);
      }
    }
    return TreeEstimate.none();
  }

  private TreeEstimate guesses(ImmutableList<ThreadCode> codes, long work, Random random) {
    Worker worker = worker(codes, domains(codes), Share.whole(), new Budget(options, start));
    TreeSampler sampler = worker.explorer().sample(work / TreeEstimate.GENERAL, random);
    boolean doubtful =
        worker.completion().isDoubtful()
            || !worker.runner().cuts().isEmpty()
            || worker.budget().exhausted() != null;
    return TreeEstimate.of(sampler, TreeEstimate.GENERAL, worker.explorer().stepsMost(), doubtful);
  }

  private ThreadRunner runner() {
    Checks checks = axioms.seesChecks() ? Checks.HOLD_WRITES_BACK : Checks.ORDER_NOTHING;
    return new ThreadRunner(program.memory(), options.unroll(), checks, requests);
  }

  private Completion completion(ThreadRunner runner, Budget budget) {
    OpenGuesses guesses = new OpenGuesses(runner, initial);
    return new Completion(model, axioms, initial, guesses, Share.whole(), budget);
  }

  /** What {@link RevisitingExplorer} finds; null where an execution has to be shown. */
  private @Nullable GraphResult byRevisits(ImmutableList<ThreadCode> codes, StrongOrder order) {
    for (int capacity = CAPACITY_MIN; capacity <= CAPACITY_MAX; capacity *= 2) {
      Budget budget = new Budget(options, start);
      Completion completion = completion(runner(), budget);
      FrameRunner frames = new FrameRunner(program.memory(), codes, options.unroll(), order);
      RevisitingExplorer explorer =
          new RevisitingExplorer(model, frames, order, capacity, initial, completion, budget);
      budget.supervised(TreeEstimate.REVISITING, () -> !frames.cuts().isEmpty());
      try {
        switch (explorer.explore()) {
          case DONE -> {
            return completion.findings().result(frames.cuts());
          }
          case SOMETHING_WRONG -> {
            if (options.supervisor().goesOn(0, true)) {
              return null;
            }
            budget.exhaust("given up");
            return completion.findings().result(frames.cuts());
          }
          case NO_ROOM -> {}
        }
      } catch (StackOverflowError e) {
        return null;
      }
    }
    return null;
  }

  private GraphResult byGuesses(ImmutableList<ThreadCode> codes) {
    ValueDomains domains = domains(codes);
    return new SharedSearch(
            options, start, (share, budget) -> worker(codes, domains, share, budget))
        .run();
  }

  /** Takes the domains, which all workers may share. */
  private Worker worker(
      ImmutableList<ThreadCode> codes, ValueDomains domains, Share share, Budget budget) {
    ThreadRunner runner = runner();
    Axioms own = axioms.fork();
    Completion completion =
        new Completion(model, own, initial, new OpenGuesses(runner, initial), share, budget);
    budget.supervised(
        TreeEstimate.GENERAL, () -> completion.isDoubtful() || !runner.cuts().isEmpty());
    Interrupts interrupts = new Interrupts(program, codes, requests);
    GraphExplorer explorer =
        new GraphExplorer(
            program,
            interrupts,
            runner,
            domains,
            own,
            compiler,
            initial,
            completion,
            share,
            budget);
    return new Worker(explorer, completion, runner, share, budget);
  }

  private ValueDomains domains(ImmutableList<ThreadCode> codes) {
    int[] runs = program.contexts().stream().mapToInt(Context::budget).toArray();
    return new ValueDomains(
        axioms.seesChecks() ? Freedom.COMPILER : Freedom.MEMORY,
        codes,
        new ValueFixpoint(program.memory(), codes, requests, runs, initial, options.unroll()));
  }

  /** The registers of the context that final states show. */
  private static BitSet observed(Model model, Context context) {
    BitSet observed = new BitSet();
    for (Observable seen : model.observables()) {
      if (seen instanceof Observable.OfRegister register && register.context() == context.index()) {
        observed.set(register.register());
      }
    }
    return observed;
  }

  /** What in the program execution graphs cannot express here, as a phrase; empty if nothing. */
  public static Optional<String> obstacle(Program program, Axioms axioms, Compiler compiler) {
    return Optional.ofNullable(unsupported(program, axioms, compiler));
  }

  private static @Nullable String unsupported(Program program, Axioms axioms, Compiler compiler) {
    if (!axioms.knows(compiler)) {
      return "execution graphs of this machine are not supported under " + compiler.label();
    }
    for (Context context : program.contexts()) {
      String refused = Refusals.firstIn(program, context, axioms);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }
}
