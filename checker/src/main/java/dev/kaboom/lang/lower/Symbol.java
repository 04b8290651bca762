package dev.kaboom.lang.lower;

import dev.kaboom.lang.lower.type.CType;

/** What a name means. */
sealed interface Symbol {
  /**
   * A variable.
   *
   * @param name as reports show it
   */
  record Variable(String name, Place place) implements Symbol {}

  /** A constant: an enumerator, or a variable that never has another value. */
  record Known(Value value) implements Symbol {}

  /** A typedef. */
  record TypeName(CType type) implements Symbol {}

  /** A function of the file. */
  record Callable(Routine routine) implements Symbol {}
}
