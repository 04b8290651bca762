package dev.kaboom.analysis.patch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a hunk.
 *
 * @param file the file of the model that it changes, or that it was looked for in
 * @param line the line of that file, from 1, at which its change begins; 0 if it changes nothing
 * @param matched how many of its old lines of code were found there
 * @param of how many old lines of code it has
 * @param note what else there is to say, a phrase; "" if nothing
 */
public record Placed(
    String diffPath,
    Hunk hunk,
    Outcome outcome,
    Optional<Path> file,
    int line,
    int matched,
    int of,
    String note) {
  /** The ways in which placing a hunk can end. */
  public enum Outcome {
    /** It changes the model. */
    APPLIES,
    /** It changes code that the model does not have. */
    UNRELATED,
    /** It changes code of the model, but not as it stands there. */
    NOWHERE,
    /** It fits equally well at several places. */
    AMBIGUOUS,
    /** What it removes is not there, and what it adds is. */
    ALREADY
  }

  static Placed elsewhere(String diffPath, Hunk hunk, Outcome outcome, Path file, String note) {
    return new Placed(diffPath, hunk, outcome, Optional.of(file), 0, 0, 0, note);
  }
}
