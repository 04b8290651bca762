package dev.kaboom.explore;

/**
 * The states that a breadth-first search has seen, and the queue of those that it has not expanded.
 *
 * <p>Ranks count states in the order in which they were added: 0, 1, 2 … They are what a search
 * takes states by. Numbers name the states for those that come after the search; a set may leave
 * some numbers below {@link #numbers} out.
 */
sealed interface StateSet permits StateStore, CompactStore {
  /** No number. */
  int NONE = -1;

  /** What became of a state. */
  enum Added {
    /** It was not known. */
    NEW,
    /** It was known and has not been taken yet. */
    WAITING,
    /** It was known and has been taken. */
    TAKEN,
    /** There is no memory for it. */
    FULL
  }

  /** How many states there are. */
  int size();

  /** The memory of all tables in bytes. */
  long bytes();

  /**
   * Adds a state.
   *
   * @param parent the rank of the state from which it was reached, not below that of the last
   */
  Added add(int[] row, int parent);

  /** The number of the state that was added last, new or not, or {@link #NONE} if it may change. */
  int last();

  /** The same for a state with that pair in {@link #tree}. */
  Added add(long pair, int parent);

  /** Reads what adding states with the first {@code count} of these pairs will. */
  void touch(long[] pairs, int count);

  /** Helps the thread that adds states, if it can be helped, with the caller's own arrays. */
  void assist(Prefetch prefetch);

  /** Takes the state with that rank, one more than that of the call before. */
  void take(int rank);

  /** Selects the state that was taken last. */
  void selectTaken();

  /** The pair of a state that has not been taken, or was the last that was. */
  long pair(int rank);

  /** What makes pairs of rows. */
  RowTree tree();

  /** The rank of the state from which that of this rank was first reached. */
  int parent(int rank);

  /** One more than the largest number. */
  int numbers();

  /** Whether that is the number of a state. */
  boolean has(int number);

  /** The number of a state, or {@link #NONE}. */
  int number(int[] row);

  /** Selects the state with that number. */
  void select(int number);

  /** Copies the selected state into {@code row}. */
  void copySelected(int[] row);
}
