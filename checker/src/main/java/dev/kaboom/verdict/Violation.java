package dev.kaboom.verdict;

import dev.kaboom.program.Position;

/**
 * What went wrong.
 *
 * @param kind the class of the failure
 * @param name the property's text, or for a fault what happened: {@code NULL dereference of
 *     pos->next}
 * @param at where
 */
public record Violation(Kind kind, String name, Position at) {
  /** Classes of failure. */
  public enum Kind {
    ALWAYS,
    FINALLY,
    EXISTS,
    CONDITION,
    ASSERT,
    BUG,
    WARN,
    /** {@code fault("…")} of the model. */
    FAULT,
    /** Access through NULL, a poison value, or outside of every object; division by zero. */
    BAD_ACCESS,
    DEADLOCK,
    LIVELOCK,
    /** A data race or another flag of the LKMM. */
    FLAG
  }
}
