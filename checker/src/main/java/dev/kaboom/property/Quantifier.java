package dev.kaboom.property;

/** How a litmus test asks about its final states. */
public enum Quantifier {
  /** {@code exists (c)}: can c hold at the end? A question; any answer is right. */
  EXISTS,
  /** {@code ~exists (c)}: c never holds at the end. */
  NOT_EXISTS,
  /** {@code forall (c)}: c holds at every end. */
  FORALL;

  /** The word before the condition: {@code exists}, {@code ~exists} or {@code forall}. */
  public String label() {
    return switch (this) {
      case EXISTS -> "exists";
      case NOT_EXISTS -> "~exists";
      case FORALL -> "forall";
    };
  }

  /**
   * Whether a single final state shows that the claim is wrong.
   *
   * @param holds whether c holds in that state
   */
  public boolean refutedBy(boolean holds) {
    return switch (this) {
      case EXISTS -> false;
      case NOT_EXISTS -> holds;
      case FORALL -> !holds;
    };
  }
}
