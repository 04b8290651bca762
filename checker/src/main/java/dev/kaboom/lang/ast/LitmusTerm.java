package dev.kaboom.lang.ast;

import dev.kaboom.lang.Span;

/** What the condition of a litmus test can observe in a final state. */
public sealed interface LitmusTerm extends Node {
  /** {@code 0:r1}, a register of P0; {@code NMI0:r1}, one of a handler. */
  record Register(Span span, LitmusTest.RoutineKind kind, int cpu, String name)
      implements LitmusTerm {}

  /** {@code x}, {@code [x]} or {@code *x}, which all mean the value of x, as in herd7. */
  record Variable(Span span, String name) implements LitmusTerm {}

  /** {@code x[1]}. */
  record Element(Span span, String name, long index) implements LitmusTerm {}
}
