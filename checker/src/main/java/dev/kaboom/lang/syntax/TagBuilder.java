package dev.kaboom.lang.syntax;

import static dev.kaboom.lang.syntax.BuildContext.span;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.grammar.CParser;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Builds structs, unions and enums; definitions are lifted out of where they stand. */
final class TagBuilder {
  private final Builders builders;
  private final BuildContext context;

  TagBuilder(Builders builders) {
    this.builders = builders;
    this.context = builders.context();
  }

  TypeNode aggregate(CParser.AggregateContext tree, List<Declaration> definitions) {
    Declaration.AggregateKind kind =
        tree.Struct() == null ? Declaration.AggregateKind.UNION : Declaration.AggregateKind.STRUCT;
    String word = tree.Struct() == null ? "union" : "struct";
    String tag = tree.tagName() == null ? context.unnamedTag(word) : tree.tagName().getText();
    Span head = tree.tagName() == null ? span(tree.getStart()) : span(tree.tagName());
    if (tree.LeftBrace() != null) {
      ImmutableList<Declaration.Member> members = ImmutableList.of();
      if (context.enter(tree)) {
        members = members(tree.member(), definitions);
      }
      context.leave();
      definitions.add(
          new Declaration.AggregateDefinition(head, kind, tag, members, attributes(tree)));
    }
    return new TypeNode.Aggregate(head, kind, tag);
  }

  private static ImmutableSet<Attribute> attributes(CParser.AggregateContext tree) {
    Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    attributes.addAll(attributes(tree.attributes()));
    if (tree.getParent() instanceof CParser.SpecifiersContext specifiers) {
      for (CParser.ModifierContext modifier : specifiers.modifier()) {
        if (modifier.Packed() != null) {
          attributes.add(Attribute.PACKED);
        } else if (modifier.attribute() != null) {
          attributes.addAll(attributes(modifier.attribute()));
        }
      }
    }
    return Sets.immutableEnumSet(attributes);
  }

  static ImmutableSet<Attribute> attributes(CParser.AttributesContext tree) {
    Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    tree.attribute().forEach(attribute -> attributes.addAll(attributes(attribute)));
    if (!tree.Packed().isEmpty()) {
      attributes.add(Attribute.PACKED);
    }
    return Sets.immutableEnumSet(attributes);
  }

  /** What an attribute means here; nearly all mean nothing. */
  static ImmutableSet<Attribute> attributes(CParser.AttributeContext tree) {
    Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    String text = tree.getText();
    if (text.contains("packed")) {
      attributes.add(Attribute.PACKED);
    }
    if (text.contains("aligned") || text.contains("_Alignas")) {
      attributes.add(Attribute.ALIGNED);
    }
    if (text.contains("noreturn")) {
      attributes.add(Attribute.NORETURN);
    }
    return Sets.immutableEnumSet(attributes);
  }

  private ImmutableList<Declaration.Member> members(
      List<CParser.MemberContext> trees, List<Declaration> definitions) {
    ImmutableList.Builder<Declaration.Member> members = ImmutableList.builder();
    for (CParser.MemberContext tree : trees) {
      if (tree.exception == null && tree.specifiers() != null) {
        members(tree, definitions, members);
      }
    }
    return members.build();
  }

  private void members(
      CParser.MemberContext tree,
      List<Declaration> definitions,
      ImmutableList.Builder<Declaration.Member> members) {
    TypeNode base = builders.types().specifiers(tree.specifiers(), definitions).type();
    if (tree.memberDeclarator().isEmpty() && unnamed(base)) {
      members.add(new Declaration.Member(span(tree), "", base));
    }
    for (CParser.MemberDeclaratorContext declarator : tree.memberDeclarator()) {
      if (declarator.Colon() != null) {
        context.error(
            span(declarator),
            "bit-fields are not modelled",
            "make it a member of its own, or use a mask");
      }
      if (declarator.declarator() != null) {
        members.add(member(declarator.declarator(), base));
      }
    }
  }

  private Declaration.Member member(CParser.DeclaratorContext tree, TypeNode base) {
    TypeBuilder.Declared declared = builders.types().declared(tree, base);
    if (declared.name() == null) {
      context.error(span(tree), "this member has no name", "");
    }
    return new Declaration.Member(declared.at(), declared.text(), declared.type());
  }

  private static boolean unnamed(TypeNode type) {
    TypeNode inner = type instanceof TypeNode.Qualified qualified ? qualified.type() : type;
    return inner instanceof TypeNode.Aggregate aggregate && aggregate.tag().startsWith("<");
  }

  TypeNode enumeration(CParser.EnumerationContext tree, List<Declaration> definitions) {
    String tag = tree.tagName() == null ? context.unnamedTag("enum") : tree.tagName().getText();
    Span head = tree.tagName() == null ? span(tree.getStart()) : span(tree.tagName());
    if (tree.LeftBrace() != null) {
      ImmutableList.Builder<Declaration.Enumerator> enumerators = ImmutableList.builder();
      tree.enumerator().forEach(enumerator -> enumerators.add(enumerator(enumerator)));
      definitions.add(new Declaration.EnumDefinition(head, tag, enumerators.build()));
    }
    return new TypeNode.Enumeration(head, tag);
  }

  private Declaration.Enumerator enumerator(CParser.EnumeratorContext tree) {
    context.checkDeclared(tree.tagName().getStart());
    return new Declaration.Enumerator(
        span(tree.tagName()),
        tree.tagName().getText(),
        tree.assignment() == null ? null : builders.expressions().build(tree.assignment()));
  }
}
