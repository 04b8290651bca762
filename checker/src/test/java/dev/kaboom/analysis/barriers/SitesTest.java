package dev.kaboom.analysis.barriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.edit.SourceView;
import dev.kaboom.analysis.edit.SourceView.Reach;
import dev.kaboom.analysis.edit.TextEdit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be taken away or weakened, and how the text reads then. */
class SitesTest {
  private static final Path MODEL = Path.of("m.c");

  private static List<Site> sites(String text) {
    ImmutableMap<Path, String> texts = ImmutableMap.of(MODEL, text);
    return Sites.of(SourceView.routines(MODEL, ImmutableMap.of(), texts, Reach.OWN));
  }

  /** The body of f() after each change of its sites. */
  private static List<String> bodies(String body) {
    String head =
        "#include <linux/rculist.h>\nstatic int x, y, *p;\nstatic void f(int r, int s)\n{";
    String text = head + body + "}\n";
    List<String> bodies = new ArrayList<>();
    for (Site site : sites(text)) {
      for (Change change : site.changes()) {
        String changed =
            TextEdit.apply(ImmutableMap.of(MODEL, text), change.edits())
                .orElseThrow()
                .getOrDefault(MODEL, "");
        bodies.add(changed.substring(head.length(), changed.length() - 2));
      }
    }
    return bodies;
  }

  @Test
  void eachMarkingIsTakenAway() {
    check("r = READ_ONCE(x);", "r = (x);");
    check("WRITE_ONCE(x, r = 2);", "((x) = (r = 2));");
    check("WRITE_ONCE(x, r ? (1, 2) : ',');", "((x) = (r ? (1, 2) : ','));");
  }

  @Test
  void eachBarrierIsTakenAwayAndWeakened() {
    check("barrier();", ";");
    check("smp_wmb();", ";", "barrier();");
    check("smp_mb__after_atomic();", ";", "barrier();");
    check("smp_mb();", ";", "barrier();", "smp_wmb();", "smp_rmb();");
    check("smp_store_mb(x, 1);", "WRITE_ONCE(x, 1);");
  }

  @Test
  void eachAcquireAndReleaseIsTakenAwayAndWeakened() {
    check("r = smp_load_acquire(&x);", "r = (*(&x));", "r = READ_ONCE(*(&x));");
    check("smp_store_release(&x, 1);", "(*(&x) = (1));", "WRITE_ONCE(*(&x), 1);");
    check("rcu_assign_pointer(p, &x);", "((p) = (&x));", "WRITE_ONCE(p, &x);");
  }

  @Test
  void eachReadModifyWriteIsWeakened() {
    check(
        "r = xchg(&x, READ_ONCE(y));",
        "r = xchg_relaxed(&x, READ_ONCE(y));",
        "r = xchg_acquire(&x, READ_ONCE(y));",
        "r = xchg_release(&x, READ_ONCE(y));",
        "r = xchg(&x, (y));");
    check("r = cmpxchg_acquire(&x, 0, 1);", "r = cmpxchg_relaxed(&x, 0, 1);");
    check("atomic_inc((atomic_t *)&x);");
  }

  @Test
  void neighboursChangePlaces() {
    check("x = 1; y = 2;", "y = 2; x = 1;");
  }

  private static void check(String body, String... expected) {
    assertEquals(List.of(expected), bodies(body));
  }

  @Test
  void whatDependsOnALocalVariableKeepsItsOrder() {
    check("r = x; s = r;");
    check("r = x; y = r;");
  }

  @Test
  void theOrderOfBarriersAndOfScenarioStepsIsNotInDoubt() {
    check("assert(x); y = 1;");
    check("y = 1; smp_wmb();", "y = 1; ;", "y = 1; barrier();");
  }

  @Test
  void aFullBarrierMayBeAnAcquireOrARelease() {
    List<String> found = bodies("r = READ_ONCE(x); smp_mb(); WRITE_ONCE(y, 1);");
    assertEquals("r = smp_load_acquire(&(x)); ; WRITE_ONCE(y, 1);", found.get(5), found::toString);
    assertEquals("r = READ_ONCE(x); ; smp_store_release(&(y), 1);", found.get(6));
  }

  @Test
  void whatStandsInAMacroOrAScenarioIsLeftAlone() {
    String text =
        """
        #include <linux/compiler.h>
        #define SET(v) WRITE_ONCE(v, 1)
        static int x;
        static bool is_set(void) { return READ_ONCE(x); }
        static void f(void) { SET(x); }
        CPU(0) { f(); smp_mb(); }
        FINALLY("set", is_set());
        """;
    assertEquals(List.of(), sites(text));
  }

  @Test
  void anArgumentOfAMacroIsChanged() {
    String text =
        """
        #include <linux/compiler.h>
        #define TWICE(e) ((e) + (e))
        static int x;
        static int f(void) { return TWICE(READ_ONCE(x)); }
        CPU(0) { f(); }
        """;
    assertEquals(1, sites(text).size());
    assertEquals(4, sites(text).get(0).line());
  }
}
