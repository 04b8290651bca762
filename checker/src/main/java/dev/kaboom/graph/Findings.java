package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Position;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.Violation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be reported of a search. Workers that share a search have one each, and put them
 * together at the end: the result is the same whoever found what.
 */
final class Findings {
  private static final int STATES_MAX = 4_000_000;
  private static final String PROVISIONAL =
      "a violation was met only where the order of accesses rests on guesses that were not seen to"
          + " come true";

  private final Share share;
  private final Budget budget;
  private final Set<String> reached = new LinkedHashSet<>();
  private final Map<FinalState, Count> states = new LinkedHashMap<>();
  private final Map<Violation, Witness> violations = new LinkedHashMap<>();
  private final Map<Violation, Witness> early = new LinkedHashMap<>();
  private final Map<String, Witness> flagged = new TreeMap<>();
  private final Map<String, Witness> flaggedOnce = new TreeMap<>();
  private long positive;
  private long negative;
  private long blocked;
  private long violating;
  private long inconsistent;
  private boolean provisional;
  private @Nullable Witness positiveWitness;
  private @Nullable Witness negativeWitness;
  private @Nullable Witness blockedWitness;

  /** A number that grows. */
  private static final class Count {
    private long value;
  }

  Findings(Share share, Budget budget) {
    this.share = share;
    this.budget = budget;
  }

  long executions() {
    return positive + negative + blocked + violating;
  }

  long inconsistent() {
    return inconsistent;
  }

  /** Takes a complete graph that the model forbids. */
  void forbidden() {
    inconsistent++;
  }

  /** Whether something was met that is wrong whatever the model asks. */
  boolean isDoubtful() {
    return provisional
        || blocked > 0
        || !violations.isEmpty()
        || !early.isEmpty()
        || !flagged.isEmpty()
        || !flaggedOnce.isEmpty();
  }

  /** Whether the quantifier does not hold of the executions so far. */
  boolean refutes(Quantifier quantifier) {
    return (positive > 0 && quantifier.refutedBy(true))
        || (negative > 0 && quantifier.refutedBy(false));
  }

  // What can be reached

  void reach(String name) {
    reached.add(name);
  }

  boolean hasReached(String name) {
    return reached.contains(name);
  }

  int reachedCount() {
    return reached.size();
  }

  // Complete executions

  /** Takes executions that end in a state, and do not satisfy a condition. */
  void negative(FinalState state, long executions) {
    negative += executions;
    count(state, executions);
  }

  /** Takes an execution that ends in a state; whether it satisfies the litmus condition. */
  void complete(FinalState state, boolean satisfies, ExecutionGraph graph, ThreadState[] threads) {
    count(state, 1);
    if (satisfies) {
      positive++;
      positiveWitness = smaller(positiveWitness, graph, threads);
    } else {
      negative++;
      negativeWitness = smaller(negativeWitness, graph, threads);
    }
  }

  private void count(FinalState state, long executions) {
    states.computeIfAbsent(state, known -> new Count()).value += executions;
    if (states.size() > STATES_MAX) {
      budget.exhaust("more than " + STATES_MAX + " final states");
    }
  }

  /** Takes an execution in which some thread waits for ever. */
  void blocked(ExecutionGraph graph, ThreadState[] threads) {
    blocked++;
    blockedWitness = smaller(blockedWitness, graph, threads);
  }

  /** Takes an execution in which something goes wrong; what, is told apart. */
  void violating() {
    violating++;
  }

  /** Something that is wrong rests on a guess: no search that met it is exhaustive. */
  void provisional() {
    provisional = true;
  }

  // Witnesses

  boolean hasViolation(Violation violation) {
    return violations.containsKey(violation);
  }

  boolean hasEarly(Violation violation) {
    return early.containsKey(violation);
  }

  boolean hasFlag(String flag) {
    return flagged.containsKey(flag) || flaggedOnce.containsKey(flag);
  }

  void violation(Violation violation, ExecutionGraph graph, ThreadState[] threads) {
    keep(violations, violation, graph, threads);
  }

  /** Takes a violation in a graph that is not complete, for want of a complete one. */
  void early(Violation violation, ExecutionGraph graph, ThreadState[] threads) {
    early.putIfAbsent(violation, witness(graph, threads));
  }

  void flag(String flag, ExecutionGraph graph, ThreadState[] threads) {
    keep(flagged, flag, graph, threads);
  }

  /** The same for a flag that is looked for until it is found. */
  void flagOnce(String flag, ExecutionGraph graph, ThreadState[] threads) {
    flaggedOnce.putIfAbsent(flag, witness(graph, threads));
  }

  private <K> void keep(
      Map<K, Witness> witnesses, K of, ExecutionGraph graph, ThreadState[] threads) {
    witnesses.put(of, smaller(witnesses.get(of), graph, threads));
  }

  private Witness witness(ExecutionGraph graph, ThreadState[] threads) {
    return new Witness(graph.snapshot(threads), share.place(), share.place());
  }

  /** {@link Witness#or}, but a graph that is not kept is not copied. */
  private Witness smaller(@Nullable Witness kept, ExecutionGraph graph, ThreadState[] threads) {
    if (kept == null) {
      return witness(graph, threads);
    }
    int events = kept.execution().events().size();
    boolean better =
        graph.size() < events
            || (graph.size() == events
                && kept.execution().reordered()
                && Arrays.stream(threads).noneMatch(t -> VisitLog.someAhead(t.cpu.visits())));
    return better ? new Witness(graph.snapshot(threads), share.place(), kept.first()) : kept;
  }

  // The end

  /** Takes in what another worker of the same search has found. */
  void absorb(Findings other) {
    reached.addAll(other.reached);
    other.states.forEach((state, count) -> count(state, count.value));
    other.violations.forEach((violation, w) -> violations.merge(violation, w, Witness::or));
    other.early.forEach((violation, w) -> early.merge(violation, w, Witness::earlier));
    other.flagged.forEach((flag, w) -> flagged.merge(flag, w, Witness::or));
    other.flaggedOnce.forEach((flag, w) -> flaggedOnce.merge(flag, w, Witness::earlier));
    positive += other.positive;
    negative += other.negative;
    blocked += other.blocked;
    violating += other.violating;
    inconsistent += other.inconsistent;
    provisional |= other.provisional;
    positiveWitness = either(positiveWitness, other.positiveWitness);
    negativeWitness = either(negativeWitness, other.negativeWitness);
    blockedWitness = either(blockedWitness, other.blockedWitness);
    budget.absorb(other.budget);
  }

  private static @Nullable Witness either(@Nullable Witness one, @Nullable Witness other) {
    return one == null ? other : other == null ? one : one.or(other);
  }

  private static @Nullable Execution shown(@Nullable Witness witness) {
    return witness == null ? null : witness.execution();
  }

  /** Why the answer is not that of all executions; null if it is, or if a violation is real. */
  private @Nullable String incomplete() {
    boolean open = provisional && violations.isEmpty() && flagged.isEmpty() && blocked == 0;
    return open && budget.exhausted() == null ? PROVISIONAL : budget.exhausted();
  }

  GraphResult result(ImmutableList<Position> cuts) {
    early.forEach(violations::putIfAbsent);
    flaggedOnce.forEach(flagged::putIfAbsent);
    budget.conclude(executions());
    if (executions() == 0) {
      violating = early.size();
    }
    ImmutableSortedMap.Builder<FinalState, Long> counts = ImmutableSortedMap.naturalOrder();
    states.forEach((state, count) -> counts.put(state, count.value));
    ImmutableMap.Builder<String, Execution> flags = ImmutableMap.builder();
    flagged.forEach((flag, witness) -> flags.put(flag, witness.execution()));
    return new GraphResult(
        counts.build(),
        positive,
        negative,
        ImmutableSortedSet.copyOf(flagged.keySet()),
        flags.build(),
        violationsInOrder(),
        ImmutableSortedSet.copyOf(reached),
        blocked,
        shown(blockedWitness),
        shown(positiveWitness),
        shown(negativeWitness),
        cuts,
        incomplete(),
        new GraphStatistics(executions(), inconsistent, budget.nodes(), budget.seconds()));
  }

  private ImmutableList<GraphViolation> violationsInOrder() {
    return violations.entrySet().stream()
        .sorted((left, right) -> Integer.compare(left.getValue().first(), right.getValue().first()))
        .map(entry -> new GraphViolation(entry.getKey(), entry.getValue().execution()))
        .collect(ImmutableList.toImmutableList());
  }
}
