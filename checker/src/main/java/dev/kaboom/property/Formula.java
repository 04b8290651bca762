package dev.kaboom.property;

import dev.kaboom.program.Observable;
import java.util.function.ToLongFunction;

/** A proposition over the observables of a final state. */
public sealed interface Formula {
  /** Whether it holds where {@code value} gives each observable's value. */
  boolean holds(ToLongFunction<Observable> value);

  /** {@code true} or {@code false}. */
  record Literal(boolean value) implements Formula {
    @Override
    public boolean holds(ToLongFunction<Observable> values) {
      return value;
    }
  }

  /** {@code left = constant}. */
  record EqualsConstant(Observable left, long constant) implements Formula {
    @Override
    public boolean holds(ToLongFunction<Observable> value) {
      return value.applyAsLong(left) == constant;
    }
  }

  /** {@code left = right}, both observed. */
  record EqualsObservable(Observable left, Observable right) implements Formula {
    @Override
    public boolean holds(ToLongFunction<Observable> value) {
      return value.applyAsLong(left) == value.applyAsLong(right);
    }
  }

  /** {@code ~operand}. */
  record Not(Formula operand) implements Formula {
    @Override
    public boolean holds(ToLongFunction<Observable> value) {
      return !operand.holds(value);
    }
  }

  /** Conjunction. */
  record And(Formula left, Formula right) implements Formula {
    @Override
    public boolean holds(ToLongFunction<Observable> value) {
      return left.holds(value) && right.holds(value);
    }
  }

  /** Disjunction. */
  record Or(Formula left, Formula right) implements Formula {
    @Override
    public boolean holds(ToLongFunction<Observable> value) {
      return left.holds(value) || right.holds(value);
    }
  }
}
