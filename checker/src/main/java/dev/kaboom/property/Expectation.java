package dev.kaboom.property;

import com.google.common.collect.ImmutableSet;

/**
 * What the author of a litmus test says will come out: its {@code Result:} comment.
 *
 * @param observation the word of the comment, or NONE
 * @param flags further words: {@code DATARACE}, {@code DEADLOCK}, names of flags
 */
public record Expectation(Observation observation, ImmutableSet<String> flags) {
  /** No expectation: any answer is right. */
  public static final Expectation NONE = new Expectation(Observation.NONE, ImmutableSet.of());

  /** Whether any answer is right. */
  public boolean isNone() {
    return observation == Observation.NONE && flags.isEmpty();
  }

  /** How often a condition holds among the final states, in herd7's words. */
  public enum Observation {
    NEVER,
    SOMETIMES,
    ALWAYS,
    NONE
  }
}
