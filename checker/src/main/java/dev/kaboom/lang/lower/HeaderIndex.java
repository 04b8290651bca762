package dev.kaboom.lang.lower;

import java.util.Optional;

/** Knows which header defines what. */
@FunctionalInterface
public interface HeaderIndex {
  /**
   * The header that defines a function or a macro with arguments of that name: {@code
   * linux/list.h}.
   */
  Optional<String> defining(String name);
}
