package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration.FunctionDefinition;
import dev.kaboom.lang.lower.type.FunctionType;
import org.jspecify.annotations.Nullable;

/** A function of the file, declared or defined. */
final class Routine {
  private final String name;
  private final FunctionType type;
  private @Nullable FunctionDefinition definition;
  private @Nullable NameUses uses;
  private boolean taken;

  Routine(String name, FunctionType type) {
    this.name = name;
    this.type = type;
  }

  String name() {
    return name;
  }

  FunctionType type() {
    return type;
  }

  void define(FunctionDefinition body) {
    definition = body;
  }

  @Nullable FunctionDefinition definition() {
    return definition;
  }

  /** The body's definition; what is only declared cannot be inlined. */
  FunctionDefinition body(Span at) {
    FunctionDefinition body = definition;
    if (body == null) {
      throw new SemanticException(
          at,
          "'" + name + "' is declared but has no body",
          "define it in the file: every function is inlined");
    }
    return body;
  }

  NameUses uses(FunctionDefinition body) {
    NameUses known = uses;
    if (known == null) {
      known = NameUses.in(body.body());
      uses = known;
    }
    return known;
  }

  /** Marks that pointers to this function may exist. */
  void take() {
    taken = true;
  }

  boolean taken() {
    return taken;
  }
}
