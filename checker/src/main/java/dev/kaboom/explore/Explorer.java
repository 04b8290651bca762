package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.explore.Candidates.Candidate;
import dev.kaboom.explore.Finding.Kind;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.explore.SearchResult.End;
import dev.kaboom.explore.StateSet.Added;
import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.explore.TransitionSystem.StateKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Breadth-first search of a transition system.
 *
 * <p>The store numbers states in the order in which they are found, so the queue of a breadth-first
 * search is just a range of numbers: states below {@code next} have been expanded, those from there
 * on wait. {@code levelEnd} is the first state that is one step farther away than {@code next}.
 *
 * <p>A path is shortest when nothing nearer is wrong. What is found on the way into a new state has
 * one step more than what is found in the state that is being expanded, so after the first kind the
 * search looks through the rest of its level for the second kind, without storing anything more
 * unless several cases of one thing are wanted.
 *
 * <p>A short search expands one state after the other; a long one chunks of them ({@link
 * Lookahead}), so that others can help and tables that are larger than the caches are asked for
 * many pairs at once ({@link Prefetch}). The outcome is the same.
 *
 * <p>Endless runs are looked for after all states are known, and only if an edge was seen that
 * leads to a state no later than its source: every cycle has one.
 */
public final class Explorer {
  private static final int NO_PARENT = -1;

  /** How many times longer than with others a search has to be before it works in chunks alone. */
  private static final int ALONE_IN_CHUNKS = 100;

  private final TransitionSystem system;
  private final SearchOptions options;
  private final SearchObserver observer;
  private final MemoryBudget budget;
  private final Clock clock;
  private StateSet store;
  private StoredGraph graph;
  private final RecordedEdges recorded;
  private final Candidates candidates;
  private final List<int[]> fresh = new ArrayList<>();
  private final Sink sink = new SuccessorSink();
  private final int[] row;
  private Optional<LivelockSearch.Livelock> livelock = Optional.empty();
  private @Nullable End full;
  private int freshCount;
  private int next = NO_PARENT;
  private int found;
  private int helpers;
  private int askAt;
  private int levelEnd;
  private int level;
  private boolean backEdges;
  private boolean recording;
  private boolean recordingBegan;
  private boolean helped;
  private long transitions;
  private long finals;
  private long deadlocks;

  private Explorer(TransitionSystem system, SearchOptions options, SearchObserver observer) {
    this.system = system;
    this.options = options;
    this.observer = observer;
    this.budget = new MemoryBudget(options.limits().bytesMax());
    this.clock = new Clock(options, observer, budget);
    this.store = store(system.slots(), options, budget);
    this.recorded = new RecordedEdges(budget);
    this.graph = new StoredGraph(system, store, recorded, options);
    this.candidates = new Candidates(options.casesMax());
    this.row = new int[system.slots()];
    this.askAt = options.aloneMax();
  }

  /**
   * Searches until the goal or a limit is reached.
   *
   * @return always the same for the same system and options, times and what depends on them aside
   */
  public static SearchResult explore(
      TransitionSystem system, SearchOptions options, SearchObserver observer) {
    Explorer explorer = new Explorer(system, options, observer);
    try {
      return explorer.result(explorer.searchWithinMemory());
    } finally {
      explorer.budget.release(explorer.budget.held());
    }
  }

  /**
   * The budget keeps the tables within the heap; should the system itself need more than is left,
   * that is a limit like any other.
   */
  private End searchWithinMemory() {
    try {
      return search();
    } catch (LimitReached limit) {
      return limit.end();
    } catch (OutOfMemoryError error) {
      return End.MEMORY;
    }
  }

  private End search() {
    system.initial(sink);
    settle(0);
    next = 0;
    levelEnd = store.size();
    @Nullable End stopped = expandAll();
    if (stopped != null) {
      return stopped;
    }
    if (goalReached()) {
      return End.FOUND;
    }
    if (full != null) {
      return full;
    }
    findLivelock();
    return options.goal() == Goal.FIRST_FINDING && livelock.isPresent() ? End.FOUND : End.EXHAUSTED;
  }

  private @Nullable End expandAll() {
    @Nullable End end = null;
    while (goesOn() && end == null) {
      askForHelp();
      if (worksInChunks()) {
        end = expandChunks();
      } else {
        end = clock.look(store.size(), next);
        if (end == null) {
          expand();
        }
      }
    }
    return end;
  }

  private boolean goesOn() {
    return next < store.size() && full == null && !nothingNearer();
  }

  /** Others are asked again when the search has become twice as long. */
  private boolean mayAskForHelp() {
    return helpers == 0 && options.workers() > 1 && store.size() >= askAt;
  }

  private void askForHelp() {
    if (mayAskForHelp()) {
      helpers = Cores.occupyUpTo(options.workers() - 1);
      askAt = 2 * store.size();
      helped |= helpers > 0;
    }
  }

  /** Alone, chunks pay when the tables have outgrown the caches. */
  private boolean worksInChunks() {
    return helpers > 0 || store.size() / ALONE_IN_CHUNKS >= options.aloneMax();
  }

  private @Nullable End expandChunks() {
    try (Lookahead lookahead = new Lookahead(system, graph.reduction(), store, helpers + 1, next)) {
      while (goesOn() && !mayAskForHelp()) {
        Chunk chunk = lookahead.next();
        store.touch(chunk.pairs(), chunk.steps());
        for (int i = 0; i < chunk.states() && goesOn(); i++) {
          @Nullable End end = clock.look(store.size(), next);
          if (end != null) {
            return end;
          }
          take(chunk, i);
        }
      }
      return null;
    } finally {
      for (; helpers > 0; helpers--) {
        Cores.vacate();
      }
    }
  }

  /** What {@link #expand} does, with a state that somebody has expanded. */
  private void take(Chunk chunk, int state) {
    store.take(next);
    recording = recorded.isOn() && chunk.judged(state);
    for (int step = chunk.begin(state); step < chunk.end(state); step++) {
      switch (chunk.violation(step)) {
        case Chunk.NO_VIOLATION -> takeSuccessor(chunk, step);
        case Chunk.NO_MEMORY -> full = End.MEMORY;
        default -> sink.violated(chunk.violation(step), chunk.label(step));
      }
    }
    if (chunk.kind(state) == StateKind.FINAL) {
      store.selectTaken();
      store.copySelected(row);
    }
    finish(chunk.kind(state));
  }

  private void takeSuccessor(Chunk chunk, int step) {
    transitions++;
    if (ignoresSuccessors()) {
      return;
    }
    int known = store.size();
    if (note(store.add(chunk.pair(step), next), known)) {
      chunk.copyRow(step, keep());
    }
  }

  private boolean ignoresSuccessors() {
    return full != null || (goalReached() && !moreCasesWanted());
  }

  /** Whether the state has to be kept until the expansion is over. */
  private boolean note(Added added, int known) {
    boolean keeps = false;
    switch (added) {
      case NEW -> {
        keeps = known < options.limits().statesMax();
        full = keeps ? full : End.STATES;
      }
      case WAITING -> {}
      case TAKEN -> backEdges = true;
      case FULL -> full = End.MEMORY;
    }
    if (recording) {
      recorded.add(store.last());
    }
    return keeps;
  }

  /** Room for a state. */
  private int[] keep() {
    if (freshCount == fresh.size()) {
      fresh.add(new int[row.length]);
    }
    return fresh.get(freshCount++);
  }

  private void expand() {
    store.take(next);
    store.selectTaken();
    store.copySelected(row);
    recording = recorded.isOn() && system.fairness().judged(row);
    finish(system.expand(row, graph.reduction(), sink));
  }

  private void finish(StateKind kind) {
    switch (kind) {
      case INNER -> {}
      case FINAL -> {
        finals++;
        observer.finalState(row);
      }
      case DEADLOCK -> {
        deadlocks++;
        candidates.add(new Candidate(Kind.DEADLOCK, -1, next, TransitionSystem.NO_STEP, level));
      }
    }
    settle(level + 1);
    record();
    next++;
    if (next == levelEnd && next < store.size()) {
      level++;
      levelEnd = store.size();
    }
  }

  /** Edges matter once there is a cycle, which needs one back, and where they lead to a number. */
  private void record() {
    if (recorded.isOn()) {
      recorded.end();
    } else if (backEdges && !recordingBegan && store.last() != StateSet.NONE) {
      recordingBegan = true;
      recorded.begin(next + 1);
    }
  }

  /** Looks at the states that the last expansion found, now that the system is at rest again. */
  private void settle(int length) {
    int first = store.size() - freshCount;
    for (int i = 0; i < freshCount; i++) {
      observer.state(fresh.get(i));
      int violation = system.violation(fresh.get(i));
      if (violation >= 0) {
        int label = TransitionSystem.NO_STEP;
        candidates.add(new Candidate(Kind.VIOLATION, violation, first + i, label, length));
      }
    }
    freshCount = 0;
  }

  private boolean goalReached() {
    return options.goal() == Goal.FIRST_FINDING && !candidates.isEmpty();
  }

  /** Whether another case as near as the nearest is worth having. */
  private boolean moreCasesWanted() {
    return options.casesMax() > 1 && !candidates.hasPathWithin(level);
  }

  private boolean nothingNearer() {
    return goalReached() && candidates.hasPathWithin(level);
  }

  private void findLivelock() {
    if (backEdges && system.fairness().mayCycle()) {
      LivelockSearch search = new LivelockSearch(graph, system.fairness(), clock, budget);
      livelock = search.find();
    }
  }

  private SearchResult result(End end) {
    found = store.size();
    try {
      return livelock.isPresent() && options.store() == Store.COMPACT
          ? inOrder()
          : result(end, findings());
    } catch (LimitReached limit) {
      return result(limit.end(), ImmutableList.of());
    } catch (OutOfMemoryError error) {
      return result(End.MEMORY, ImmutableList.of());
    }
  }

  /** Which livelock is nearest depends on an order that a compact store does not keep. */
  private SearchResult inOrder() {
    forget();
    return explore(system, options.withStore(Store.FULL), SearchObserver.NONE);
  }

  private ImmutableList<Finding> findings() {
    ImmutableList<Candidate> cases = candidates.sorted();
    ImmutableList<ImmutableIntArray> stems =
        cases.stream().map(this::stem).collect(ImmutableList.toImmutableList());
    PathFinder paths = new PathFinder(system, graph.reduction(), rows(stems));
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    for (int i = 0; i < cases.size(); i++) {
      findings.add(paths.finding(cases.get(i), stems.get(i)));
    }
    livelock.ifPresent(endless -> findings.add(paths.finding(endless, stem(endless.entry()))));
    return findings.build();
  }

  private ImmutableIntArray stem(Candidate candidate) {
    return stem(candidate.state());
  }

  /** The ranks of the states on the way to one. */
  private ImmutableIntArray stem(int rank) {
    List<Integer> ranks = new ArrayList<>();
    for (int at = rank; at >= 0; at = store.parent(at)) {
      ranks.add(at);
    }
    Collections.reverse(ranks);
    return ImmutableIntArray.copyOf(ranks);
  }

  /** The rows of the states on these paths, by rank. */
  private IntFunction<int[]> rows(ImmutableList<ImmutableIntArray> stems) {
    return switch (options.store()) {
      case FULL -> rank -> graph.row(rank).clone();
      case COMPACT -> stems.isEmpty() ? rank -> row : retrace(stems)::row;
    };
  }

  /** The same search again, as long as it takes: it ended the first time. */
  private Retrace retrace(ImmutableList<ImmutableIntArray> stems) {
    forget();
    Retrace retrace = new Retrace(stems);
    BooleanSupplier done = () -> retrace.isComplete() || options.cancelled().getAsBoolean();
    SearchLimits limits = options.limits().withSecondsMax(Double.POSITIVE_INFINITY);
    SearchOptions again = options.withLimits(limits).withCancelled(done);
    Explorer explorer = new Explorer(system, again, retrace);
    End end = explorer.searchWithinMemory();
    explorer.budget.release(explorer.budget.held());
    if (!retrace.isComplete()) {
      throw new LimitReached(end);
    }
    return retrace;
  }

  /** Gives the memory of the states back. */
  private void forget() {
    budget.release(budget.held());
    store = new StateStore(system.slots(), budget);
    graph = new StoredGraph(system, store, recorded, options);
  }

  private static StateSet store(int slots, SearchOptions options, MemoryBudget budget) {
    return switch (options.store()) {
      case FULL -> new StateStore(slots, budget);
      case COMPACT -> new CompactStore(slots, budget);
    };
  }

  private SearchResult result(End end, ImmutableList<Finding> findings) {
    return new SearchResult(
        end,
        findings,
        full == End.STATES ? options.limits().statesMax() : found,
        transitions,
        found > levelEnd ? level + 1 : level,
        finals,
        deadlocks,
        budget.most(),
        clock.seconds(),
        helped);
  }

  private final class SuccessorSink implements Sink {
    @Override
    public void accept(int[] state, int label) {
      transitions += next == NO_PARENT ? 0 : 1;
      if (ignoresSuccessors()) {
        return;
      }
      int known = store.size();
      if (note(store.add(state, next), known)) {
        System.arraycopy(state, 0, keep(), 0, row.length);
      }
    }

    @Override
    public void violated(int violation, int label) {
      boolean inState = next == NO_PARENT || label == TransitionSystem.NO_STEP;
      transitions += inState ? 0 : 1;
      int step = inState ? TransitionSystem.NO_STEP : label;
      int length = inState ? level : level + 1;
      candidates.add(new Candidate(Kind.VIOLATION, violation, next, step, length));
    }
  }
}
