package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.explore.StateSet.Added;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompactStoreTest {
  @Test
  void keysAreAPermutationOfThePairs() {
    for (int left = 1; left <= 7; left++) {
      for (int right = 1; right <= 7; right++) {
        BitMixer mixer = new BitMixer(left, right);
        Set<Long> keys = new LinkedHashSet<>();
        for (long pair = 0; pair < 1L << mixer.width(); pair++) {
          long key = mixer.mix(((pair >>> right) << 32) | (pair & ((1L << right) - 1)));
          assertTrue(key >= 0 && key < 1L << mixer.width());
          assertTrue(keys.add(key), mixer + " " + pair);
        }
      }
    }
  }

  @Test
  void everyPairComesBackFromItsKey() {
    Random random = new Random(1);
    for (int left = 1; left <= 32; left++) {
      for (int right = 1; right <= 32; right++) {
        BitMixer mixer = new BitMixer(left, right);
        for (int i = 0; i < 50; i++) {
          long upper = random.nextLong() >>> (64 - left);
          long pair = (upper << 32) | (random.nextLong() >>> (64 - right));
          assertTrue(mixer.fits(pair));
          assertEquals(pair, mixer.unmix(mixer.mix(pair)), mixer.toString());
        }
      }
    }
  }

  @Test
  void aTableHoldsWhatASetHolds() {
    checkTable(300_000, 20, 0, 1);
    checkTable(300_000, 0, 20, 2);
    checkTable(300_000, 10, 9, 3);
    checkTable(100_000, 32, 32, 4);
    checkTable(100_000, 31, 3, 5);
  }

  @Test
  void aTableThatHoldsEveryPairOfSomeWidthGoesOn() {
    CompactTable table = new CompactTable(new MemoryBudget(Long.MAX_VALUE));
    for (long left = 0; left < 1 << 10; left++) {
      for (long right = 0; right < 1 << 10; right++) {
        assertEquals(Added.NEW, table.add((left << 32) | right));
      }
    }
    for (long left = 0; left < 1 << 10; left++) {
      for (long right = 0; right < 1 << 10; right++) {
        assertEquals(Added.WAITING, table.add((left << 32) | right));
      }
    }
    assertEquals(1 << 20, pairs(table).size());
  }

  @Test
  void whatDoesNotFitIsNotTaken() {
    for (long bytes = 20_000; bytes < 1_000_000; bytes += 97_777) {
      MemoryBudget budget = new MemoryBudget(bytes);
      CompactTable table = new CompactTable(budget);
      long pair = 0;
      while (table.add((pair << 32) | (pair / 3)) == Added.NEW) {
        pair++;
      }
      assertTrue(budget.most() <= bytes);
      assertEquals(budget.held(), table.bytes());
      assertEquals(pair, pairs(table).size());
    }
  }

  @Test
  void aStateOfALargeSearchCostsAtMost7Bytes() {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    CompactStore store = new CompactStore(100, budget);
    int[] row = new int[100];
    for (int i = 0; i < 2_000_000; i++) {
      row[10] = i & 127;
      row[40] = i >> 7 & 127;
      row[41] = i >> 14;
      assertEquals(Added.NEW, store.add(row, i - 1));
      store.take(i);
    }
    assertEquals(budget.held(), store.bytes());
    double perState = (double) store.bytes() / store.size();
    assertTrue(perState <= 7, perState + " bytes a state");
  }

  @Test
  void searchesComeOutAsWithTheFullStore() {
    check(new Grid(4, 5));
    check(new Grid(1, 300));
    check(new Grid(100, 1), SearchLimits.NONE.withStatesMax(3000));
    check(new Philosophers(8));
    check(new Peterson(true));
    check(new Peterson(false));
  }

  @Test
  void randomGraphsComeOutAsWithTheFullStore() {
    int livelocks = 0;
    for (int seed = 0; seed < 3000; seed++) {
      ExplicitSystem system = random(seed);
      String found = check(system);
      livelocks += found.contains("LIVELOCK") ? 1 : 0;
    }
    assertTrue(livelocks > 100, livelocks + " livelocks");
  }

  @Test
  void aPathIsNotLostWhenTimeIsUpAfterwards() {
    ExplicitSystem chain = new ExplicitSystem(3000, 1);
    for (int i = 1; i < 3000; i++) {
      chain.edge(i - 1, i, 0, TransitionSystem.NOBODY);
    }
    chain.bad = ImmutableSet.of(2999);
    int[] asked = {0};
    SearchOptions options = options(Goal.FIRST_FINDING).withStore(Store.COMPACT);
    SearchResult found = Explorer.explore(chain, options, SearchObserver.NONE);
    assertEquals(2999, found.findings().get(0).path().labels().size());
    SearchOptions impatient = options.withCancelled(() -> ++asked[0] > 60);
    SearchResult cancelled = Explorer.explore(chain, impatient, SearchObserver.NONE);
    assertEquals(SearchResult.End.CANCELLED, cancelled.end());
    assertEquals(ImmutableList.of(), cancelled.findings());
  }

  private static ExplicitSystem random(int seed) {
    Random random = new Random(seed);
    int states = 3 + random.nextInt(40);
    ExplicitSystem system = ExplicitSystem.random(seed, states, 2 * states, 2);
    system.initials = ImmutableList.of(random.nextInt(states), random.nextInt(states));
    system.bad = ImmutableSet.of(random.nextInt(8 * states));
    system.badEdges = ImmutableSet.of(random.nextInt(16 * states));
    system.finals = ImmutableSet.of(random.nextInt(states));
    return system;
  }

  private static String check(TransitionSystem system) {
    return check(system, SearchLimits.NONE);
  }

  private static String check(TransitionSystem system, SearchLimits limits) {
    List<String> both = new ArrayList<>();
    for (Goal goal : Goal.values()) {
      SearchOptions options = options(goal).withLimits(limits);
      String full = describe(system, options);
      assertEquals(full, describe(system, options.withStore(Store.COMPACT)));
      both.add(full);
    }
    return String.join("\n", both);
  }

  private static SearchOptions options(Goal goal) {
    return SearchOptions.ALL.withGoal(goal);
  }

  private static String describe(TransitionSystem system, SearchOptions options) {
    return ExplorerTest.describe(Explorer.explore(system, options, SearchObserver.NONE));
  }

  /** Widths grow with time: the pairs of the first half have half the bits. */
  private static void checkTable(int count, int leftBits, int rightBits, int seed) {
    Random random = new Random(seed);
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    CompactTable table = new CompactTable(budget);
    Map<Long, Added> reference = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int shift = i < count / 2 ? 2 : 1;
      long left = random.nextLong() & ((1L << (leftBits / shift)) - 1);
      long pair = (left << 32) | (random.nextLong() & ((1L << (rightBits / shift)) - 1));
      Added expected = reference.putIfAbsent(pair, Added.WAITING);
      assertEquals(expected == null ? Added.NEW : expected, table.add(pair));
      if (i % 3 == 0) {
        table.take(pair);
        reference.put(pair, Added.TAKEN);
      }
    }
    assertEquals(reference.keySet(), pairs(table));
    reference.forEach((pair, added) -> assertEquals(added, table.add(pair)));
    assertEquals(StateSet.NONE, table.find(-1L));
    assertEquals(budget.held(), table.bytes());
  }

  /** What lies in the places, each of which is found again. */
  private static Set<Long> pairs(CompactTable table) {
    Set<Long> pairs = new LinkedHashSet<>();
    for (int at = 0; at < table.length(); at++) {
      if (table.has(at)) {
        assertTrue(pairs.add(table.pair(at)));
        assertEquals(at, table.find(table.pair(at)));
      }
    }
    return pairs;
  }
}
