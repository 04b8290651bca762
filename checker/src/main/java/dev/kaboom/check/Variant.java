package dev.kaboom.check;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * One way to build a model: the preprocessor definitions that select it.
 *
 * @param name as the expectation names it; {@code -} for the model without definitions
 * @param defines {@code -D} name to value, in the order given
 */
public record Variant(String name, ImmutableMap<String, String> defines) {
  /** The model without definitions. */
  public static final Variant PLAIN = new Variant("-", ImmutableMap.of());

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Variant variant
        && name.equals(variant.name)
        && defines.equals(variant.defines);
  }

  /** Written out for the reason that {@link dev.kaboom.program.ValueType#equals} has. */
  @Override
  public int hashCode() {
    return (31 * name.hashCode()) + defines.hashCode();
  }
}
