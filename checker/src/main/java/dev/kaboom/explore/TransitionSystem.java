package dev.kaboom.explore;

/**
 * A finite-branching system of states, each a row of {@link #slots()} ints. Explorers know nothing
 * else of what they explore.
 *
 * <p>Implementations are deterministic: the same state always gives the same successors in the same
 * order. They are not thread-safe; {@link #fork()} gives another worker its own.
 */
public interface TransitionSystem {
  /** Ints in a state row. */
  int slots();

  /** Passes each initial state to the sink. */
  void initial(Sink sink);

  /**
   * Passes each successor of {@code state} to the sink, in a fixed order. With {@code reduction}, a
   * sufficient subset may do.
   *
   * @param state not modified
   * @return what kind of state it is, whatever its successors
   */
  StateKind expand(int[] state, boolean reduction, Sink sink);

  /**
   * The first property or check that this state itself violates, as a small number that the system
   * understands, or -1.
   */
  int violation(int[] state);

  /** A copy for another thread. */
  TransitionSystem fork();

  /** What a state without a way forward is. */
  enum StateKind {
    /** Something can or must still happen, or the state was discarded. */
    INNER,
    /** Every CPU has finished or halted. */
    FINAL,
    /** Nothing can happen, yet not everything has finished. */
    DEADLOCK
  }

  /** Receives states. */
  interface Sink {
    /**
     * Takes one state.
     *
     * @param state valid during the call only; the receiver copies what it keeps
     * @param label a number that identifies the transition among those of the source state (for an
     *     initial state its number)
     */
    void accept(int[] state, int label);

    /**
     * Takes a transition that ends in a violation instead of a state.
     *
     * @param violation a small number that the system understands
     */
    void violated(int violation, int label);
  }
}
