package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;

/** What a variable begins with. */
public sealed interface Initializer extends Node {
  /** One value: for a scalar, or a struct of the same type. */
  record Value(Expression expression) implements Initializer {
    @Override
    public Span span() {
      return expression.span();
    }
  }

  /** {@code { items }}. */
  record Braces(Span span, ImmutableList<Item> items) implements Initializer {}

  /**
   * One item of a braced list.
   *
   * @param designators {@code .a.b[1]}; empty: the next member or element
   */
  record Item(Span span, ImmutableList<Designator> designators, Initializer value)
      implements Node {}
}
