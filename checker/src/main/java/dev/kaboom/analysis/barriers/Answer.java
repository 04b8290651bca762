package dev.kaboom.analysis.barriers;

/**
 * The answer for a site, on one machine and compiler or on all of them together.
 *
 * @param weaker for WEAKER the form that is enough, else ""
 */
public record Answer(Kind kind, String weaker) {
  /** The site is in no code that was checked. */
  static final Answer NOT_RUN = new Answer(Kind.NOT_RUN, "");

  /** The answers. */
  public enum Kind {
    /** A property that holds is violated without it. */
    NEEDED,
    /** The same, but a weaker form is enough. */
    WEAKER,
    /** Every property holds without it. */
    NO_EFFECT,
    /** Not known. */
    INCONCLUSIVE,
    /** No scenario runs it. */
    NOT_RUN;

    /** As reports have it: {@code no-effect}. */
    public String label() {
      return switch (this) {
        case NEEDED -> "needed";
        case WEAKER -> "weaker";
        case NO_EFFECT -> "no-effect";
        case INCONCLUSIVE -> "inconclusive";
        case NOT_RUN -> "not-run";
      };
    }
  }

  static Answer of(Kind kind) {
    return new Answer(kind, "");
  }
}
