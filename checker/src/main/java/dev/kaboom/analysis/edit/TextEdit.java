package dev.kaboom.analysis.edit;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a file and what is to stand in its place.
 *
 * @param start offset of the first character
 * @param end offset after the last one; equal to {@code start} where something is inserted
 */
public record TextEdit(Path file, int start, int end, String text) {
  /**
   * The texts of the files that the edits change; empty if two of them overlap.
   *
   * @param texts contents by path
   */
  public static Optional<ImmutableMap<Path, String>> apply(
      Map<Path, String> texts, List<TextEdit> edits) {
    List<TextEdit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparingInt(TextEdit::start).thenComparingInt(TextEdit::end));
    Map<Path, StringBuilder> changed = new LinkedHashMap<>();
    Map<Path, Integer> upTo = new LinkedHashMap<>();
    for (TextEdit edit : ordered) {
      String old = texts.get(edit.file());
      int from = upTo.getOrDefault(edit.file(), 0);
      if (old == null || edit.start() < from) {
        return Optional.empty();
      }
      changed
          .computeIfAbsent(edit.file(), file -> new StringBuilder())
          .append(old, from, edit.start())
          .append(edit.text());
      upTo.put(edit.file(), edit.end());
    }
    ImmutableMap.Builder<Path, String> result = ImmutableMap.builder();
    changed.forEach(
        (file, text) -> {
          String old = texts.getOrDefault(file, "");
          result.put(file, text.append(old, upTo.getOrDefault(file, 0), old.length()).toString());
        });
    return Optional.of(result.buildOrThrow());
  }
}
