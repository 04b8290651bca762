package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Violation;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges complete graphs and keeps what is to be reported of them. */
final class Completion {
  private static final long PRUNING_FROM = 16;
  private static final long NODES_FROM = 1000;
  private static final long NODES_EACH = 200;
  private static final String LOCK_FINAL = "lock-final";
  private static final Violation LIVELOCK =
      new Violation(Violation.Kind.LIVELOCK, "livelock", Position.NONE);

  private final Budget budget;
  private final Model model;
  private final Axioms axioms;
  private final long[] initial;
  private final OpenGuesses guesses;
  private final Property.@Nullable FinalCondition condition;
  private final ImmutableList<Predicate> predicates;
  private final Map<String, ThreadCode> wanted = new LinkedHashMap<>();
  private final BitSet observed = new BitSet();
  private final Findings findings;
  private final Share share;
  private long inconsistentBefore;
  private long executionsBefore;
  private long nodesBefore;

  /** A FINALLY, ready to be run. */
  private record Predicate(Property.Finally property, ThreadCode code) {}

  Completion(
      Model model, Axioms axioms, long[] initial, OpenGuesses guesses, Share share, Budget budget) {
    this.budget = budget;
    this.share = share;
    findings = new Findings(share, budget);
    this.model = model;
    this.axioms = axioms;
    this.initial = initial;
    this.guesses = guesses;
    condition =
        model.properties().stream()
            .filter(Property.FinalCondition.class::isInstance)
            .map(Property.FinalCondition.class::cast)
            .findFirst()
            .orElse(null);
    predicates =
        model.properties().stream()
            .filter(Property.Finally.class::isInstance)
            .map(Property.Finally.class::cast)
            .map(finale -> new Predicate(finale, Sequential.compile(finale.predicate())))
            .collect(ImmutableList.toImmutableList());
    for (Observable seen : model.observables()) {
      if (seen instanceof Observable.OfLocation cell) {
        observed.set(cell.location());
      }
    }
    for (Property property : model.properties()) {
      if (property instanceof Property.Exists exists) {
        wanted.put(exists.name(), Sequential.compile(exists.predicate()));
      }
    }
    look(initial);
  }

  /** Looks whether a memory has what the model says must be reachable. */
  private void look(long[] cells) {
    wanted.forEach(
        (name, code) -> {
          if (!findings.hasReached(name) && holds(code, cells)) {
            findings.reach(name);
          }
        });
  }

  private boolean holds(ThreadCode predicate, long[] cells) {
    long[] registers = new Sequential(model.program().memory(), cells.clone()).run(predicate);
    return registers != null && registers.length > 0 && registers[0] != 0;
  }

  /** What was found. */
  Findings findings() {
    return findings;
  }

  /** Begins to count anew for {@link #suggestsPruning}. */
  void beginParcel() {
    inconsistentBefore = findings.inconsistent();
    executionsBefore = findings.executions();
    nodesBefore = budget.nodes();
  }

  /**
   * Whether so many complete graphs were inconsistent that it is worth while to look at partial
   * ones. At the top of a divided search, where workers have seen different graphs, and must all do
   * the same, this does not count.
   */
  boolean suggestsPruning() {
    return axioms.cheap() || share.prunes() || (!share.atTop() && prunes());
  }

  private boolean prunes() {
    long executions = findings.executions() - executionsBefore;
    return findings.inconsistent() - inconsistentBefore > PRUNING_FROM + executions / 4
        || budget.nodes() - nodesBefore > NODES_FROM + NODES_EACH * executions;
  }

  long executions() {
    return findings.executions();
  }

  /** Whether the model does not hold by what was met so far. */
  boolean isDoubtful() {
    return findings.isDoubtful() || (condition != null && findings.refutes(condition.quantifier()));
  }

  /** Takes a graph in which every thread has come to its end. */
  void complete(ExecutionGraph graph, ThreadState[] threads) {
    if (!share.counts() || !ValueFlow.isFounded(graph)) {
      return;
    }
    Judgement judgement = axioms.judge(graph);
    if (!judgement.consistent()) {
      findings.forbidden();
      return;
    }
    if (someFailed(threads)) {
      findings.violating();
      if (comesTrue(graph, threads)) {
        for (ThreadState thread : threads) {
          if (thread.failure != null) {
            findings.violation(thread.failure, graph, threads);
          }
        }
        note(judgement, graph, threads);
      }
    } else {
      finish(graph, threads, judgement);
    }
  }

  private static boolean someFailed(ThreadState[] threads) {
    for (ThreadState thread : threads) {
      if (thread.failure != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a graph in which a thread has failed, and others have not come to their end. They may
   * never: an assumption or a bound may end all ways to go on. What has failed has failed.
   */
  void failed(ExecutionGraph graph, ThreadState[] threads) {
    for (ThreadState thread : threads) {
      Violation failure = thread.failure;
      if (failure != null
          && share.counts()
          && !findings.hasViolation(failure)
          && !findings.hasEarly(failure)
          && ValueFlow.isFounded(graph)
          && axioms.judge(graph).consistent()
          && guesses.canComeTrue(graph, threads)) {
        findings.early(failure, graph, threads);
      }
    }
  }

  /**
   * Takes a graph in which some threads wait for ever and all others have come to their end.
   *
   * @param threads their states
   * @param spinning whether some thread waits by going round a loop
   */
  void blocked(ExecutionGraph graph, ThreadState[] threads, boolean spinning) {
    if (!share.counts()
        || !ValueFlow.isFounded(graph)
        || !axioms.judge(graph).consistent()
        || !comesTrue(graph, threads)) {
      return;
    }
    if (spinning) {
      findings.violating();
      findings.violation(LIVELOCK, graph, threads);
    } else {
      findings.blocked(graph, threads);
    }
  }

  private void finish(ExecutionGraph graph, ThreadState[] threads, Judgement judgement) {
    if (condition != null && !holds(condition.filter(), graph, threads)) {
      return;
    }
    note(judgement, graph, threads);
    boolean satisfies = condition != null && holds(condition.formula(), graph, threads);
    findings.complete(finalState(graph, threads), satisfies, graph, threads);
    checkPredicates(graph, threads);
  }

  /**
   * Counts executions without a litmus condition that end alike.
   *
   * @param cells their final memory
   * @return whether all is well with them; otherwise they are not counted
   */
  boolean tally(FinalState state, long[] cells, long executions) {
    if (predicates.stream().anyMatch(predicate -> !holds(predicate.code(), cells))) {
      return false;
    }
    look(cells);
    findings.negative(state, executions);
    return true;
  }

  /** Whether what is wrong with the graph is real; if not, no search that met it is exhaustive. */
  private boolean comesTrue(ExecutionGraph graph, ThreadState[] threads) {
    boolean real = guesses.canComeTrue(graph, threads);
    if (!real) {
      findings.provisional();
    }
    return real;
  }

  private void note(Judgement judgement, ExecutionGraph graph, ThreadState[] threads) {
    if (!judgement.flags().isEmpty() && comesTrue(graph, threads)) {
      judgement.flags().forEach(flag -> findings.flag(flag, graph, threads));
    }
    if (axioms.forbidsFinalLocks()
        && model.dialect() == Model.Dialect.LITMUS
        && !findings.hasFlag(LOCK_FINAL)
        && looksAtLock(graph)) {
      findings.flagOnce(LOCK_FINAL, graph, threads);
    }
  }

  /** Whether the test looks at the final value of a cell that some event uses as a lock. */
  private boolean looksAtLock(ExecutionGraph graph) {
    int locks =
        Tag.LOCK_READ.bit()
            | Tag.LOCK_FAIL.bit()
            | Tag.UNLOCK.bit()
            | Tag.IS_LOCKED.bit()
            | Tag.IS_UNLOCKED.bit();
    for (int event = 0; event < graph.size(); event++) {
      if ((graph.tags(event) & locks) != 0 && observed.get(graph.location(event))) {
        return true;
      }
    }
    return false;
  }

  private void checkPredicates(ExecutionGraph graph, ThreadState[] threads) {
    if (predicates.isEmpty() && findings.reachedCount() == wanted.size()) {
      return;
    }
    long[] cells = initial.clone();
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] = valueOf(graph, cell);
    }
    look(cells);
    for (Predicate predicate : predicates) {
      if (!holds(predicate.code(), cells) && comesTrue(graph, threads)) {
        Violation violation =
            new Violation(
                Violation.Kind.FINALLY, predicate.property().name(), predicate.property().at());
        findings.violation(violation, graph, threads);
      }
    }
  }

  private boolean holds(Formula formula, ExecutionGraph graph, ThreadState[] threads) {
    return formula.holds(observable -> observe(observable, graph, threads));
  }

  private FinalState finalState(ExecutionGraph graph, ThreadState[] threads) {
    ImmutableLongArray.Builder values = ImmutableLongArray.builder(model.observables().size());
    for (Observable observable : model.observables()) {
      values.add(observe(observable, graph, threads));
    }
    return new FinalState(values.build());
  }

  private long observe(Observable observable, ExecutionGraph graph, ThreadState[] threads) {
    return observable instanceof Observable.OfRegister register
        ? valueOf(register, threads)
        : valueOf(graph, ((Observable.OfLocation) observable).location());
  }

  /** A register's value when its context last ended; 0 if it never did. */
  private long valueOf(Observable.OfRegister register, ThreadState[] threads) {
    int cpu = model.program().contexts().get(register.context()).cpu();
    long[] registers = threads[cpu].result(register.context());
    return registers == null ? 0 : registers[register.register()];
  }

  private long valueOf(ExecutionGraph graph, int cell) {
    return graph.writes(cell) == 0 ? initial[cell] : graph.value(graph.lastWrite(cell));
  }
}
