package dev.kaboom.explore;

/** Sees what a search sees. Rows are valid during the call only. */
public interface SearchObserver {
  /** Wants to see nothing. */
  SearchObserver NONE = new SearchObserver() {};

  /** Each state once, in the order in which they are found. */
  default void state(int[] row) {}

  /** Each final state once, in the order in which they are found. */
  default void finalState(int[] row) {}

  /** How far the search is: at most five times a second. */
  default void progress(Progress progress) {}

  /**
   * A moment of a search.
   *
   * @param states kept so far
   * @param statesPerSecond since the previous moment
   * @param frontier states that have not been expanded yet
   * @param bytes memory of the search's tables
   */
  record Progress(long states, double statesPerSecond, long frontier, long bytes) {}
}
