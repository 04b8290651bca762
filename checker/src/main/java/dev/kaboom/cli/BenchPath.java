package dev.kaboom.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where {@code kaboom bench} looks for peers.
 *
 * @param folders in the order in which they are looked at
 */
record BenchPath(ImmutableList<Path> folders) {
  /** The folders of a list with a colon between them, as in the variable PATH. */
  static BenchPath of(String list) {
    return new BenchPath(
        Splitter.on(':')
            .omitEmptyStrings()
            .splitToStream(list)
            .map(folder -> Path.of(folder).toAbsolutePath())
            .collect(ImmutableList.toImmutableList()));
  }

  /** The first program of that name. */
  Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * What to start a program by.
   *
   * @throws IllegalStateException if there is none of that name
   */
  String command(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name)).toString();
  }
}
