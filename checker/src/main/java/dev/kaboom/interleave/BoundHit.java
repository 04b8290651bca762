package dev.kaboom.interleave;

import dev.kaboom.program.Position;

/**
 * A bound that stopped part of a search, which therefore cannot answer "holds".
 *
 * @param bound which one
 * @param at the instruction that was stopped
 */
public record BoundHit(Bound bound, Position at) {
  /** The bounds of the machine. */
  public enum Bound {
    /** A store found the CPU's store buffer full. */
    STORE_BUFFER("store buffer full"),
    /** An instruction that could have been issued found the window full. */
    WINDOW("reordering window full"),
    /** More than a million instructions in one step. */
    LOCAL_STEPS("more than a million instructions without a shared access"),
    /** Too many different 64-bit values. */
    VALUES("more than four million different large values"),
    /** A nondeterministic choice with too many values. */
    CHOICES("a choice among more than 65536 values");

    private final String text;

    Bound(String text) {
      this.text = text;
    }

    /** A phrase for the reason of an inconclusive answer. */
    public String text() {
      return text;
    }
  }
}
