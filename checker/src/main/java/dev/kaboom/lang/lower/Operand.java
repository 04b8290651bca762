package dev.kaboom.lang.lower;

import dev.kaboom.lang.lower.type.CType;

/** What an expression denotes: a value, or a place that has one. */
public sealed interface Operand permits Place, Value {
  /** The type of the value, or of what stands in the place. */
  CType type();
}
