package dev.kaboom.lang.ast;

import dev.kaboom.lang.Span;

/** One step of the way from an object to a part of it. */
public sealed interface Designator extends Node {
  /** {@code .name}. */
  record Field(Span span, String name) implements Designator {}

  /** {@code [index]}. */
  record Element(Span span, Expression index) implements Designator {}

  /** {@code [first ... last]}, both included: initialisers only. */
  record Range(Span span, Expression first, Expression last) implements Designator {}
}
