package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateStoreTest {
  @Test
  void numbersRowsAsAMapDoes() {
    for (int slots = 1; slots <= 20; slots++) {
      checkAgainstMap(slots, 3000, 3, slots);
    }
    checkAgainstMap(31, 20_000, 5, 1);
    checkAgainstMap(63, 20_000, 2, 2);
    checkAgainstMap(64, 20_000, 2, 3);
    checkAgainstMap(65, 20_000, 1000, 4);
    checkAgainstMap(300, 5_000, 2, 5);
  }

  @Test
  void anySingleSlotTellsRowsApart() {
    for (int slots : new int[] {1, 2, 3, 64, 127, 128, 129, 300}) {
      StateStore store = store(slots);
      int[] row = new int[slots];
      assertEquals(0, store.put(row, -1));
      for (int slot = 0; slot < slots; slot++) {
        row[slot] = Integer.MIN_VALUE;
        assertEquals(slot + 1, store.put(row, 0));
        row[slot] = 0;
      }
      check(store);
    }
  }

  @Test
  void extremeValuesAreKept() {
    int[] values = {0, -1, 1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    StateStore store = store(3);
    for (int a : values) {
      for (int b : values) {
        for (int c : values) {
          store.put(new int[] {a, b, c}, -1);
        }
      }
    }
    assertEquals(125, store.size());
    check(store);
  }

  @Test
  void oneSlotMakesATableOfInts() {
    StateStore store = store(1);
    for (int i = 0; i < 300_000; i++) {
      assertEquals(i, store.put(new int[] {i * 0x9e37_79b9}, i - 1));
    }
    check(store);
  }

  @Test
  void aStateOfALargeSearchCostsAtMost13Bytes() {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    StateStore store = new StateStore(100, budget);
    int[] row = new int[100];
    for (int i = 0; i < 2_000_000; i++) {
      row[10] = i & 127;
      row[40] = i >> 7 & 127;
      row[41] = i >> 14;
      assertEquals(i, store.put(row, i - 1));
      if (i % 7 == 0) {
        store.select(i);
      }
    }
    assertEquals(budget.held(), store.bytes());
    double perState = (double) store.bytes() / store.size();
    assertTrue(perState <= 13, perState + " bytes a state");
  }

  @Test
  void theSelectedStateIsTheOneTaken() {
    StateStore store = store(2);
    int[][] rows = {{1, 2}, {3, 4}, {1, 4}};
    for (int[] row : rows) {
      store.put(row, -1);
    }
    for (int rank = 0; rank < rows.length; rank++) {
      store.select(2);
      store.take(rank);
      store.selectTaken();
      for (int id = 0; id < rows.length; id++) {
        assertEquals(id, store.put(rows[id], rank));
      }
      assertEquals(StateSet.Added.TAKEN, store.add(rows[rank], rank));
    }
  }

  @Test
  void aFullStoreKeepsWhatItHas() {
    for (long bytes = 20_000; bytes < 400_000; bytes += 33_333) {
      MemoryBudget budget = new MemoryBudget(bytes);
      StateStore store = new StateStore(10, budget);
      int[] row = new int[10];
      int count = 0;
      do {
        row[count % 10]++;
      } while (store.put(row, count - 1) == count++);
      assertEquals(StateStore.FULL, store.put(row, count));
      assertTrue(budget.held() <= bytes, budget.held() + " of " + bytes);
      assertEquals(count - 1, store.size());
      check(store);
    }
  }

  @Test
  void everyParentIsFoundAgain() {
    Random random = new Random(7);
    RisingInts list = new RisingInts(new MemoryBudget(Long.MAX_VALUE));
    int[] expected = new int[200_000];
    int value = -1;
    for (int i = 0; i < expected.length; i++) {
      boolean jump = random.nextInt(10_000) == 0;
      value += jump ? random.nextInt(100_000) : random.nextInt(3) / 2;
      expected[i] = value;
      assertTrue(list.add(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], list.get(i));
    }
    assertThrows(IllegalArgumentException.class, () -> list.add(-1));
  }

  @Test
  void aParentCostsAQuarterOfAByte() {
    RisingInts list = new RisingInts(new MemoryBudget(Long.MAX_VALUE));
    for (int i = 0; i < 4_000_000; i++) {
      assertTrue(list.add(i));
    }
    assertTrue(list.bytes() <= 4_000_000 * 0.27, list.bytes() + " bytes");
  }

  @Test
  void pairsOfAnyWidthAreFoundAgain() {
    long[] masks = {0, 1, 0xffff_ffffL, 0xffff_ffffL << 32, -1, 0x3ff_0000_001fL, 0x7fff_ffffL};
    PackedPairs list = new PackedPairs(new MemoryBudget(Long.MAX_VALUE));
    long[] expected = new long[masks.length * 40_000 + 17];
    Random random = new Random(8);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = random.nextLong() & masks[i / 40_000 % masks.length];
      assertTrue(list.add(expected[i]));
      assertEquals(expected[i / 2], list.get(i / 2));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], list.get(i));
    }
  }

  @Test
  void nothingIsHeldAfterwards() {
    MemoryBudget budget = new MemoryBudget(1_000_000);
    PagedInts list = new PagedInts(budget);
    assertTrue(list.addZeros(100_000));
    assertEquals(list.bytes(), budget.held());
    list.free();
    assertEquals(0, budget.held());
    assertTrue(budget.most() >= 400_000);
  }

  /** Rows are walked as a search does: select a known one, change a few slots, put. */
  private static void checkAgainstMap(int slots, int puts, int values, int seed) {
    Random random = new Random(seed);
    StateStore store = store(slots);
    Map<List<Integer>, Integer> reference = new LinkedHashMap<>();
    int[] row = new int[slots];
    for (int i = 0; i < puts; i++) {
      if (store.size() > 0 && i % 3 == 0) {
        store.select(random.nextInt(store.size()));
        store.copySelected(row);
      }
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        row[random.nextInt(slots)] = random.nextInt(values) - 1;
      }
      int size = reference.size();
      Integer known = reference.putIfAbsent(list(row), size);
      assertEquals(known == null ? size : known, store.put(row, i));
      assertEquals(reference.size(), store.size());
    }
    int id = 0;
    for (List<Integer> expected : reference.keySet()) {
      store.select(id++);
      store.copySelected(row);
      assertEquals(expected, list(row));
    }
    check(store);
  }

  /** Every number gives a row, and every row its number. */
  private static void check(StateStore store) {
    int size = store.size();
    int[] row = new int[1000];
    for (int id = 0; id < size; id++) {
      store.select(id);
      store.copySelected(row);
      int[] before = row.clone();
      assertEquals(id, store.put(row, 0));
      store.select(size - 1 - id);
      assertEquals(id, store.put(row, 0));
      assertArrayEquals(before, row);
    }
    assertEquals(size, store.size());
  }

  private static List<Integer> list(int[] row) {
    return IntStream.of(row).boxed().toList();
  }

  private static StateStore store(int slots) {
    return new StateStore(slots, new MemoryBudget(Long.MAX_VALUE));
  }
}
