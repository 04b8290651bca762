package dev.kaboom.lang.lower;

import dev.kaboom.lang.lower.type.CType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names and tags of one block, and the block around it. */
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Symbol> symbols = new LinkedHashMap<>();
  private final Map<String, CType> tags = new LinkedHashMap<>();

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  void define(String name, Symbol symbol) {
    symbols.put(name, symbol);
  }

  Optional<Symbol> find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Symbol symbol = scope.symbols.get(name);
      if (symbol != null) {
        return Optional.of(symbol);
      }
    }
    return Optional.empty();
  }

  /** The symbol that this block itself gives the name. */
  Optional<Symbol> own(String name) {
    return Optional.ofNullable(symbols.get(name));
  }

  void defineTag(String tag, CType type) {
    tags.put(tag, type);
  }

  Optional<CType> ownTag(String tag) {
    return Optional.ofNullable(tags.get(tag));
  }

  Optional<CType> findTag(String tag) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      CType type = scope.tags.get(tag);
      if (type != null) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** All names in sight. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      names.addAll(scope.symbols.keySet());
    }
    return names;
  }

  /** All tags in sight. */
  Set<String> tags() {
    Set<String> names = new LinkedHashSet<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      names.addAll(scope.tags.keySet());
    }
    return names;
  }
}
