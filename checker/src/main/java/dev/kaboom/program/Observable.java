package dev.kaboom.program;

import org.jspecify.annotations.Nullable;

/** What a final state shows: a register of a context or a cell of memory. */
public sealed interface Observable {
  /** The name in state strings: {@code 0:r1} or {@code [x]} in litmus tests, C names in models. */
  String label();

  /** A register's value when its context has finished. */
  record OfRegister(String label, int context, int register) implements Observable {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfRegister that
          && context == that.context
          && register == that.register
          && label.equals(that.label);
    }

    /** Written out for the reason that {@link ValueType#equals} has. */
    @Override
    public int hashCode() {
      return (31 * context) + register;
    }
  }

  /** A cell's value in memory. */
  record OfLocation(String label, int location) implements Observable {}
}
