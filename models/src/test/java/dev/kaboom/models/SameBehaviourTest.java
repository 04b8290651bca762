package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Patches that say of themselves that they change nothing: the same verdicts, and where these are
 * that the model holds the same final states. A search that has found a violation ends early.
 */
class SameBehaviourTest {
  @Test
  void foldingLoadedVmcsInitChangesNothing() throws IOException {
    check("kvm/alloc_vmcs/alloc_vmcs_before.c", "kvm/alloc_vmcs/alloc_vmcs.c", 8);
  }

  @Test
  void testingVmxeFirstChangesNothing() throws IOException {
    String folder = "kvm/emergency_disable/";
    check(folder + "emergency_disable_before.c", folder + "emergency_disable.c", 11);
  }

  /** What a crash finds half done is another thing, where there was something to overwrite. */
  @Test
  void anotherOrderOfStoresIsNoticed() {
    var defines = ImmutableMap.of("STALE", "1", "CRASH", "1");
    assertNotEquals(
        states("kvm/alloc_vmcs/alloc_vmcs_before.c", defines),
        states("kvm/alloc_vmcs/alloc_vmcs.c", defines));
  }

  private static Set<String> states(String file, ImmutableMap<String, String> defines) {
    return ModelCheck.of(Path.of(file), defines, Machine.SC, Compiler.SOURCE).result().states();
  }

  /** Compares every check that both files expect something of. */
  private static void check(String before, String after, int checks) throws IOException {
    List<ModelCheck> all = ModelCheck.ofModels();
    int compared = 0;
    for (ModelCheck old : all) {
      String counterpart = old.toString().replace(before, after);
      for (ModelCheck made : all) {
        if (old.file().equals(Path.of(before)) && made.toString().equals(counterpart)) {
          assertEquals(
              old.result().verdict().label(), made.result().verdict().label(), counterpart);
          if (old.result().verdict() instanceof Verdict.Holds) {
            assertEquals(old.result().states(), made.result().states(), counterpart);
            assertFalse(old.result().states().isEmpty(), counterpart);
          }
          compared++;
        }
      }
    }
    assertEquals(checks, compared);
  }
}
