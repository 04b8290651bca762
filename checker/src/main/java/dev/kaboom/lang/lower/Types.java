package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.Suggestions;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration.AggregateKind;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.ast.TypeNode.BasicKind;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.Conversions;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.PointerType;
import dev.kaboom.lang.lower.type.StructType;
import dev.kaboom.lang.lower.type.VoidType;
import dev.kaboom.lang.lower.type.VolatileType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves written types in the scope of a body. In a litmus test every integer, struct and lock is
 * one signed 64-bit value.
 */
final class Types implements TypeNode.Visitor<CType> {
  /** Kernel types that C headers give by typedef; known without them. */
  private static final ImmutableMap<String, CType> KERNEL =
      ImmutableMap.<String, CType>builder()
          .put("bool", IntegerType.BOOL)
          .put("s8", IntegerType.CHAR)
          .put("u8", IntegerType.UNSIGNED_CHAR)
          .put("s16", IntegerType.SHORT)
          .put("u16", IntegerType.UNSIGNED_SHORT)
          .put("s32", IntegerType.INT)
          .put("u32", IntegerType.UNSIGNED_INT)
          .put("s64", IntegerType.LONG_LONG)
          .put("u64", IntegerType.UNSIGNED_LONG_LONG)
          .put("size_t", IntegerType.UNSIGNED_LONG)
          .put("ssize_t", IntegerType.LONG)
          .put("intptr_t", IntegerType.LONG)
          .put("uintptr_t", IntegerType.UNSIGNED_LONG)
          .buildOrThrow();

  private final Body body;

  Types(Body body) {
    this.body = body;
  }

  CType resolve(TypeNode type) {
    return type.accept(this);
  }

  @Override
  public CType basic(TypeNode.Basic type) {
    if (body.litmus() && type.kind() != BasicKind.VOID) {
      return IntegerType.LONG;
    }
    return ofKind(type.kind());
  }

  static CType ofKind(BasicKind kind) {
    return switch (kind) {
      case VOID -> VoidType.VOID;
      case BOOL -> IntegerType.BOOL;
      case CHAR, SIGNED_CHAR -> IntegerType.CHAR;
      case UNSIGNED_CHAR -> IntegerType.UNSIGNED_CHAR;
      case SHORT -> IntegerType.SHORT;
      case UNSIGNED_SHORT -> IntegerType.UNSIGNED_SHORT;
      case INT -> IntegerType.INT;
      case UNSIGNED_INT -> IntegerType.UNSIGNED_INT;
      case LONG -> IntegerType.LONG;
      case UNSIGNED_LONG -> IntegerType.UNSIGNED_LONG;
      case LONG_LONG -> IntegerType.LONG_LONG;
      case UNSIGNED_LONG_LONG -> IntegerType.UNSIGNED_LONG_LONG;
    };
  }

  @Override
  public CType named(TypeNode.Named type) {
    if (body.litmus()) {
      return IntegerType.LONG;
    }
    Optional<Symbol> symbol = body.scope().find(type.name());
    if (symbol.isPresent() && symbol.get() instanceof Symbol.TypeName known) {
      return known.type();
    }
    CType kernel = KERNEL.get(type.name());
    if (kernel != null) {
      return kernel;
    }
    throw new SemanticException(
        type.span(),
        "unknown type '" + type.name() + "'",
        Suggestions.hint(type.name(), body.scope().names()));
  }

  @Override
  public CType aggregate(TypeNode.Aggregate type) {
    if (body.litmus()) {
      return IntegerType.LONG;
    }
    String tag = key(type.kind(), type.tag());
    return body.scope()
        .findTag(tag)
        .orElseGet(
            () -> {
              StructType incomplete = new StructType(kindOf(type.kind()), type.tag());
              body.scope().defineTag(tag, incomplete);
              return incomplete;
            });
  }

  /** The key of a struct or union tag in a scope. */
  static String key(AggregateKind kind, String tag) {
    return (kind == AggregateKind.STRUCT ? "struct " : "union ") + tag;
  }

  static StructType.Kind kindOf(AggregateKind kind) {
    return kind == AggregateKind.STRUCT ? StructType.Kind.STRUCT : StructType.Kind.UNION;
  }

  @Override
  public CType enumeration(TypeNode.Enumeration type) {
    return body.scope()
        .findTag("enum " + type.tag())
        .orElseThrow(
            () ->
                new SemanticException(
                    type.span(),
                    "unknown enum '" + type.tag() + "'",
                    Suggestions.hint("enum " + type.tag(), body.scope().tags())));
  }

  @Override
  public CType pointer(TypeNode.Pointer type) {
    return new PointerType(resolve(type.target()));
  }

  @Override
  public CType qualified(TypeNode.Qualified type) {
    CType inner = resolve(type.type());
    boolean marked = type.qualifiers().contains(Attribute.VOLATILE);
    return marked && !body.litmus() ? VolatileType.of(inner) : inner;
  }

  @Override
  public CType array(TypeNode.Array type) {
    CType element = resolve(type.element());
    Expression size = type.size();
    return new ArrayType(element, size == null ? -1 : length(size, element, type.span()));
  }

  private long length(Expression size, CType element, Span span) {
    long length = body.constant(size, "the length of an array");
    if (length < 0 || length > 1_000_000) {
      throw new SemanticException(span, "an array of " + length + " elements");
    }
    if (!element.complete()) {
      throw new SemanticException(span, "an array of the incomplete type " + element.spelling());
    }
    return length;
  }

  @Override
  public CType function(TypeNode.Function type) {
    ImmutableList.Builder<CType> parameters = ImmutableList.builder();
    for (TypeNode.Parameter parameter : type.parameters()) {
      parameters.add(Conversions.decay(resolve(parameter.type())));
    }
    return new FunctionType(resolve(type.result()).unqualified(), parameters.build());
  }

  /** The type of a declared function. */
  FunctionType ofFunction(TypeNode.Function type) {
    return (FunctionType) function(type);
  }

  @Override
  public CType typeofExpression(TypeNode.TypeofExpression type) {
    return body.typeOf(type.expression());
  }

  @Override
  public CType typeofType(TypeNode.TypeofType type) {
    return resolve(type.type());
  }

  @Override
  public CType inferred(TypeNode.Inferred type) {
    throw new SemanticException(type.span(), "__auto_type needs an initial value");
  }

  /** The type of a variable, which its initial value may have to tell. */
  CType ofVariable(TypeNode type, @Nullable Expression initial) {
    boolean inferred = type instanceof TypeNode.Inferred;
    return inferred && initial != null ? Conversions.decay(body.typeOf(initial)) : resolve(type);
  }
}
