package dev.kaboom.cli;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A folder of its own for one run of a peer; it and what the peer left in it are deleted. */
final class BenchFolder implements AutoCloseable {
  private static final String PROGRAMS = "/dev/kaboom/bench/";

  private final Path folder;

  BenchFolder() throws IOException {
    folder = Files.createTempDirectory("kaboom-bench");
  }

  /** Whether there is such a file of a peer, {@code spin/fib.pml} for example. */
  static boolean has(String file) {
    return BenchFolder.class.getResource(PROGRAMS + file) != null;
  }

  Path path() {
    return folder;
  }

  /** Puts a file of a peer here, and says where. */
  Path put(String file) throws IOException {
    Path copy = folder.resolve(file.substring(file.lastIndexOf('/') + 1));
    try (InputStream in =
        Objects.requireNonNull(BenchFolder.class.getResourceAsStream(PROGRAMS + file), file)) {
      Files.copy(in, copy);
    }
    return copy;
  }

  /** Writes a file here, and says where. */
  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Override
  public void close() throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
