package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ValueSetTest {
  private static long[] values(ValueSet set) {
    return LongStream.range(0, set.size()).map(i -> set.value((int) i)).toArray();
  }

  @Test
  void valuesAreDistinctAndAscend() {
    Random random = new Random(1);
    ValueSet set = new ValueSet();
    TreeSet<Long> expected = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      long value = random.nextInt(150) - 75L;
      int changes = set.changes();
      set.add(value);
      assertEquals(expected.add(value) ? 1 : 0, set.changes() - changes);
    }
    assertArrayEquals(expected.stream().mapToLong(Long::longValue).toArray(), values(set));
  }

  @Test
  void aSetThatGrowsTooLargeStandsForEveryValue() {
    ValueSet set = new ValueSet();
    LongStream.range(0, ValueSet.SIZE_MAX).forEach(set::add);
    set.add(0);
    assertFalse(set.isEverything());
    set.add(-1);
    assertTrue(set.isEverything());
    assertEquals(0, set.size());
    int changes = set.changes();
    set.add(5);
    set.addAll(ValueSet.everything());
    set.addAll(ValueSet.of(1, 2));
    assertEquals(changes, set.changes());
    assertEquals(0, set.size());
  }

  @Test
  void allOfAnotherSetAreAdded() {
    ValueSet set = ValueSet.of(1, 3);
    set.addAll(ValueSet.of(2, 3));
    assertArrayEquals(new long[] {1, 2, 3}, values(set));
    set.addAll(ValueSet.everything());
    assertTrue(set.isEverything());
  }
}
