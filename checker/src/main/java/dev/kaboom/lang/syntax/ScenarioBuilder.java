package dev.kaboom.lang.syntax;

import static dev.kaboom.lang.syntax.BuildContext.span;

import com.google.common.base.Enums;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Declaration.PropertyKind;
import dev.kaboom.lang.ast.Declaration.ScenarioKind;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.grammar.CParser;
import org.jspecify.annotations.Nullable;

/**
 * Builds what stands at top level and looks like a call: the scenario's blocks and properties, and
 * the macros with which the kernel exports and registers things.
 */
final class ScenarioBuilder {
  private static final ImmutableSet<String> WITHOUT_MEANING =
      ImmutableSet.of(
          "module_init",
          "module_exit",
          "early_initcall",
          "core_initcall",
          "arch_initcall",
          "subsys_initcall",
          "fs_initcall",
          "device_initcall",
          "late_initcall",
          "NOKPROBE_SYMBOL",
          "STACK_FRAME_NON_STANDARD",
          "ALLOW_ERROR_INJECTION");

  private final Builders builders;
  private final BuildContext context;

  ScenarioBuilder(Builders builders) {
    this.builders = builders;
    this.context = builders.context();
  }

  ImmutableList<Declaration> build(CParser.SpecialContext tree) {
    String word = tree.word.getText();
    @Nullable ScenarioKind block = Enums.getIfPresent(ScenarioKind.class, word).orNull();
    if (block != null) {
      return block(block, tree);
    }
    @Nullable PropertyKind property = Enums.getIfPresent(PropertyKind.class, word).orNull();
    if (property != null) {
      return property(property, tree);
    }
    if (!withoutMeaning(word) || tree.block() != null) {
      complain(word, tree);
    }
    return ImmutableList.of();
  }

  private static boolean withoutMeaning(String word) {
    return word.startsWith("EXPORT_")
        || word.startsWith("MODULE_")
        || WITHOUT_MEANING.contains(word);
  }

  private void complain(String word, CParser.SpecialContext tree) {
    if (tree.block() != null && tree.LeftParen() != null) {
      context.error(
          span(tree.word),
          "'" + word + "' has a body but no return type, and is no block of a scenario",
          "write the return type; blocks are INIT, CPU(n), IRQ(n) and NMI(n)");
    } else if (tree.block() != null) {
      context.error(
          span(tree.word),
          "'" + word + "' is no block of a scenario",
          "blocks are INIT, CPU(n), IRQ(n) and NMI(n)");
    } else {
      context.error(
          span(tree.word),
          "'" + word + "(...)' declares nothing that is known",
          "if it is a macro, include the header that defines it; properties are ALWAYS, FINALLY "
              + "and EXISTS");
    }
  }

  private ImmutableList<Declaration> block(ScenarioKind kind, CParser.SpecialContext tree) {
    ImmutableList<Expression> arguments = arguments(tree);
    int least = kind == ScenarioKind.INIT ? 0 : 1;
    int most = kind == ScenarioKind.INIT ? 0 : kind == ScenarioKind.CPU ? 1 : 2;
    if (arguments.size() < least || arguments.size() > most || tree.block() == null) {
      context.error(
          span(tree.word),
          "this " + kind + " block is incomplete",
          switch (kind) {
            case INIT -> "write INIT { ... }";
            case CPU -> "write CPU(n) { ... }";
            case IRQ -> "write IRQ(n) { ... }, or IRQ(n, times) { ... }";
            case NMI -> "write NMI(n) { ... }, or NMI(n, times) { ... }";
          });
      return ImmutableList.of();
    }
    Span head =
        tree.RightParen() == null
            ? span(tree.word)
            : span(tree.word, tree.RightParen().getSymbol());
    return ImmutableList.of(
        new Declaration.ScenarioBlock(
            head,
            kind,
            arguments.isEmpty() ? null : arguments.get(0),
            arguments.size() < 2 ? null : arguments.get(1),
            builders.statements().block(tree.block())));
  }

  private ImmutableList<Declaration> property(PropertyKind kind, CParser.SpecialContext tree) {
    ImmutableList<Expression> arguments = arguments(tree);
    if (arguments.size() != 2
        || tree.block() != null
        || !(arguments.get(0) instanceof Expression.StringLiteral name)) {
      context.error(
          span(tree.word),
          "this " + kind + " property is incomplete",
          "write " + kind + "(\"what holds\", expression);");
      return ImmutableList.of();
    }
    return ImmutableList.of(
        new Declaration.ScenarioProperty(span(tree), kind, name.value(), arguments.get(1)));
  }

  private ImmutableList<Expression> arguments(CParser.SpecialContext tree) {
    ImmutableList.Builder<Expression> arguments = ImmutableList.builder();
    if (tree.arguments() != null) {
      ExpressionBuilder expressions = builders.expressions();
      tree.arguments()
          .argument()
          .forEach(argument -> arguments.add(expressions.argument(argument)));
    }
    return arguments.build();
  }
}
