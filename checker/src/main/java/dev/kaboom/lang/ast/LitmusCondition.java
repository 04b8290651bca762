package dev.kaboom.lang.ast;

import dev.kaboom.lang.Span;

/** A proposition over the final states of a litmus test. */
public sealed interface LitmusCondition extends Node {
  /** {@code true} or {@code false}. */
  record Literal(Span span, boolean value) implements LitmusCondition {}

  /** {@code left = right}; {@code !=} is a Not of it. */
  record Equals(Span span, LitmusTerm left, Value right) implements LitmusCondition {}

  /** {@code ~operand}. */
  record Not(Span span, LitmusCondition operand) implements LitmusCondition {}

  /** {@code left /\ right}. */
  record And(Span span, LitmusCondition left, LitmusCondition right) implements LitmusCondition {}

  /** {@code left \/ right}. */
  record Or(Span span, LitmusCondition left, LitmusCondition right) implements LitmusCondition {}

  /** The right-hand side of an equation. */
  sealed interface Value extends Node {}

  /** A number. */
  record Constant(Span span, long value) implements Value {}

  /** {@code x} or {@code &x}: the address of a variable, or a symbolic constant. */
  record Symbol(Span span, String name) implements Value {}

  /** {@code 0:r1} or {@code [x]}: what that holds. */
  record Observed(Span span, LitmusTerm term) implements Value {}
}
