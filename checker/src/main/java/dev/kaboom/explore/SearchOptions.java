package dev.kaboom.explore;

import java.util.function.BooleanSupplier;

/**
 * What a search is asked to do.
 *
 * @param limits when it gives up
 * @param reduction whether the system may leave out transitions
 * @param goal when it is done
 * @param casesMax how many ways to one and the same thing are kept, at least 1
 * @param cancelled asked often, from the searching thread; once true, the search ends
 */
public record SearchOptions(
    SearchLimits limits, Reduction reduction, Goal goal, int casesMax, BooleanSupplier cancelled) {
  /** Everything, in full, without limits. */
  public static final SearchOptions ALL =
      new SearchOptions(SearchLimits.NONE, Reduction.NONE, Goal.EVERY_STATE, 1, () -> false);

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

  public SearchOptions withLimits(SearchLimits newLimits) {
    return new SearchOptions(newLimits, reduction, goal, casesMax, cancelled);
  }

  public SearchOptions withReduction(Reduction newReduction) {
    return new SearchOptions(limits, newReduction, goal, casesMax, cancelled);
  }

  public SearchOptions withGoal(Goal newGoal) {
    return new SearchOptions(limits, reduction, newGoal, casesMax, cancelled);
  }

  public SearchOptions withCancelled(BooleanSupplier newCancelled) {
    return new SearchOptions(limits, reduction, goal, casesMax, newCancelled);
  }
}
