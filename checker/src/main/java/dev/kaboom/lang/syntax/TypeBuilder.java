package dev.kaboom.lang.syntax;

import static dev.kaboom.lang.syntax.BuildContext.span;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.grammar.CParser;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds types: specifiers first, then declarators around them, from the inside out. */
public final class TypeBuilder {
  private static final ImmutableSet<Attribute> QUALIFIERS =
      Sets.immutableEnumSet(Attribute.CONST, Attribute.VOLATILE, Attribute.PER_CPU);

  private final Builders builders;
  private final BuildContext context;

  TypeBuilder(Builders builders) {
    this.builders = builders;
    this.context = builders.context();
  }

  /** Whether specifiers declare variables or types. */
  enum Storage {
    OBJECT,
    TYPEDEF
  }

  /**
   * What stands before the declarators.
   *
   * @param attributes without the qualifiers, which are in the type
   */
  record Specified(TypeNode type, ImmutableSet<Attribute> attributes, Storage storage) {}

  /**
   * A declarator applied to a type.
   *
   * @param at the name, or the whole if there is none
   */
  record Declared(@Nullable Token name, Span at, TypeNode type) {
    String text() {
      return name == null ? "" : name.getText();
    }
  }

  /** Reads specifiers; structs and enums that they define are added to {@code definitions}. */
  Specified specifiers(CParser.SpecifiersContext tree, List<Declaration> definitions) {
    EnumSet<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    Storage storage = Storage.OBJECT;
    for (CParser.ModifierContext modifier : tree.modifier()) {
      if (modifier.Typedef() != null) {
        storage = Storage.TYPEDEF;
      }
      add(modifier, attributes);
    }
    TypeNode type = qualified(base(tree, definitions), attributes, span(tree));
    attributes.removeAll(QUALIFIERS);
    return new Specified(type, ImmutableSet.copyOf(attributes), storage);
  }

  private void add(CParser.ModifierContext modifier, Set<Attribute> attributes) {
    if (modifier.Static() != null) {
      attributes.add(Attribute.STATIC);
    } else if (modifier.Extern() != null) {
      attributes.add(Attribute.EXTERN);
    } else if (modifier.Inline() != null) {
      attributes.add(Attribute.INLINE);
    } else if (modifier.Register() != null) {
      attributes.add(Attribute.REGISTER);
    } else if (modifier.Const() != null) {
      attributes.add(Attribute.CONST);
    } else if (modifier.Volatile() != null) {
      attributes.add(Attribute.VOLATILE);
    } else if (modifier.PerCpu() != null) {
      attributes.add(Attribute.PER_CPU);
    } else if (modifier.NoReturn() != null) {
      attributes.add(Attribute.NORETURN);
    } else if (modifier.Packed() != null) {
      attributes.add(Attribute.PACKED);
    } else if (modifier.AtomicType() != null) {
      context.error(span(modifier), "_Atomic is not modelled", "use the kernel's atomic_t");
    } else if (modifier.ThreadLocal() != null) {
      context.error(span(modifier), "thread-local variables are not modelled", "use __percpu");
    } else if (modifier.attribute() != null) {
      attributes.addAll(TagBuilder.attributes(modifier.attribute()));
    }
  }

  private static TypeNode qualified(TypeNode type, Set<Attribute> attributes, Span at) {
    ImmutableSet<Attribute> qualifiers =
        Sets.immutableEnumSet(Sets.intersection(attributes, QUALIFIERS));
    return qualifiers.isEmpty() ? type : new TypeNode.Qualified(at, qualifiers, type);
  }

  private TypeNode base(CParser.SpecifiersContext tree, List<Declaration> definitions) {
    if (!tree.basicType().isEmpty()) {
      return new TypeNode.Basic(span(tree), new BasicTypes(context).fold(tree));
    }
    if (tree.TypedefName() != null) {
      Token name = tree.TypedefName().getSymbol();
      return new TypeNode.Named(span(name), name.getText());
    }
    if (tree.aggregate() != null) {
      return builders.tags().aggregate(tree.aggregate(), definitions);
    }
    if (tree.enumeration() != null) {
      return builders.tags().enumeration(tree.enumeration(), definitions);
    }
    if (tree.AutoType() != null) {
      return new TypeNode.Inferred(span(tree));
    }
    return tree.typeName() == null
        ? new TypeNode.TypeofExpression(span(tree), builders.expressions().build(tree.expression()))
        : new TypeNode.TypeofType(span(tree), typeName(tree.typeName()));
  }

  /** A type without a name, as in a cast. */
  public TypeNode typeName(CParser.TypeNameContext tree) {
    TypeNode base = specifiersOnly(tree.specifiers());
    if (tree.declarator() == null) {
      return base;
    }
    Declared declared = declared(tree.declarator(), base);
    if (declared.name() != null) {
      context.error(declared.at(), "a name cannot stand here, only a type", "");
    }
    return declared.type();
  }

  /** Specifiers where nothing can be defined, and where only the type counts. */
  public TypeNode specifiersOnly(CParser.SpecifiersContext tree) {
    List<Declaration> definitions = new ArrayList<>();
    Specified specified = specifiers(tree, definitions);
    if (!definitions.isEmpty()) {
      context.error(
          span(tree),
          "a struct, union or enum cannot be defined here",
          "define it before, and write its name here");
    }
    return specified.type();
  }

  /** {@code base} as the declarator changes it. */
  Declared declared(CParser.DeclaratorContext tree, TypeNode base) {
    if (!context.enter(tree)) {
      context.leave();
      return new Declared(null, span(tree), base);
    }
    TypeNode type = base;
    for (CParser.PointerContext pointer : tree.pointer()) {
      type = pointer(pointer, type);
    }
    CParser.DirectDeclaratorContext direct = tree.directDeclarator();
    Declared result =
        direct == null ? new Declared(null, span(tree), type) : declared(direct, type);
    context.leave();
    return result;
  }

  private Declared declared(CParser.DirectDeclaratorContext tree, TypeNode base) {
    TypeNode type = base;
    for (CParser.DeclaratorSuffixContext suffix : Lists.reverse(tree.declaratorSuffix())) {
      type = suffixed(suffix, type);
    }
    if (tree.declarator() != null) {
      return declared(tree.declarator(), type);
    }
    return tree.tagName() == null
        ? new Declared(null, span(tree), type)
        : new Declared(tree.tagName().getStart(), span(tree.tagName()), type);
  }

  /** A pointer to {@code target} with the qualifiers after its star. */
  public TypeNode pointer(CParser.PointerContext tree, TypeNode target) {
    EnumSet<Attribute> attributes = EnumSet.noneOf(Attribute.class);
    tree.modifier().forEach(modifier -> add(modifier, attributes));
    return qualified(new TypeNode.Pointer(span(tree), target), attributes, span(tree));
  }

  /** {@code base} with {@code [size]} or {@code (parameters)} after it. */
  public TypeNode suffixed(CParser.DeclaratorSuffixContext suffix, TypeNode base) {
    if (suffix instanceof CParser.ArraySuffixContext array) {
      return new TypeNode.Array(
          span(array), base, array.size == null ? null : builders.expressions().build(array.size));
    }
    CParser.FunctionSuffixContext function = (CParser.FunctionSuffixContext) suffix;
    if (function.Ellipsis() != null) {
      context.error(
          span(function.Ellipsis().getSymbol()),
          "functions with a variable number of arguments are not modelled",
          "make it a macro, or give it the arguments that it needs");
    }
    return new TypeNode.Function(span(suffix), base, parameters(function.parameter()));
  }

  /** Parameters; a lone {@code void} means none. */
  public ImmutableList<TypeNode.Parameter> parameters(List<CParser.ParameterContext> trees) {
    if (trees.size() == 1 && trees.get(0).getText().equals("void")) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TypeNode.Parameter> parameters = ImmutableList.builder();
    trees.forEach(tree -> parameters.add(parameter(tree)));
    return parameters.build();
  }

  private TypeNode.Parameter parameter(CParser.ParameterContext tree) {
    TypeNode base = specifiersOnly(tree.specifiers());
    Declared declared =
        tree.declarator() == null
            ? new Declared(null, span(tree), base)
            : declared(tree.declarator(), base);
    if (declared.name() != null) {
      context.checkDeclared(declared.name());
    }
    return new TypeNode.Parameter(declared.at(), declared.text(), declared.type());
  }

  /** The qualifiers of the outermost type: those of a variable as a whole. */
  static ImmutableSet<Attribute> outerQualifiers(TypeNode type) {
    return type instanceof TypeNode.Qualified qualified
        ? qualified.qualifiers()
        : ImmutableSet.of();
  }
}
