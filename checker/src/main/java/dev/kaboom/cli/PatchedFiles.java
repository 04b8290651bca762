package dev.kaboom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a patched model: over the model itself, or where nothing is yet. */
final class PatchedFiles {
  private final Console console;

  PatchedFiles(Console console) {
    this.console = console;
  }

  /**
   * Writes the files; whether that was possible. Nothing is written where it was not.
   *
   * @param target a file, or a directory for several
   * @param texts new contents by the path of what they replace
   */
  boolean write(Path target, Map<Path, String> texts) throws IOException {
    boolean directory = Files.isDirectory(target);
    if (texts.size() > 1 && !directory) {
      console.complain(target + ": the diff changes several files: name a directory");
      return false;
    }
    Map<Path, String> targets = new LinkedHashMap<>();
    for (Map.Entry<Path, String> entry : texts.entrySet()) {
      Path file = directory ? target.resolve(entry.getKey().getFileName()) : target;
      if (Files.exists(file) && !Files.isSameFile(file, entry.getKey())) {
        console.complain(file + ": exists, and is not the model itself: nothing is written");
        return false;
      }
      targets.put(file, entry.getValue());
    }
    for (Map.Entry<Path, String> entry : targets.entrySet()) {
      try {
        Files.writeString(entry.getKey(), entry.getValue());
      } catch (IOException e) {
        console.complain(entry.getKey() + ": cannot be written");
        return false;
      }
    }
    return true;
  }
}
