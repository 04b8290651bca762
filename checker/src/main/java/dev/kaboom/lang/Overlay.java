package dev.kaboom.lang;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Texts that stand in for files: a patched model, or a mutant of one, is read through an overlay
 * and never written to disk.
 *
 * @param texts contents by absolute, normalised path
 */
public record Overlay(ImmutableMap<Path, String> texts) {
  /** Every file as it is on disk. */
  public static final Overlay NONE = new Overlay(ImmutableMap.of());

  /** These texts in place of the files of these names, relative to the working directory. */
  public static Overlay of(ImmutableMap<Path, String> texts) {
    ImmutableMap.Builder<Path, String> byPath = ImmutableMap.builder();
    texts.forEach((path, text) -> byPath.put(key(path), text));
    return new Overlay(byPath.buildOrThrow());
  }

  /** The text that stands in for the file; empty if the file itself is to be read. */
  public Optional<String> text(Path file) {
    return texts.isEmpty() ? Optional.empty() : Optional.ofNullable(texts.get(key(file)));
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
