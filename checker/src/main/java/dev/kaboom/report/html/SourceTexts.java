package dev.kaboom.report.html;

import java.util.Optional;

/** Gives the source files that traces lead through. */
@FunctionalInterface
public interface SourceTexts {
  /**
   * A file's text.
   *
   * @param model the model, as the user named it
   * @param file the model, a file that it includes, or a bundled header, as positions name it
   * @return empty if it is none of these or cannot be read
   */
  Optional<String> read(String model, String file);
}
