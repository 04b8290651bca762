package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.Code;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterAllocationTest {
  private static RegisterAllocation allocate(String text, int... observed) {
    Code code = AsmCode.code(text, Map.of("x", 0x1000_0000L), new LinkedHashMap<>());
    BitSet live = new BitSet();
    for (int register : observed) {
      live.set(register);
    }
    return new RegisterAllocation(code, live);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R t0 x; W x t0; R t1 x; W x t1; R t2 x; W x t2 | 1",
        "R t0 x; R t1 x; W x t0; W x t1 | 2",
        "R t0 x; R t1 x; set t2 t0 + t1; W x t2 | 2",
        "R t1 x; set t0 t1 + 1; W x t0 | 1",
        "cmpxchg t0 x t1 t2; W x t0 | 3",
        "R t0 x; L:; R t1 x; bz L t1; W x t0 | 2",
        "W x 1 | 0",
      })
  void registersThatAreNeverLiveTogetherShareAPlace(String text, int places) {
    assertEquals(places, allocate(text).count());
  }

  @Test
  void observedRegistersLiveToTheEnd() {
    assertEquals(1, allocate("R r0 x; R t0 x; W x t0").dead(3).cardinality());
    assertEquals(0, allocate("R r0 x", 0).dead(1).cardinality());
  }
}
