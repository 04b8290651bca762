package dev.kaboom.analysis.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Outcomes kept in a directory, one file each, named by the {@link Fingerprint} of what was
 * checked. A file appears whole or not at all, so that an interrupted run leaves what it has
 * finished. What cannot be read or written is as if it were not there.
 */
public final class OutcomeStore {
  private final Optional<Path> directory;

  private OutcomeStore(Optional<Path> directory) {
    this.directory = directory;
  }

  /** Keeps outcomes in a directory, which need not exist. */
  public static OutcomeStore in(Path directory) {
    return new OutcomeStore(Optional.of(directory));
  }

  /** Keeps nothing. */
  public static OutcomeStore none() {
    return new OutcomeStore(Optional.empty());
  }

  /** What was kept under that name. */
  public Optional<Outcome> find(String fingerprint) {
    if (directory.isEmpty() || fingerprint.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path file = file(directory.get(), fingerprint);
      return Files.isRegularFile(file)
          ? OutcomeText.read(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps an outcome; nothing under the empty name. */
  public void keep(String fingerprint, Outcome outcome) {
    if (directory.isEmpty() || fingerprint.isEmpty()) {
      return;
    }
    Path file = file(directory.get(), fingerprint);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = Files.createTempFile(directory.get(), "outcome", ".part");
      Files.writeString(part, OutcomeText.write(outcome), StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A full disk costs the next run time, and nothing else.
      return;
    }
  }

  private static Path file(Path directory, String fingerprint) {
    return directory.resolve(fingerprint.substring(0, 2)).resolve(fingerprint + ".json");
  }
}
