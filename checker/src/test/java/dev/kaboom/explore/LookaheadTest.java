package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.explore.SearchResult.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookaheadTest {
  @Test
  void searchesComeOutTheSameWithAnyNumberOfWorkers() {
    check(new Grid(6, 4), SearchLimits.NONE);
    check(new Grid(5, 5), SearchLimits.NONE.withStatesMax(4321));
    check(new Grid(1, 1000), SearchLimits.NONE);
    check(new Philosophers(8), SearchLimits.NONE);
    check(new Peterson(true), SearchLimits.NONE);
    check(new Peterson(false), SearchLimits.NONE);
  }

  @Test
  void randomGraphsComeOutTheSameWithAnyNumberOfWorkers() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int states = 50 + random.nextInt(400);
      ExplicitSystem system = ExplicitSystem.random(seed, states, 2 * states, 2);
      system.initials = ImmutableList.of(random.nextInt(states), random.nextInt(states));
      system.bad = ImmutableSet.of(random.nextInt(8 * states));
      system.badEdges = ImmutableSet.of(random.nextInt(16 * states));
      system.finals = ImmutableSet.of(random.nextInt(states));
      check(system, SearchLimits.NONE);
    }
  }

  @Test
  void whatAWorkerThrowsEndsTheSearch() {
    SearchOptions together = SearchOptions.ALL.withWorkers(2, 0);
    SearchResult exhausted =
        Explorer.explore(throwing(new OutOfMemoryError("a test's")), together, SearchObserver.NONE);
    assertEquals(End.MEMORY, exhausted.end());
    TransitionSystem broken = throwing(new AssertionError("a test's"));
    assertThrows(
        AssertionError.class, () -> Explorer.explore(broken, together, SearchObserver.NONE));
  }

  @Test
  void aLimitOfMemoryHoldsForAllWorkersTogether() {
    for (long bytes = 100_000; bytes < 3_000_000; bytes += 700_000) {
      SearchLimits limits = SearchLimits.NONE.withBytesMax(bytes);
      for (int workers = 1; workers <= 3; workers += 2) {
        SearchOptions together = SearchOptions.ALL.withWorkers(workers, 0).withLimits(limits);
        SearchResult result = Explorer.explore(new Grid(6, 9), together, SearchObserver.NONE);
        assertEquals(End.MEMORY, result.end());
        assertTrue(result.storeBytes() <= bytes, result.storeBytes() + " of " + bytes);
      }
    }
  }

  @Test
  void helpThatComesLateChangesNothing() {
    Grid grid = new Grid(6, 4);
    SearchResult alone = Explorer.explore(grid, SearchOptions.ALL, SearchObserver.NONE);
    LateHelp late = new LateHelp(1000);
    SearchResult together = Explorer.explore(grid, SearchOptions.ALL.withWorkers(2, 10), late);
    assertTrue(together.helped());
    assertEquals(ExplorerTest.describe(alone), ExplorerTest.describe(together));
  }

  /** Keeps all cores busy until so many states have been found. */
  private static final class LateHelp implements SearchObserver {
    private final int after;
    private int held;
    private int seen;

    LateHelp(int after) {
      this.after = after;
      while (Cores.tryOccupy()) {
        held++;
      }
    }

    @Override
    public void state(int[] row) {
      for (seen++; seen >= after && held > 0; held--) {
        Cores.vacate();
      }
    }
  }

  private static TransitionSystem throwing(Error error) {
    return new Grid(3, 9) {
      private int expanded;

      @Override
      public StateKind expand(int[] row, boolean reduction, Sink sink) {
        if (expanded++ > 300) {
          throw error;
        }
        return super.expand(row, reduction, sink);
      }

      @Override
      public TransitionSystem fork() {
        return throwing(error);
      }
    };
  }

  private static void check(TransitionSystem system, SearchLimits limits) {
    for (Goal goal : Goal.values()) {
      SearchOptions alone = SearchOptions.ALL.withGoal(goal).withLimits(limits);
      List<String> seenAlone = new ArrayList<>();
      String expected = describe(system, alone, seenAlone);
      for (Store store : Store.values()) {
        for (int workers = 1; workers <= 3; workers++) {
          List<String> seen = new ArrayList<>();
          int aloneMax = workers == 1 ? 0 : 20;
          SearchOptions together = alone.withStore(store).withWorkers(workers, aloneMax);
          assertEquals(expected, describe(system, together, seen));
          assertEquals(seenAlone, seen);
        }
      }
    }
  }

  /** The result; what the observer saw, in its order, goes to {@code seen}. */
  private static String describe(
      TransitionSystem system, SearchOptions options, List<String> seen) {
    SearchObserver observer =
        new SearchObserver() {
          @Override
          public void state(int[] row) {
            seen.add("state " + Arrays.toString(row));
          }

          @Override
          public void finalState(int[] row) {
            seen.add("final " + Arrays.toString(row));
          }
        };
    return ExplorerTest.describe(Explorer.explore(system, options, observer));
  }
}
