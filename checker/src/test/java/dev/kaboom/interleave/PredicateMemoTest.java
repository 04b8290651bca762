package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import org.junit.jupiter.api.Test;

/** Predicates that remember against predicates that have nothing to remember. */
class PredicateMemoTest {
  private static final String TEXT =
      """
      var x=0 y=0 p=&x
      cpu0: W x 1; W p &y; W x 2; W y 3; W p 0
      cpu1: W y 1; R! r0 x; W y r0; W p &x
      always *p != 3
      exists *p == 2
      exists x == y
      """;

  private static InterleavingMachine machine() {
    return InterleavingMachine.of(
        Asm.model(TEXT), Machine.SC, Compiler.SOURCE, MachineOptions.DEFAULT);
  }

  @Test
  void whatIsRememberedIsWhatIsTrue() {
    InterleavingMachine remembering = machine();
    ImmutableList<int[]> rows =
        BruteForce.search(Asm.model(TEXT), remembering, BruteForce.Mode.FULL).rows();
    int violated = 0;
    for (int predicate = 0; predicate < 3; predicate++) {
      for (int[] row : rows) {
        int answer = machine().predicates().evaluate(predicate, row);
        assertEquals(answer, remembering.predicates().evaluate(predicate, row));
        violated += answer >= 0 ? 1 : 0;
      }
    }
    assertTrue(violated > 0 && violated < 3 * rows.size());
  }

  @Test
  void aPointerThatLeadsElsewhereIsReadAgain() {
    int[] row = BruteForce.search(Asm.model(TEXT), machine(), BruteForce.Mode.FULL).rows().get(0);
    InterleavingMachine remembering = machine();
    assertEquals(Predicates.TRUE, remembering.predicates().evaluate(0, row));
    int pointer = row[2];
    row[1] = 3;
    assertEquals(Predicates.TRUE, remembering.predicates().evaluate(0, row));
    row[2] = pointer + 16;
    assertTrue(remembering.predicates().evaluate(0, row) >= 0);
    row[1] = 2;
    assertEquals(Predicates.TRUE, remembering.predicates().evaluate(0, row));
    row[2] = pointer;
    row[0] = 3;
    assertTrue(remembering.predicates().evaluate(0, row) >= 0);
  }

  @Test
  void aCellThatIsReadForTheFirstTimeEmptiesTheTable() {
    AccessLog first = new AccessLog();
    first.add(0, AccessLog.READ);
    AccessLog both = new AccessLog();
    both.add(0, AccessLog.READ);
    both.add(1, AccessLog.READ);
    for (int value = 1; value < 1000; value++) {
      PredicateMemo memo = new PredicateMemo(2);
      int[] row = {value, 0};
      assertFalse(memo.find(row));
      memo.keep(row, first, 4);
      assertTrue(memo.find(new int[] {value, 9}));
      assertFalse(memo.find(new int[] {-1, 1}));
      memo.keep(new int[] {-1, 1}, both, 5);
      assertFalse(memo.find(new int[] {0, 0}), "after " + value);
      assertTrue(memo.find(new int[] {-1, 1}));
      assertEquals(5, memo.answer());
    }
  }
}
