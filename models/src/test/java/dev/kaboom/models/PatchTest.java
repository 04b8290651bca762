package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A patch that lies beside a model applies to it and gives the model that lies beside both. */
class PatchTest {
  @Test
  void vmclearAlwaysMakesTheNewCodeOfTheOld() throws IOException, PatchFailedException {
    check("kvm/loaded_vmcs", "loaded_vmcs_before.c", "vmclear-always.patch", "loaded_vmcs.c");
  }

  @Test
  void kickReadsCpuLastMakesTheNewCodeOfTheOld() throws IOException, PatchFailedException {
    check("kvm/vcpu_kick", "vcpu_kick_before.c", "kick-reads-cpu-last.patch", "vcpu_kick.c");
  }

  @Test
  void flushStateMakesTheNewCodeOfTheOld() throws IOException, PatchFailedException {
    String folder = "xen/vmcs_context_switch";
    check(folder, "vmcs_context_switch_before.c", "flush-state.patch", "vmcs_context_switch.c");
  }

  @Test
  void xsa340MakesTheNewCodeOfTheOld() throws IOException, PatchFailedException {
    check("xen/evtchn", "evtchn_before.c", "xsa340.patch", "evtchn.c");
  }

  @Test
  void publishBeforeDecrementMakesTheNewCodeOfTheOld() throws IOException, PatchFailedException {
    String patch = "publish-before-decrement.patch";
    check("kernel/perf_ring_buffer", "ring_buffer_before.c", patch, "ring_buffer.c");
  }

  @Test
  void claimIsOrderedMakesTheNewCodeOfTheOld() throws IOException, PatchFailedException {
    check("kernel/irq_work", "irq_work_before.c", "claim-is-ordered.patch", "irq_work.c");
  }

  /** The new model has further lines, for its variants, between those that the patch makes. */
  private static void check(String folder, String before, String patch, String after)
      throws IOException, PatchFailedException {
    Path directory = Path.of(folder);
    List<String> diff = ModelTree.lines(directory.resolve(patch));
    List<String> old = ModelTree.lines(directory.resolve(before));
    List<String> made = UnifiedDiffUtils.parseUnifiedDiff(diff).applyTo(old);
    assertTrue(!made.equals(old), "the patch changes something");
    assertEquals(List.of(), missing(code(made), code(ModelTree.lines(directory.resolve(after)))));
  }

  private static List<String> code(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("#include"))
        .map(line -> line.replace(" {", "").strip())
        .filter(line -> !line.isEmpty() && !line.equals("}"))
        .toList();
  }

  /** The lines of {@code part} from the first on that {@code whole} has not in the same order. */
  private static List<String> missing(List<String> part, List<String> whole) {
    int found = 0;
    for (String line : whole) {
      if (found < part.size() && part.get(found).equals(line)) {
        found++;
      }
    }
    return part.subList(found, part.size());
  }
}
