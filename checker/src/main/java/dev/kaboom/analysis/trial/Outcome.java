package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.verdict.PropertyResult;

/**
 * What the check of a model found, without the model: what is compared, shown and kept.
 *
 * @param verdict {@code holds}, {@code violated} or {@code inconclusive}
 * @param violation what is violated, {@code finally "name"}, or ""
 * @param reason why the check is inconclusive, or ""
 * @param observation {@code Never}, {@code Sometimes}, {@code Always} or {@code None}
 * @param flags raised by the memory model
 * @param properties the answer for each property
 * @param explored states, or executions of graphs
 * @param seconds that the check took
 * @param story the violation told; {@link Story#NONE} without one
 */
public record Outcome(
    String verdict,
    String violation,
    String reason,
    String observation,
    ImmutableSortedSet<String> flags,
    ImmutableList<PropertyResult> properties,
    long explored,
    double seconds,
    Story story) {
  /**
   * How a violation comes about.
   *
   * @param cause a sentence, or ""
   * @param schedule what {@code kaboom replay} takes, or ""
   * @param drawing the trace as reports draw it
   * @param reordered what is out of order in it, from which pairings are told
   * @param places where the accesses stand that contexts compete in, each once
   * @param length how many steps the trace has
   */
  public record Story(
      String cause,
      String schedule,
      ImmutableList<String> drawing,
      ImmutableList<Reordering> reordered,
      ImmutableList<Place> places,
      int length) {
    /** No violation. */
    public static final Story NONE =
        new Story("", "", ImmutableList.of(), ImmutableList.of(), ImmutableList.of(), 0);
  }

  /** Whether every property holds. */
  public boolean holds() {
    return verdict.equals("holds");
  }

  /** Whether some property is violated. */
  public boolean violated() {
    return verdict.equals("violated");
  }

  /** Whether the search ended early. */
  public boolean inconclusive() {
    return verdict.equals("inconclusive");
  }

  /** An outcome that says only why there is none. */
  public static Outcome unanswered(String reason) {
    return new Outcome(
        "inconclusive",
        "",
        reason,
        "None",
        ImmutableSortedSet.of(),
        ImmutableList.of(),
        0,
        0,
        Story.NONE);
  }
}
