package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.explore.SearchResult.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
    SearchOptions together = SearchOptions.ALL.withWorkers(3, 0);
    for (long bytes = 100_000; bytes < 3_000_000; bytes += 700_000) {
      SearchLimits limits = SearchLimits.NONE.withBytesMax(bytes);
      SearchResult result =
          Explorer.explore(new Grid(6, 9), together.withLimits(limits), SearchObserver.NONE);
      assertEquals(End.MEMORY, result.end());
      assertTrue(result.storeBytes() <= bytes, result.storeBytes() + " of " + bytes);
    }
  }

  @Test
  void aTableGivesEachPairOneNumberWhoeverAsksFirst() {
    PairTable table = new PairTable(new MemoryBudget(Long.MAX_VALUE));
    List<int[]> answers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    int pairs = 300_000;
    for (int t = 0; t < 4; t++) {
      int[] numbers = new int[pairs];
      answers.add(numbers);
      int shift = t * 1000;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < pairs; i++) {
                  int pair = (i + shift) % pairs;
                  numbers[pair] = table.number(pair % 1000, pair / 1000);
                }
              });
      threads.add(thread);
      thread.start();
    }
    threads.forEach(Uninterruptibles::joinUninterruptibly);
    assertEquals(pairs, table.size());
    Set<Integer> seen = new LinkedHashSet<>();
    for (int pair = 0; pair < pairs; pair++) {
      int number = answers.get(0)[pair];
      assertTrue(seen.add(number));
      assertEquals(((long) (pair % 1000) << 32) | (pair / 1000), table.pair(number));
      for (int[] other : answers) {
        assertEquals(number, other[pair]);
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
        for (int workers = 2; workers <= 3; workers++) {
          List<String> seen = new ArrayList<>();
          SearchOptions together = alone.withStore(store).withWorkers(workers, 20);
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
