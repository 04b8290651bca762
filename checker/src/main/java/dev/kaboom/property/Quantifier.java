package dev.kaboom.property;

/** How a litmus test asks about its final states. */
public enum Quantifier {
  /** {@code exists (c)}: can c hold at the end? A question; any answer is right. */
  EXISTS,
  /** {@code ~exists (c)}: c never holds at the end. */
  NOT_EXISTS,
  /** {@code forall (c)}: c holds at every end. */
  FORALL
}
