package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.TransitionSystem;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/**
 * A model under {@code sc} or {@code tso} as a transition system, step by step as docs/semantics.md
 * says.
 *
 * <p>With reduction, a search is sound only if {@link #accessSetsGrew} is false after it; else it
 * is to be repeated after {@link #resetGrowth}. Bounds that a search met are in {@link #boundsHit}.
 */
public final class InterleavingMachine implements TransitionSystem {
  private final Core core;
  private final StepEngine engine;
  private final Expander expander;
  private final Reduction reduction;
  private final LocalRun local;
  private final Predicates predicates;
  private final AgentFairness fairness;

  private InterleavingMachine(Core core) {
    this.core = core;
    engine = new StepEngine(core);
    Spinning spinning = new Spinning(core, engine);
    expander = new Expander(core, engine, spinning);
    reduction = new Reduction(core, engine);
    local = new LocalRun(core.code, engine.evaluator, engine.cells, core.bounds);
    predicates = new Predicates(core.code, local);
    fairness = new AgentFairness(core, engine, expander, spinning);
  }

  /**
   * The machine for a model.
   *
   * @param machine SC or TSO
   * @throws IllegalArgumentException for another machine, for a model that {@link #unsupported}
   *     names something in, or for options that it does not fit
   */
  public static InterleavingMachine of(
      Model model, Machine machine, Compiler compiler, MachineOptions options) {
    if (machine != Machine.SC && machine != Machine.TSO) {
      throw new IllegalArgumentException("no small-step machine for " + machine.label());
    }
    Optional<Unsupported> unsupported = unsupported(model);
    if (unsupported.isPresent()) {
      throw new IllegalArgumentException("not modelled: " + unsupported.get().what());
    }
    if (options.countExecutions() && !canCountExecutions(model.program())) {
      throw new IllegalArgumentException("executions of a program with loops cannot be counted");
    }
    return new InterleavingMachine(new Core(model, machine, compiler, options));
  }

  /** The first thing in a model that the machines do not model, if any. */
  public static Optional<Unsupported> unsupported(Model model) {
    return new Support(model).first();
  }

  /**
   * Whether {@link MachineOptions#countExecutions} may be set: each instruction runs once at most.
   */
  public static boolean canCountExecutions(Program program) {
    return Support.runsOnce(program);
  }

  @Override
  public int slots() {
    return core.code.layout.slots;
  }

  @Override
  public void initial(Sink sink) {
    int[] row = new int[slots()];
    try {
      int outcome = start(row);
      if (outcome == Outcome.GONE) {
        sink.accept(engine.scratch.row, 0);
      } else if (Outcome.isViolation(outcome)) {
        sink.violated(Outcome.violation(outcome), 0);
      }
    } catch (ValueTable.Full e) {
      int unused = local.full(core.code.initEntry);
    }
  }

  private int start(int[] row) {
    StateLayout layout = core.code.layout;
    Program program = core.code.program;
    for (Location location : program.memory().locations()) {
      row[location.index()] = core.values.encode(location.type().wrap(location.initial()));
    }
    int outcome = local.run(core.code.initEntry, row);
    if (outcome < 0) {
      return outcome;
    }
    for (Context context : program.contexts()) {
      if (layout.budget[context.index()] >= 0) {
        row[layout.budget[context.index()]] = context.budget();
      }
    }
    engine.scratch.load(row);
    for (Context context : program.contexts()) {
      int c = context.index();
      if (context.kind() == ContextKind.PROCESS && outcome >= 0) {
        engine.scratch.row[layout.cpu[context.cpu()]] = (c + 1) << 2;
        outcome = engine.advance(c, core.code.entry[c]);
      }
    }
    return outcome;
  }

  @Override
  public StateKind expand(int[] state, boolean reduction, Sink sink) {
    if (reduction && !core.options.countExecutions() && this.reduction.expandAlone(state, sink)) {
      return StateKind.INNER;
    }
    return expander.expand(state, sink);
  }

  @Override
  public String name(int[] state, int label) {
    return labels().name(label);
  }

  @Override
  public Fairness fairness() {
    return fairness;
  }

  @Override
  public int violation(int[] state) {
    return predicates.firstViolated(state);
  }

  @Override
  public InterleavingMachine fork() {
    return new InterleavingMachine(core);
  }

  /** What the number of a violation means. */
  public Violation describe(int violation) {
    return Faults.describe(core.code, violation);
  }

  /** The texts of labels. */
  public LabelNames labels() {
    return new LabelNames(core.code, core.labels);
  }

  /** The predicates of ALWAYS, FINALLY and EXISTS. */
  public Predicates predicates() {
    return predicates;
  }

  /** What final states show. */
  public FinalStates finalStates() {
    return new FinalStates(core.code, core.observed, core.values, core.model.observables());
  }

  /** The bounds met so far by this machine and its forks, each once, in the order met. */
  public ImmutableList<BoundHit> boundsHit() {
    return core.bounds.hits();
  }

  /**
   * Whether an access went to a cell that the reduction had not reckoned with since the last {@link
   * #resetGrowth}: what was searched with reduction in that time is void.
   */
  public boolean accessSetsGrew() {
    return core.sets.grew();
  }

  /** Lets the next search reckon with all accesses known; not while a search runs. */
  public void resetGrowth() {
    core.sets.adopt();
    core.futures.compute();
    core.visible.compute();
  }
}
