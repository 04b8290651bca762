package dev.kaboom.explore;

/**
 * A finite-branching system of states, each a row of {@link #slots()} ints. Explorers know nothing
 * else of what they explore.
 *
 * <p>Implementations are deterministic: the same state always gives the same successors in the same
 * order. They are not thread-safe; {@link #fork()} gives another worker its own.
 */
public interface TransitionSystem {
  /** The label of a violation that lies in the state itself and not in a step from it. */
  int NO_STEP = -1;

  /** The agent or handler of a step that belongs to none. */
  int NOBODY = -1;

  /** Ints in a state row, at least 1. */
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

  /**
   * The transition's name in schedules.
   *
   * @param label as {@link #expand} gave it for this state, {@link #NO_STEP} excluded
   */
  String name(int[] state, int label);

  /** What the search for runs that never end needs to know. */
  Fairness fairness();

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
     * @param label a number ≥ 0 that identifies the transition among those of the source state (for
     *     an initial state its number)
     */
    void accept(int[] state, int label);

    /**
     * Takes a transition that ends in a violation instead of a state.
     *
     * @param violation a small number ≥ 0 that the system understands
     * @param label the transition, or {@link #NO_STEP} when the state that is being expanded is
     *     itself wrong (it is final, and something should be true at the end)
     */
    void violated(int violation, int label);
  }

  /**
   * Which endless runs count. Agents are what a fair run does not neglect for ever: an agent that
   * is enabled from some time on must step. They have numbers 0 … 63.
   */
  interface Fairness {
    /** Fairness of a system in which no run is endless. */
    Fairness ACYCLIC = new Acyclic();

    /** False only if no state can be reached from itself: then nothing else is asked. */
    boolean mayCycle();

    /** Whether endless runs through this state are looked at, as they are in a system's life. */
    boolean judged(int[] state);

    /** The agents that could step in this state (not just those that a reduction shows): bits. */
    long enabledAgents(int[] state);

    /** The agent that takes this transition, or {@link #NOBODY} for the environment's choices. */
    int agent(int[] state, int label);

    /**
     * The handler on whose behalf the transition happens: its own step, or the drain of the store
     * buffer of the CPU on which it is running. Else {@link #NOBODY}. A cycle of steps of one
     * handler is an error even if others are neglected.
     */
    int handler(int[] state, int label);
  }

  /** {@link Fairness#ACYCLIC}. */
  final class Acyclic implements Fairness {
    private Acyclic() {}

    @Override
    public boolean mayCycle() {
      return false;
    }

    @Override
    public boolean judged(int[] state) {
      return false;
    }

    @Override
    public long enabledAgents(int[] state) {
      return 0;
    }

    @Override
    public int agent(int[] state, int label) {
      return NOBODY;
    }

    @Override
    public int handler(int[] state, int label) {
      return NOBODY;
    }
  }
}
