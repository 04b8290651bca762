package dev.kaboom.check;

import com.google.common.collect.ImmutableMap;
import java.util.stream.Collectors;

/**
 * One way to build a model: the preprocessor definitions that select it.
 *
 * @param name as the expectation names it; {@code -} for the model without definitions
 * @param defines {@code -D} name to value, in the order given
 */
public record Variant(String name, ImmutableMap<String, String> defines) {
  /** The model without definitions. */
  public static final Variant PLAIN = new Variant("-", ImmutableMap.of());

  /** The options that select it on the command line: {@code -D BEFORE -D N=2}, or nothing. */
  public String options() {
    return defines.entrySet().stream()
        .map(
            define ->
                define.getValue().equals("1")
                    ? "-D " + define.getKey()
                    : "-D " + define.getKey() + "=" + define.getValue())
        .collect(Collectors.joining(" "));
  }
}
