package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTableTest {
  private final ValueTable table = new ValueTable();

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        (1L << 30) - 1,
        -(1L << 30),
        1L << 30,
        -(1L << 30) - 1,
        1L << 31,
        1L << 32,
        0xdead_0000_0000_0100L,
        Long.MIN_VALUE,
        Long.MAX_VALUE
      })
  void everyValueComesBack(long value) {
    int code = table.encode(value);
    assertEquals(value, table.decode(code));
    assertEquals(code, table.encode(value));
    assertFalse(ValueTable.isReference(code));
  }

  @Test
  void manyValuesKeepTheirCodes() {
    int[] codes = LongStream.range(0, 5000).mapToInt(i -> table.encode(i << 40)).toArray();
    for (int i = 0; i < codes.length; i++) {
      assertEquals((long) i << 40, table.decode(codes[i]));
    }
  }

  @Test
  void aFullTableSaysSo() {
    for (long i = 1; i <= ValueTable.CAPACITY; i++) {
      int unused = table.encode(i << 33);
    }
    assertThrows(ValueTable.Full.class, () -> table.encode(-1L << 50));
  }
}
