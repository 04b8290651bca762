package dev.kaboom.check;

import com.google.common.collect.ImmutableMap;

/**
 * One way to build a model: the preprocessor definitions that select it.
 *
 * @param name as the expectation names it; {@code -} for the model without definitions
 * @param defines {@code -D} name to value, in the order given
 */
public record Variant(String name, ImmutableMap<String, String> defines) {
  /** The model without definitions. */
  public static final Variant PLAIN = new Variant("-", ImmutableMap.of());
}
