package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.StructType;
import dev.kaboom.program.ValueType;
import java.util.LinkedHashSet;
import java.util.Set;

/** Declarations that make no object: structs, enums, typedefs, static assertions. */
final class TypeDeclarations {
  private final Body body;

  TypeDeclarations(Body body) {
    this.body = body;
  }

  void aggregate(Declaration.AggregateDefinition definition) {
    String key = Types.key(definition.kind(), definition.tag());
    CType known = body.scope().ownTag(key).orElse(null);
    if (known != null && known.complete()) {
      throw new SemanticException(definition.span(), known.spelling() + " is defined twice");
    }
    StructType type =
        known == null
            ? new StructType(Types.kindOf(definition.kind()), definition.tag())
            : known.struct().orElseThrow();
    body.scope().defineTag(key, type);
    ImmutableList.Builder<StructType.Member> members = ImmutableList.builder();
    Set<String> names = new LinkedHashSet<>();
    for (Declaration.Member member : definition.members()) {
      if (!member.name().isEmpty() && !names.add(member.name())) {
        throw new SemanticException(
            member.span(), "two members have the name '" + member.name() + "'");
      }
      members.add(new StructType.Member(member.name(), memberType(member), 0));
    }
    type.define(members.build(), definition.attributes().contains(Attribute.PACKED));
  }

  private CType memberType(Declaration.Member member) {
    CType type = body.types().resolve(member.type());
    if (type.unqualified() instanceof ArrayType array && array.length() < 0) {
      return new ArrayType(array.element(), 0);
    }
    if (!type.complete()) {
      throw new SemanticException(
          member.span(),
          "member '" + member.name() + "' has the incomplete type " + type.spelling());
    }
    return type;
  }

  void enumeration(Declaration.EnumDefinition definition) {
    long next = 0;
    boolean negative = false;
    for (Declaration.Enumerator enumerator : definition.enumerators()) {
      Expression value = enumerator.value();
      long number =
          value == null ? next : body.constant(value, "the value of '" + enumerator.name() + "'");
      boolean wide = number != (int) number;
      CType type = wide ? IntegerType.LONG : IntegerType.INT;
      body.scope()
          .define(enumerator.name(), new Symbol.Known(new Value(type, Terms.constant(number))));
      negative |= number < 0;
      next = number + 1;
    }
    ValueType cell = negative ? ValueType.S32 : ValueType.U32;
    body.scope()
        .defineTag("enum " + definition.tag(), IntegerType.enumeration(definition.tag(), cell));
  }

  void typedef(Declaration.Typedef definition) {
    CType type = body.types().resolve(definition.type());
    body.scope().define(definition.name(), new Symbol.TypeName(type));
  }

  void staticAssert(Declaration.StaticAssert assertion) {
    if (body.constant(assertion.condition(), "what is asserted") == 0) {
      throw new SemanticException(
          assertion.span(),
          assertion.message().isEmpty()
              ? "the static assertion does not hold"
              : "the static assertion does not hold: " + assertion.message());
    }
  }
}
