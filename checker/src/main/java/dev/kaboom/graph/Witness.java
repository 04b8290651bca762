package dev.kaboom.graph;

/**
 * An execution that shows something.
 *
 * @param execution the execution
 * @param place where it was found ({@link Share#place})
 * @param first where the first execution was found that shows the same
 */
record Witness(Execution execution, int place, int first) {
  /**
   * Of both the one with fewer events; of equal ones that in source order, or the first. The order
   * in which both were found does not matter.
   */
  Witness or(Witness other) {
    int earliest = Math.min(first, other.first);
    Execution mine = execution;
    int events = Integer.compare(mine.events().size(), other.execution.events().size());
    int order = Boolean.compare(mine.reordered(), other.execution.reordered());
    int comparison =
        events != 0 ? events : order != 0 ? order : Integer.compare(place, other.place);
    return comparison <= 0
        ? new Witness(mine, place, earliest)
        : new Witness(other.execution, other.place, earliest);
  }

  /** Of both the one that was found first. */
  Witness earlier(Witness other) {
    return place <= other.place ? this : other;
  }
}
