package dev.kaboom.explore;

/**
 * When a search gives up.
 *
 * @param statesMax how many states it may keep; at most 2<sup>31</sup> - 1 whatever is asked
 * @param secondsMax wall time
 * @param bytesMax memory of its tables; the heap may set a lower bound
 */
public record SearchLimits(long statesMax, double secondsMax, long bytesMax) {
  /** Nothing but the heap ends the search. */
  public static final SearchLimits NONE =
      new SearchLimits(Long.MAX_VALUE, Double.POSITIVE_INFINITY, Long.MAX_VALUE);

  /** The same with another number of states. */
  public SearchLimits withStatesMax(long newStatesMax) {
    return new SearchLimits(newStatesMax, secondsMax, bytesMax);
  }

  /** The same with another time. */
  public SearchLimits withSecondsMax(double newSecondsMax) {
    return new SearchLimits(statesMax, newSecondsMax, bytesMax);
  }

  /** The same with other memory. */
  public SearchLimits withBytesMax(long newBytesMax) {
    return new SearchLimits(statesMax, secondsMax, newBytesMax);
  }
}
