package dev.kaboom.lang.lower;

import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Declaration.FunctionDefinition;
import dev.kaboom.lang.ast.Declaration.ScenarioBlock;
import dev.kaboom.lang.ast.Declaration.ScenarioProperty;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.TranslationUnit;
import java.util.function.Consumer;

/** Finds the names that are used otherwise than as the callee of a call. */
final class TakenFunctions extends Walker {
  private final Consumer<String> taken;

  private TakenFunctions(Consumer<String> taken) {
    this.taken = taken;
  }

  /** Passes every such name in the file to {@code taken}; most are no functions. */
  static void find(TranslationUnit unit, Consumer<String> taken) {
    TakenFunctions finder = new TakenFunctions(taken);
    for (Declaration declaration : unit.declarations()) {
      if (declaration instanceof FunctionDefinition function) {
        finder.walk(function.body());
      } else if (declaration instanceof ScenarioBlock block) {
        finder.walk(block.body());
      } else if (declaration instanceof ScenarioProperty property) {
        finder.walk(property.predicate());
      } else if (declaration instanceof Declaration.Variable variable) {
        finder.walk(variable.initializer());
      }
    }
  }

  @Override
  public Boolean identifier(Expression.Identifier expression) {
    taken.accept(expression.name());
    return false;
  }

  @Override
  public Boolean call(Expression.Call expression) {
    if (!(expression.callee() instanceof Expression.Identifier)) {
      walk(expression.callee());
    }
    expression.arguments().forEach(this::walk);
    return false;
  }
}
