package dev.kaboom.lang.ast;

import dev.kaboom.lang.Span;

/** Anything that was read from a source file. */
public interface Node {
  /** Where it was read. */
  Span span();
}
