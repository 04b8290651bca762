package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Span;
import org.jspecify.annotations.Nullable;

/** A type as it was written. */
public sealed interface TypeNode extends Node {
  /** Calls the visitor's method for this kind of type. */
  <R> R accept(Visitor<R> visitor);

  /** A type of the language itself, all its spellings folded into one. */
  enum BasicKind {
    VOID,
    BOOL,
    /** Plain {@code char}: signed, as on x86. */
    CHAR,
    SIGNED_CHAR,
    UNSIGNED_CHAR,
    SHORT,
    UNSIGNED_SHORT,
    INT,
    UNSIGNED_INT,
    LONG,
    UNSIGNED_LONG,
    LONG_LONG,
    UNSIGNED_LONG_LONG
  }

  /** {@code int}, {@code unsigned long}, {@code void} … */
  record Basic(Span span, BasicKind kind) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.basic(this);
    }
  }

  /**
   * The name of a type: of a typedef of the file, or of a kernel type such as {@code u32}, {@code
   * atomic_t}, {@code spinlock_t} (litmus tests use them without any typedef).
   */
  record Named(Span span, String name) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.named(this);
    }
  }

  /** {@code struct tag} or {@code union tag}; the definition, if any, stands before. */
  record Aggregate(Span span, Declaration.AggregateKind kind, String tag) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.aggregate(this);
    }
  }

  /** {@code enum tag}. */
  record Enumeration(Span span, String tag) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.enumeration(this);
    }
  }

  /** A pointer to {@code target}. */
  record Pointer(Span span, TypeNode target) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pointer(this);
    }
  }

  /**
   * A type qualified with CONST, VOLATILE or PER_CPU. What qualifies a variable as a whole is found
   * in {@link Declaration.Variable#attributes} as well.
   */
  record Qualified(Span span, ImmutableSet<Attribute> qualifiers, TypeNode type)
      implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.qualified(this);
    }
  }

  /** An array; without a size the initialiser says how long, and as a parameter it is a pointer. */
  record Array(Span span, TypeNode element, @Nullable Expression size) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.array(this);
    }
  }

  /** A function type; {@code (void)} and {@code ()} are no parameters. */
  record Function(Span span, TypeNode result, ImmutableList<Parameter> parameters)
      implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.function(this);
    }
  }

  /** A parameter; its name is "" where none is written. */
  record Parameter(Span span, String name, TypeNode type) implements Node {}

  /** {@code typeof(expression)}. */
  record TypeofExpression(Span span, Expression expression) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typeofExpression(this);
    }
  }

  /** {@code typeof(type)}. */
  record TypeofType(Span span, TypeNode type) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.typeofType(this);
    }
  }

  /** {@code __auto_type}: the type of the value that the variable begins with. */
  record Inferred(Span span) implements TypeNode {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.inferred(this);
    }
  }

  /** One method for each kind of type. */
  interface Visitor<R> {
    R basic(Basic type);

    R named(Named type);

    R aggregate(Aggregate type);

    R enumeration(Enumeration type);

    R pointer(Pointer type);

    R qualified(Qualified type);

    R array(Array type);

    R function(Function type);

    R typeofExpression(TypeofExpression type);

    R typeofType(TypeofType type);

    R inferred(Inferred type);
  }
}
