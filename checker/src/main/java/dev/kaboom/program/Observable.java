package dev.kaboom.program;

/** What a final state shows: a register of a context or a cell of memory. */
public sealed interface Observable {
  /** The name in state strings: {@code 0:r1} or {@code [x]} in litmus tests, C names in models. */
  String label();

  /** A register's value when its context has finished. */
  record OfRegister(String label, int context, int register) implements Observable {}

  /** A cell's value in memory. */
  record OfLocation(String label, int location) implements Observable {}
}
