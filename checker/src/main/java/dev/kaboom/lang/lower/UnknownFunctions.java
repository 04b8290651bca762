package dev.kaboom.lang.lower;

import dev.kaboom.lang.Suggestions;
import dev.kaboom.lang.ast.Expression;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Says what a call of an unknown function was probably meant to be. */
final class UnknownFunctions {
  private UnknownFunctions() {}

  static SemanticException complaint(Unit unit, Expression.Identifier callee) {
    String name = callee.name();
    if (unit.litmus()) {
      return new SemanticException(
          callee.span(),
          "unknown macro '" + name + "'",
          Suggestions.hint(name, unit.intrinsics().keySet()));
    }
    Optional<String> header = unit.headers().defining(name);
    if (header.isPresent()) {
      return new SemanticException(
          callee.span(), "'" + name + "' is not declared", "write #include <" + header.get() + ">");
    }
    Set<String> candidates = new LinkedHashSet<>(unit.routines().keySet());
    candidates.addAll(unit.intrinsics().keySet());
    return new SemanticException(
        callee.span(), "unknown function '" + name + "'", Suggestions.hint(name, candidates));
  }
}
