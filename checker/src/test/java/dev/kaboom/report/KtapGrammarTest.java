package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KtapGrammarTest {
  private static final String GOOD =
      """
      KTAP version 1
      1..2
        KTAP version 1
        1..2
        ok 1 sc # XFAIL known
        # why
        not ok 2 tso # ERROR late
      not ok 1 a.c
      ok 2 b.c # SKIP nothing in it
      """;

  @Test
  void theSpecificationsExampleIsRead() {
    assertEquals(3, KtapGrammar.read(GOOD));
  }

  @Test
  void eachRuleBites() {
    for (String[] change :
        new String[][] {
          {"KTAP version 1\n1..2", "TAP version 13\n1..2"},
          {"1..2\n  KTAP version", "  KTAP version"},
          {"1..2\n  KTAP", "1..3\n  KTAP"},
          {"not ok 2 tso", "not ok 3 tso"},
          {"not ok 2 tso", "ok 2 tso"},
          {"not ok 1 a.c", "ok 1 a.c"},
          {"  # why", "why"},
          {"  ok 1", "ok 1"},
          {"ok 2 b.c", "ok 2 b.c\nok 3 c.c"},
        }) {
      String seeded = GOOD.replace(change[0], change[1]);
      assertNotEquals(GOOD, seeded);
      assertThrows(IllegalArgumentException.class, () -> KtapGrammar.read(seeded), seeded);
    }
  }
}
