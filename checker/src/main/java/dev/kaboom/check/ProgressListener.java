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
   * @param kind what it searches for
   * @param found distinct states, or consistent executions, so far
   * @param frontier of the states, how many still wait to be looked at
   * @param bytes of memory that the search of states holds
   * @param seconds since it began
   */
  record Figures(Kind kind, long found, long frontier, long bytes, double seconds) {
    /** What is found. */
    public enum Kind {
      NOTHING,
      STATES,
      EXECUTIONS
    }

    /** Of a search that has told nothing yet. */
    public static final Figures NONE = new Figures(Kind.NOTHING, 0, 0, 0, 0);

    public static Figures ofStates(long states, long frontier, long bytes, double seconds) {
      return new Figures(Kind.STATES, states, frontier, bytes, seconds);
    }

    public static Figures ofGraphs(long executions, double seconds) {
      return new Figures(Kind.EXECUTIONS, executions, 0, 0, seconds);
    }
  }
}
