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
   * @param states distinct states so far; 0 for graphs
   * @param executions consistent executions so far; 0 for states
   * @param frontier of the states, how many still wait to be looked at
   * @param bytes of memory that the search of states holds
   * @param seconds since it began
   */
  record Figures(long states, long executions, long frontier, long bytes, double seconds) {
    /** Of a search that has not begun. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0);

    public static Figures ofStates(long states, long frontier, long bytes, double seconds) {
      return new Figures(states, 0, frontier, bytes, seconds);
    }

    public static Figures ofGraphs(long executions, double seconds) {
      return new Figures(0, executions, 0, 0, seconds);
    }
  }
}
