package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.Candidates.Candidate;
import dev.kaboom.explore.Finding.Kind;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchResult.End;
import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.explore.TransitionSystem.StateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * <p>Endless runs are looked for after all states are known, and only if an edge was seen that
 * leads to a state no later than its source: every cycle has one.
 */
public final class Explorer {
  private static final int NO_PARENT = -1;

  private final TransitionSystem system;
  private final SearchOptions options;
  private final SearchObserver observer;
  private final MemoryBudget budget;
  private final Clock clock;
  private final StateStore store;
  private final StoredGraph graph;
  private final Candidates candidates;
  private final List<int[]> fresh = new ArrayList<>();
  private final Sink sink = new SuccessorSink();
  private final int[] row;
  private Optional<LivelockSearch.Livelock> livelock = Optional.empty();
  private @Nullable End full;
  private int freshCount;
  private int next = NO_PARENT;
  private int levelEnd;
  private int level;
  private boolean backEdges;
  private long transitions;
  private long finals;
  private long deadlocks;

  private Explorer(TransitionSystem system, SearchOptions options, SearchObserver observer) {
    this.system = system;
    this.options = options;
    this.observer = observer;
    this.budget = new MemoryBudget(options.limits().bytesMax());
    this.clock = new Clock(options, observer, budget);
    this.store = new StateStore(system.slots(), budget);
    this.graph = new StoredGraph(system, store, options);
    this.candidates = new Candidates(options.casesMax());
    this.row = new int[system.slots()];
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
    while (next < store.size() && full == null && !nothingNearer()) {
      @Nullable End end = clock.look(store.size(), next);
      if (end != null) {
        return end;
      }
      expand();
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

  private void expand() {
    store.select(next);
    store.copySelected(row);
    StateKind kind = system.expand(row, graph.reduction(), sink);
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
    next++;
    if (next == levelEnd && next < store.size()) {
      level++;
      levelEnd = store.size();
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
    try {
      PathFinder paths = new PathFinder(system, store, graph);
      ImmutableList.Builder<Finding> findings = ImmutableList.builder();
      candidates.sorted().forEach(candidate -> findings.add(paths.finding(candidate)));
      livelock.ifPresent(found -> findings.add(paths.finding(found)));
      return result(end, findings.build());
    } catch (OutOfMemoryError error) {
      return result(End.MEMORY, ImmutableList.of());
    }
  }

  private SearchResult result(End end, ImmutableList<Finding> findings) {
    return new SearchResult(
        end,
        findings,
        full == End.STATES ? options.limits().statesMax() : store.size(),
        transitions,
        store.size() > levelEnd ? level + 1 : level,
        finals,
        deadlocks,
        budget.most(),
        clock.seconds());
  }

  private final class SuccessorSink implements Sink {
    @Override
    public void accept(int[] state, int label) {
      transitions += next == NO_PARENT ? 0 : 1;
      if (full != null || (goalReached() && !moreCasesWanted())) {
        return;
      }
      int known = store.size();
      int id = store.put(state, next);
      if (id == StateStore.FULL) {
        full = End.MEMORY;
      } else if (id == known && id >= options.limits().statesMax()) {
        full = End.STATES;
      } else if (id == known) {
        keep(state);
      } else if (id <= next) {
        backEdges = true;
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

    private void keep(int[] state) {
      if (freshCount == fresh.size()) {
        fresh.add(new int[row.length]);
      }
      System.arraycopy(state, 0, fresh.get(freshCount++), 0, row.length);
    }
  }
}
