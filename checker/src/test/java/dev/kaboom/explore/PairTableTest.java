package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PairTableTest {
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

  @Test
  void aTableThatOthersHelpToGrowHasEveryPairOnce() {
    PairTable table = new PairTable(new MemoryBudget(Long.MAX_VALUE));
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> assistants = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread assistant =
          new Thread(
              () -> {
                Prefetch prefetch = new Prefetch();
                while (!done.get()) {
                  table.assist(prefetch);
                }
              });
      assistants.add(assistant);
      assistant.start();
    }
    int pairs = 1_000_000;
    for (int pair = 0; pair < pairs; pair++) {
      assertEquals(pair, table.number(pair, -pair));
    }
    for (int pair = 0; pair < pairs; pair++) {
      assertEquals(pair, table.number(pair, -pair));
    }
    done.set(true);
    assistants.forEach(Uninterruptibles::joinUninterruptibly);
  }

  @Test
  void threadsThatWantOnePlaceAllGetOne() {
    int rounds = 2000;
    List<int[]> pages = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      pages.add(new int[16]);
    }
    AtomicInteger arrived = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      int from = 4 * t;
      Thread thread = new Thread(() -> enterInto(pages, from, arrived));
      threads.add(thread);
      thread.start();
    }
    threads.forEach(Uninterruptibles::joinUninterruptibly);
    for (int[] page : pages) {
      assertEquals(8, Arrays.stream(page).filter(entry -> entry != 0).distinct().count());
    }
  }

  /** Enters four numbers into each page, together with the other of two threads. */
  private static void enterInto(List<int[]> pages, int from, AtomicInteger arrived) {
    for (int round = 0; round < pages.size(); round++) {
      PairTable.Index index = new PairTable.Index(new int[][] {pages.get(round)}, 16);
      int unused = arrived.incrementAndGet();
      while (arrived.get() < 2 * (round + 1)) {
        Thread.onSpinWait();
      }
      for (int number = from; number < from + 4; number++) {
        index.enter(0, number);
      }
    }
  }
}
