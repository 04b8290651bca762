package dev.kaboom.analysis.trial;

/**
 * What became of a changed model.
 *
 * @param kind whether there was anything to check
 * @param outcome of the check; for SAME_MEANING that of the model as it was; for the other kinds
 *     without a check it says why there is none
 */
public record Tried(Kind kind, Outcome outcome) {
  /** How far it came. */
  public enum Kind {
    /** It was checked, now or in an earlier run. */
    CHECKED,
    /** The machine cannot tell it from the model as it was. */
    SAME_MEANING,
    /** The scenario does not run what was changed. */
    NOT_RUN,
    /** The changed text is no model any more. */
    UNREADABLE,
    /** There was no time for it. */
    LEFT
  }

  /** A change that was not checked. */
  public static Tried without(Kind kind, String why) {
    return new Tried(kind, Outcome.unanswered(why));
  }
}
