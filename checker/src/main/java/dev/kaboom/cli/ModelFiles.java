package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds models and what lies beside them. */
final class ModelFiles {
  private static final int BYTES_MAX = 1 << 20;

  private ModelFiles() {}

  /**
   * What an argument of the command line names.
   *
   * @param files models and litmus tests, sorted
   * @param error why there are none, else ""
   */
  record Found(ImmutableList<Path> files, String error) {
    static Found error(String message) {
      return new Found(ImmutableList.of(), message);
    }
  }

  /** The model that {@code path} is, or all that are in the directory and those below it. */
  static Found find(Path path) {
    if (!Files.exists(path)) {
      return Found.error(path + ": no such file or directory");
    }
    if (Files.isDirectory(path)) {
      return inDirectory(path);
    }
    if (!isModel(path) && !isLitmus(path)) {
      return Found.error(path + ": neither a model (*.c) nor a litmus test (*.litmus)");
    }
    return Files.isReadable(path)
        ? new Found(ImmutableList.of(path), "")
        : Found.error(path + ": permission denied");
  }

  private static Found inDirectory(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      ImmutableList<Path> files =
          walk.filter(file -> isModel(file) || isLitmus(file))
              .filter(Files::isRegularFile)
              .sorted()
              .collect(ImmutableList.toImmutableList());
      return files.isEmpty()
          ? Found.error(directory + ": no model (*.c) and no litmus test (*.litmus) in it")
          : new Found(files, "");
    } catch (IOException | UncheckedIOException e) {
      return Found.error(directory + ": cannot be listed: " + reason(e));
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** Whether it is a kernel C model by its name. */
  static boolean isModel(Path file) {
    return file.toString().endsWith(".c");
  }

  /** Whether it is a litmus test by its name. */
  static boolean isLitmus(Path file) {
    return file.toString().endsWith(".litmus");
  }

  /** {@code X.expected} beside {@code X.c}. */
  static Path expectation(Path model) {
    return model.resolveSibling(stem(model) + ".expected");
  }

  /** The file name without its extension. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * A text file's contents, bytes that are no UTF-8 replaced; empty if it cannot be read, is no
   * regular file (a device may never end) or is longer than a megabyte.
   */
  static Optional<String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      return bytes.length > BYTES_MAX
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
