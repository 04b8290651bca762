package dev.kaboom.cli;

import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.kernelc.BundledHeaders;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of a model's files for a report. Positions are input like the rest: a {@code #line}
 * directive names any file, so that only what the model includes is read.
 */
final class ModelTexts {
  private ModelTexts() {}

  /** The text of the model itself, of what it includes, or of a bundled header. */
  static Optional<String> read(String model, String file) {
    try {
      return ModelSources.of(Path.of(model)).entrySet().stream()
          .filter(entry -> entry.getKey().toString().equals(file))
          .map(Map.Entry::getValue)
          .findFirst()
          .or(() -> new BundledHeaders().system(file).map(SourceFile::text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
