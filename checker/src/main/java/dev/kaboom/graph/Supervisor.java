package dev.kaboom.graph;

/** Watches over an exploration from outside; asked on the thread that explores. */
@FunctionalInterface
public interface Supervisor {
  /** Lets it come to its end. */
  Supervisor NONE = (work, doubtful) -> true;

  /**
   * Whether the exploration goes on.
   *
   * @param work done since the last question, in units of {@link TreeEstimate#work}
   * @param doubtful whether something wrong was met, or a bound, so that the model does not hold by
   *     this exploration any more
   */
  boolean goesOn(long work, boolean doubtful);
}
