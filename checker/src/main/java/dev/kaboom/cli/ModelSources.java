package dev.kaboom.cli;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a model consists of: itself and what it includes with quotes. */
final class ModelSources {
  private static final Pattern INCLUDE =
      Pattern.compile("^\\s*#\\s*include\\s+\"([^\"]+)\"", Pattern.MULTILINE);
  private static final int FILES_MAX = 64;

  private ModelSources() {}

  /** Contents by path, the model first; empty if it cannot be read. */
  static ImmutableMap<Path, String> of(Path model) {
    Map<Path, String> found = new LinkedHashMap<>();
    add(model, found);
    return ImmutableMap.copyOf(found);
  }

  private static void add(Path file, Map<Path, String> found) {
    if (found.containsKey(file) || found.size() >= FILES_MAX || !Files.isRegularFile(file)) {
      return;
    }
    Optional<String> text = ModelFiles.read(file);
    if (text.isEmpty()) {
      return;
    }
    found.put(file, text.get());
    Matcher include = INCLUDE.matcher(text.get());
    while (include.find()) {
      beside(file, include.group(1)).ifPresent(included -> add(included, found));
    }
  }

  /** The file of that name; empty if no file can have it, which the front end complains about. */
  private static Optional<Path> beside(Path file, String name) {
    try {
      return Optional.of(file.resolveSibling(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
