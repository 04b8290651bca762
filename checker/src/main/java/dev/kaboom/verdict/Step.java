package dev.kaboom.verdict;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Position;

/**
 * One transition of a trace, told for people.
 *
 * @param label the schedule label that took it
 * @param kind what sort of transition
 * @param context index of the context that acts (for ENTER the handler; for FLUSH the process
 *     context of the CPU or, where it has none, any context of it)
 * @param cpu the CPU on which it happens
 * @param depth 0 in process context, 1 in a handler that interrupted it, and so on
 * @param at the source of the instruction; {@code Position.NONE} for FLUSH and ENTER
 * @param action short, as a changelog would have it: {@code WRITE_ONCE(head.next, &e1)} or {@code
 *     r0 = x = 1}
 * @param effects what it read and wrote, in order
 */
public record Step(
    String label,
    Kind kind,
    int context,
    int cpu,
    int depth,
    Position at,
    String action,
    ImmutableList<Effect> effects) {
  /** What sort of transition a step is. */
  public enum Kind {
    /** An instruction takes effect. */
    INSTRUCTION,
    /** A handler starts. */
    ENTER,
    /** The oldest entry of a store buffer reaches memory. */
    FLUSH,
    /** An access that the compiler had moved down takes effect. */
    PERFORM,
    /** A branch is guessed before its condition is known. */
    SPECULATE
  }

  /**
   * A read or write of one cell.
   *
   * @param location index of the cell
   * @param kind which
   * @param value the value read or written
   */
  public record Effect(int location, Kind kind, long value) {
    /** Which way the value went. */
    public enum Kind {
      READ,
      /** To memory. */
      WRITE,
      /** Into the CPU's store buffer. */
      BUFFER
    }
  }
}
