package dev.kaboom.property;

import dev.kaboom.program.Code;
import dev.kaboom.program.Position;

/** A question to every execution of a program. */
public sealed interface Property {
  /** The text that the author gave it. */
  String name();

  /** Where it stands. */
  Position at();

  /**
   * True in every reachable state of the memory.
   *
   * @param predicate loads and local instructions only; its value is register 0 at the end
   */
  record Always(String name, Position at, Code predicate) implements Property {}

  /** True whenever every CPU has finished or halted. */
  record Finally(String name, Position at, Code predicate) implements Property {}

  /** True in some reachable state, else the model is vacuous. */
  record Exists(String name, Position at, Code predicate) implements Property {}

  /**
   * The condition of a litmus test.
   *
   * @param filter only final states in which it holds count; {@code Literal(true)} if absent
   * @param text the condition in the test's own words, white space folded
   */
  record FinalCondition(
      String name, Position at, Quantifier quantifier, Formula formula, Formula filter, String text)
      implements Property {}
}
