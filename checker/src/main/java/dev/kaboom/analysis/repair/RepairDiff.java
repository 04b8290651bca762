package dev.kaboom.analysis.repair;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.patch.DiffReader;
import dev.kaboom.analysis.patch.Patcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Unified diffs that {@code kaboom patch} applies to the model they were made of. */
final class RepairDiff {
  private static final int[] CONTEXTS = {3, 6, 12, 50, 100_000};

  private RepairDiff() {}

  /**
   * A diff with as much context as it takes to find its place.
   *
   * @param texts the model's files, the model itself first
   */
  static String of(ImmutableMap<Path, String> texts, Map<Path, String> changed) {
    return Arrays.stream(CONTEXTS)
        .mapToObj(context -> diff(texts, changed, context))
        .filter(diff -> Patcher.apply(DiffReader.read(diff), texts).texts().equals(changed))
        .findFirst()
        .orElseGet(() -> diff(texts, changed, CONTEXTS[0]));
  }

  private static String diff(Map<Path, String> texts, Map<Path, String> changed, int context) {
    List<String> lines = new ArrayList<>();
    changed.forEach(
        (file, text) -> {
          List<String> before = texts.getOrDefault(file, "").lines().toList();
          List<String> after = text.lines().toList();
          lines.addAll(
              UnifiedDiffUtils.generateUnifiedDiff(
                  "a/" + file, "b/" + file, before, DiffUtils.diff(before, after), context));
        });
    return String.join("\n", lines) + "\n";
  }
}
