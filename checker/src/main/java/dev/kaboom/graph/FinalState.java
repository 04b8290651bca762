package dev.kaboom.graph;

import com.google.common.primitives.ImmutableLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The values of a model's observables at the end of an execution.
 *
 * @param values one for each of {@link dev.kaboom.property.Model#observables()}, in their order
 */
public record FinalState(ImmutableLongArray values) implements Comparable<FinalState> {
  /** Whether the value is one that nothing determines: it came out of thin air. */
  public boolean undetermined(int index) {
    return values.get(index) == Operand.UNDETERMINED;
  }

  /** Written out: every execution is counted by its state. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FinalState state && values.equals(state.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public int compareTo(FinalState other) {
    for (int i = 0; i < values.length(); i++) {
      int order = Long.compare(values.get(i), other.values.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
