package dev.kaboom.explore;

import java.util.function.BooleanSupplier;

/**
 * What a search is asked to do.
 *
 * @param limits when it gives up
 * @param reduction whether the system may leave out transitions
 * @param goal when it is done
 * @param casesMax how many ways to one and the same thing are kept, at least 1
 * @param store how states are kept
 * @param workers the most threads that expand states, at least 1: others help if cores are free; no
 *     answer depends on it
 * @param aloneMax how many states the searching thread finds alone before the others begin; without
 *     others it works in chunks from a hundred times as many on
 * @param cancelled asked often, from the searching thread; once true, the search ends
 */
public record SearchOptions(
    SearchLimits limits,
    Reduction reduction,
    Goal goal,
    int casesMax,
    Store store,
    int workers,
    int aloneMax,
    BooleanSupplier cancelled) {
  /** States up to which more workers are not worth their start. */
  public static final int ALONE_MAX = 10_000;

  /** Everything, in full, without limits. */
  public static final SearchOptions ALL =
      new SearchOptions(
          SearchLimits.NONE,
          Reduction.NONE,
          Goal.EVERY_STATE,
          1,
          Store.FULL,
          1,
          ALONE_MAX,
          () -> false);

  /** Whether a sufficient subset of the transitions will do. */
  public enum Reduction {
    /** Every transition. */
    NONE,
    /** The subset that the system chooses. */
    PARTIAL_ORDER
  }

  /** What a search is for. */
  public enum Goal {
    /** Ends with a shortest path to something wrong, if there is one. */
    FIRST_FINDING,
    /** Visits every state, whatever is wrong: all final states are wanted. */
    EVERY_STATE
  }

  /** How states are kept. The answer is the same. */
  public enum Store {
    /** So that each can be read again: for speed. */
    FULL,
    /** In no order, in about half the memory. What needs the order is searched for again. */
    COMPACT
  }

  public SearchOptions withLimits(SearchLimits newLimits) {
    return new SearchOptions(
        newLimits, reduction, goal, casesMax, store, workers, aloneMax, cancelled);
  }

  public SearchOptions withReduction(Reduction newReduction) {
    return new SearchOptions(
        limits, newReduction, goal, casesMax, store, workers, aloneMax, cancelled);
  }

  public SearchOptions withGoal(Goal newGoal) {
    return new SearchOptions(
        limits, reduction, newGoal, casesMax, store, workers, aloneMax, cancelled);
  }

  public SearchOptions withCancelled(BooleanSupplier newCancelled) {
    return new SearchOptions(
        limits, reduction, goal, casesMax, store, workers, aloneMax, newCancelled);
  }

  public SearchOptions withStore(Store newStore) {
    return new SearchOptions(
        limits, reduction, goal, casesMax, newStore, workers, aloneMax, cancelled);
  }

  public SearchOptions withWorkers(int newWorkers, int newAloneMax) {
    return new SearchOptions(
        limits, reduction, goal, casesMax, store, newWorkers, newAloneMax, cancelled);
  }
}
