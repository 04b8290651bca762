package dev.kaboom.check;

/** Hears how far a search is, several times a second. */
@FunctionalInterface
public interface ProgressListener {
  /** Takes the figures of now. Called on the thread that searches; must return quickly. */
  void update(Figures figures);

  /** A listener that does nothing. */
  static ProgressListener none() {
    return figures -> {};
  }

  /**
   * How far a search is.
   *
   * @param states distinct states so far (or executions, for graphs)
   * @param frontier of these, how many still wait to be looked at
   * @param bytes of memory that the search holds
   * @param seconds since it began
   */
  record Figures(long states, long frontier, long bytes, double seconds) {}
}
