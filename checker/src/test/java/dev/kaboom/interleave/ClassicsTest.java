package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The litmus tests that everybody knows: exact sets of final states and exact state counts. */
class ClassicsTest {
  private static final String SB =
      """
      var x=0 y=0
      cpu0: W! x 1; FENCE R! r0 y
      cpu1: W! y 1; FENCE R! r0 x
      """;
  private static final String MP =
      """
      var x=0 y=0
      cpu0: W! x 1; W! y 1
      cpu1: R! r0 y; R! r1 x
      """;
  private static final String LB =
      """
      var x=0 y=0
      cpu0: R! r0 x; W! y 1
      cpu1: R! r0 y; W! x 1
      """;
  private static final String IRIW =
      """
      var x=0 y=0
      cpu0: W! x 1
      cpu1: W! y 1
      cpu2: R! r0 x; R! r1 y
      cpu3: R! r0 y; R! r1 x
      """;
  private static final String TWO_PLUS_TWO_W =
      """
      var x=0 y=0
      show x y
      cpu0: W! x 1; W! y 2
      cpu1: W! y 1; W! x 2
      """;
  private static final String CO_RR =
      """
      var x=0
      cpu0: W! x 1
      cpu1: R! r0 x; R! r1 x
      """;

  private static String program(String name) {
    return switch (name) {
      case "SB" -> SB.replace("FENCE", "");
      case "SB+mbs" -> SB.replace("FENCE", "mb;");
      case "MP" -> MP;
      case "LB" -> LB;
      case "2+2W" -> TWO_PLUS_TWO_W;
      case "CoRR" -> CO_RR;
      default -> throw new AssertionError(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "SB, SC, 01 10 11, 13, 12",
    "SB, TSO, 00 01 10 11, 34, 23",
    "SB+mbs, TSO, 01 10 11, 31, 21",
    "MP, SC, 00 01 11, 13, 12",
    "MP, TSO, 00 01 11, 23, 14",
    "LB, SC, 00 01 10, 13, 12",
    "LB, TSO, 00 01 10, 22, 20",
    "2+2W, SC, 12 21 22, 13, 12",
    "2+2W, TSO, 12 21 22, 42, 16",
    "CoRR, SC, 00 01 11, 9, 9",
    "CoRR, TSO, 00 01 11, 12, 10",
  })
  void finalStatesAndStateCountsAre(
      String name, Machine machine, String values, int states, int reducedStates) {
    BruteForce full = BruteForce.full(program(name), machine, Compiler.SOURCE);
    BruteForce reduced =
        BruteForce.search(program(name), machine, Compiler.SOURCE, BruteForce.Mode.REDUCED);
    assertEquals(ImmutableSet.copyOf(values.split(" ")), full.values());
    assertEquals(full.answer(), reduced.answer());
    assertEquals(states, full.states());
    assertEquals(reducedStates, reduced.states());
  }

  @ParameterizedTest
  @CsvSource({"SC, 97, 88", "TSO, 164, 90"})
  void independentReadersAgreeOnTheOrderOfWrites(Machine machine, int states, int reducedStates) {
    BruteForce full = BruteForce.full(IRIW, machine, Compiler.SOURCE);
    assertEquals(15, full.values().size());
    assertFalse(full.values().contains("1010"));
    assertEquals(states, full.states());
    BruteForce reduced = BruteForce.search(IRIW, machine, Compiler.SOURCE, BruteForce.Mode.REDUCED);
    assertEquals(reducedStates, reduced.states());
  }
}
