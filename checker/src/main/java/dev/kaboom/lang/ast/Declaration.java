package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Span;
import org.jspecify.annotations.Nullable;

/**
 * A declaration at top level or in a block. A declaration of several names is split into one for
 * each, and a struct or enum that is defined within another declaration stands before it as a
 * definition of its own.
 */
public sealed interface Declaration extends Node {
  /** Calls the visitor's method for this kind of declaration. */
  <R> R accept(Visitor<R> visitor);

  /** Struct or union. */
  enum AggregateKind {
    STRUCT,
    UNION
  }

  /**
   * {@code struct tag { members }}.
   *
   * @param tag an unnamed struct gets a tag that no source can spell: {@code <struct 1>}
   */
  record AggregateDefinition(
      Span span,
      AggregateKind kind,
      String tag,
      ImmutableList<Member> members,
      ImmutableSet<Attribute> attributes)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.aggregate(this);
    }
  }

  /**
   * A member of a struct or union.
   *
   * @param name "" for an unnamed struct or union, whose members count as the outer one's
   */
  record Member(Span span, String name, TypeNode type) implements Node {}

  /** {@code enum tag { constants }}; an unnamed one gets a tag {@code <enum 1>}. */
  record EnumDefinition(Span span, String tag, ImmutableList<Enumerator> enumerators)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.enumeration(this);
    }
  }

  /** One constant of an enum; without a value it is one more than the one before. */
  record Enumerator(Span span, String name, @Nullable Expression value) implements Node {}

  /** {@code typedef type name;}. */
  record Typedef(Span span, String name, TypeNode type) implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typedef(this);
    }
  }

  /**
   * A variable.
   *
   * @param span of the name
   * @param attributes CONST and VOLATILE here mean the variable itself: {@code int *const p} has
   *     CONST, {@code const int *p} has not (see {@link TypeNode.Qualified})
   */
  record Variable(
      Span span,
      String name,
      TypeNode type,
      ImmutableSet<Attribute> attributes,
      @Nullable Initializer initializer)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.variable(this);
    }
  }

  /** {@code type name(parameters);}. */
  record FunctionDeclaration(
      Span span, String name, TypeNode.Function type, ImmutableSet<Attribute> attributes)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.functionDeclaration(this);
    }
  }

  /**
   * {@code type name(parameters) { body }}.
   *
   * @param span of the name
   */
  record FunctionDefinition(
      Span span,
      String name,
      TypeNode.Function type,
      ImmutableSet<Attribute> attributes,
      Statement.Block body)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.functionDefinition(this);
    }
  }

  /** {@code _Static_assert(condition, "message")} or {@code static_assert(condition)}. */
  record StaticAssert(Span span, Expression condition, String message) implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.staticAssert(this);
    }
  }

  /**
   * {@code INIT { body }}, {@code CPU(cpu) { body }}, {@code IRQ(cpu, budget) { body }} or {@code
   * NMI(cpu, budget) { body }}: at top level only.
   *
   * @param span of the head, up to the brace
   * @param cpu null for INIT
   * @param budget only for IRQ and NMI, null where none is written (once)
   */
  record ScenarioBlock(
      Span span,
      ScenarioKind kind,
      @Nullable Expression cpu,
      @Nullable Expression budget,
      Statement.Block body)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.scenario(this);
    }
  }

  /** What runs a scenario block. */
  enum ScenarioKind {
    INIT,
    CPU,
    IRQ,
    NMI
  }

  /** {@code ALWAYS("name", predicate);} and its like: at top level only. */
  record ScenarioProperty(Span span, PropertyKind kind, String name, Expression predicate)
      implements Declaration {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.property(this);
    }
  }

  /** When a property is looked at. */
  enum PropertyKind {
    ALWAYS,
    FINALLY,
    EXISTS
  }

  /** One method for each kind of declaration. */
  interface Visitor<R> {
    R aggregate(AggregateDefinition declaration);

    R enumeration(EnumDefinition declaration);

    R typedef(Typedef declaration);

    R variable(Variable declaration);

    R functionDeclaration(FunctionDeclaration declaration);

    R functionDefinition(FunctionDefinition declaration);

    R staticAssert(StaticAssert declaration);

    R scenario(ScenarioBlock declaration);

    R property(ScenarioProperty declaration);
  }
}
