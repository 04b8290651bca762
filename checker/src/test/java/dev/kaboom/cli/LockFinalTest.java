package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that asks for the final value of a lock is flagged, as lock.cat does. */
class LockFinalTest {
  private static final String TEST =
      """
      C locks
      {}
      P0(spinlock_t *l, int *x)
      {
        spin_lock(l);
        WRITE_ONCE(*x, 1);
        spin_unlock(l);
      }
      exists (%s)
      """;

  @ParameterizedTest
  @CsvSource({"LKMM, l=0, lock-final", "LKMM_6_1, l=0, lock-final", "LKMM, x=1, ", "SC, l=0, "})
  void theFinalValueOfALockShouldNotBeTested(Machine machine, String condition, String flag) {
    Model model =
        FrontEnd.load("t.litmus", TEST.formatted(condition), ImmutableMap.of())
            .model()
            .orElseThrow();
    List<String> flags =
        List.copyOf(
            new GraphSearch()
                .check(
                    model,
                    machine,
                    Compiler.SOURCE,
                    CheckOptions.defaults(),
                    ProgressListener.none())
                .flags());
    assertEquals(flag == null ? List.of() : List.of(flag), flags);
  }
}
