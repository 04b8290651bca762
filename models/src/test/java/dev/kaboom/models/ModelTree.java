package dev.kaboom.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of this module's models. */
final class ModelTree {
  private static final Path ROOT = Path.of("");

  private ModelTree() {}

  /** All models' files with that ending, sorted. */
  static Stream<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.startsWith("target") && !file.startsWith("src"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The preprocessor lines of all C files in a folder. */
  static List<String> directives(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.[ch]")).sorted().toList()) {
        lines(file).stream().filter(line -> line.startsWith("#")).forEach(found::add);
      }
    }
    return found;
  }

  static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  /** The model's text and that of what it includes with quotes. */
  static String withLocalIncludes(Path model) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : lines(model)) {
      if (line.startsWith("#include \"")) {
        String name = line.substring("#include \"".length(), line.length() - 1);
        text.append(withLocalIncludes(folder(model).resolve(name)));
      } else {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /** {@code X.ending} beside {@code X.c}. */
  static Path beside(Path model, String ending) {
    return model.resolveSibling(stem(model) + ending);
  }

  /** The file name without its ending. */
  static String stem(Path file) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
