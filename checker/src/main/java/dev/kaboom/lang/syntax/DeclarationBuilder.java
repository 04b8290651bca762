package dev.kaboom.lang.syntax;

import static dev.kaboom.lang.syntax.BuildContext.span;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.grammar.CParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds declarations. */
public final class DeclarationBuilder {
  private final Builders builders;
  private final BuildContext context;

  DeclarationBuilder(Builders builders) {
    this.builders = builders;
    this.context = builders.context();
  }

  /** Everything that one declaration at top level declares; nothing if it had a syntax error. */
  public ImmutableList<Declaration> build(CParser.ExternalDeclarationContext tree) {
    if (tree.exception != null) {
      return ImmutableList.of();
    }
    if (tree instanceof CParser.DeclaredContext declared) {
      return declared(declared);
    }
    if (tree instanceof CParser.CheckedContext checked) {
      return ImmutableList.of(staticAssert(checked.staticAssert()));
    }
    if (tree instanceof CParser.SpecialContext special) {
      return new ScenarioBuilder(builders).build(special);
    }
    if (tree instanceof CParser.TopLevelAsmContext assembly) {
      assembly(assembly.asm());
    }
    return ImmutableList.of();
  }

  private ImmutableList<Declaration> declared(CParser.DeclaredContext tree) {
    List<Declaration> out = new ArrayList<>();
    TypeBuilder.Specified specified = builders.types().specifiers(tree.specifiers(), out);
    for (CParser.InitDeclaratorContext declarator : tree.initDeclarator()) {
      add(specified, declarator, tree.block(), out);
    }
    return ImmutableList.copyOf(out);
  }

  /** Everything that one declaration in a block declares. */
  ImmutableList<Declaration> build(CParser.DeclarationContext tree) {
    if (tree.staticAssert() != null) {
      return ImmutableList.of(staticAssert(tree.staticAssert()));
    }
    List<Declaration> out = new ArrayList<>();
    TypeBuilder.Specified specified = builders.types().specifiers(tree.specifiers(), out);
    for (CParser.InitDeclaratorContext declarator : tree.initDeclarator()) {
      add(specified, declarator, null, out);
    }
    return ImmutableList.copyOf(out);
  }

  private void add(
      TypeBuilder.Specified specified,
      CParser.InitDeclaratorContext tree,
      CParser.@Nullable BlockContext body,
      List<Declaration> out) {
    TypeBuilder.Declared declared = builders.types().declared(tree.declarator(), specified.type());
    if (tree.asm() != null) {
      assembly(tree.asm());
    }
    if (declared.name() == null) {
      context.error(span(tree), "a name is missing in this declaration", "");
      return;
    }
    if (specified.storage() == TypeBuilder.Storage.TYPEDEF) {
      out.add(new Declaration.Typedef(declared.at(), declared.text(), declared.type()));
      return;
    }
    context.checkDeclared(declared.name());
    if (declared.type() instanceof TypeNode.Function type) {
      out.add(function(specified, declared, type, tree, body));
    } else {
      out.add(variable(specified, declared, tree, body));
    }
  }

  private Declaration function(
      TypeBuilder.Specified specified,
      TypeBuilder.Declared declared,
      TypeNode.Function type,
      CParser.InitDeclaratorContext tree,
      CParser.@Nullable BlockContext body) {
    if (tree.initializer() != null) {
      context.error(span(tree.initializer()), "a function cannot be initialised", "");
    }
    ImmutableSet<Attribute> attributes = attributes(specified, tree);
    return body == null
        ? new Declaration.FunctionDeclaration(declared.at(), declared.text(), type, attributes)
        : new Declaration.FunctionDefinition(
            declared.at(), declared.text(), type, attributes, builders.statements().block(body));
  }

  private Declaration variable(
      TypeBuilder.Specified specified,
      TypeBuilder.Declared declared,
      CParser.InitDeclaratorContext tree,
      CParser.@Nullable BlockContext body) {
    if (body != null) {
      context.error(
          span(body.getStart()),
          "this block belongs to no function",
          "write the parameters of '" + declared.text() + "' in parentheses, or '='");
    }
    Initializer initializer =
        tree.initializer() == null ? null : builders.expressions().build(tree.initializer());
    ImmutableSet<Attribute> attributes =
        Sets.immutableEnumSet(
            Sets.union(attributes(specified, tree), TypeBuilder.outerQualifiers(declared.type())));
    return new Declaration.Variable(
        declared.at(), declared.text(), declared.type(), attributes, initializer);
  }

  private static ImmutableSet<Attribute> attributes(
      TypeBuilder.Specified specified, CParser.InitDeclaratorContext tree) {
    return tree.attributes() == null
        ? specified.attributes()
        : Sets.immutableEnumSet(
            Sets.union(specified.attributes(), TagBuilder.attributes(tree.attributes())));
  }

  private Declaration.StaticAssert staticAssert(CParser.StaticAssertContext tree) {
    StringBuilder message = new StringBuilder();
    tree.StringLiteral()
        .forEach(part -> message.append(builders.constants().string(span(tree), part.getText())));
    return new Declaration.StaticAssert(
        span(tree), builders.expressions().build(tree.condition), message.toString());
  }

  /** Complains about inline assembly. */
  void assembly(CParser.AsmContext tree) {
    context.error(
        span(tree),
        "inline assembly is not modelled",
        "for a compiler barrier write barrier(); for an instruction, say what it does in "
            + "'atomic { ... }'");
  }
}
