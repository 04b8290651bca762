package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.Suggestions;
import dev.kaboom.lang.ast.Designator;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flattens one initialiser into the parts that it gives a value: designators are followed, and
 * braces that C allows to leave out are put back (C11 6.7.9).
 */
final class Initializers {
  /** No initialiser has more parts. */
  private static final int SLOTS_MAX = 100_000;

  /**
   * A part of an object and its value.
   *
   * @param type a scalar, or a struct that is copied as a whole
   * @param value null for a character of a string, which is {@code character}
   */
  record Slot(long offset, CType type, Expression value, int character) {}

  /** The items of one pair of braces, and how far they are used up. */
  private static final class Items {
    final ImmutableList<Initializer.Item> list;
    int next;

    Items(ImmutableList<Initializer.Item> list) {
      this.list = list;
    }

    boolean left() {
      return next < list.size();
    }

    Initializer.Item peek() {
      return list.get(next);
    }
  }

  private final Body body;
  private final List<Slot> slots = new ArrayList<>();
  private long length;

  private Initializers(Body body) {
    this.body = body;
  }

  /** The parts that {@code initializer} gives a value, in source order. */
  static List<Slot> flatten(Body body, CType type, Initializer initializer) {
    Initializers flat = new Initializers(body);
    flat.whole(0, type, initializer);
    return flat.slots;
  }

  /** The type with the length that its initialiser tells, if it has none of its own. */
  static CType completed(Body body, CType type, Initializer initializer) {
    if (type.unqualified() instanceof ArrayType array && array.length() < 0) {
      Initializers flat = new Initializers(body);
      flat.whole(0, type, initializer);
      return new ArrayType(array.element(), flat.length);
    }
    return type;
  }

  private void whole(long offset, CType type, Initializer initializer) {
    if (initializer instanceof Initializer.Braces braces) {
      braced(offset, type, braces);
    } else if (initializer instanceof Initializer.Value value) {
      single(offset, type, value.expression());
    }
  }

  private void single(long offset, CType type, Expression value) {
    CType plain = type.unqualified();
    if (plain instanceof ArrayType array) {
      if (value instanceof Expression.StringLiteral text && array.element().size() == 1) {
        string(offset, array, text);
        return;
      }
      if (value instanceof Expression.CompoundLiteral literal) {
        braced(offset, type, literal.initializer());
        return;
      }
      throw new SemanticException(value.span(), "an array is initialised with { … }");
    }
    boolean literalStruct =
        value instanceof Expression.CompoundLiteral && plain.struct().isPresent();
    if (literalStruct && value instanceof Expression.CompoundLiteral literal) {
      CType given = body.types().resolve(literal.type());
      if (given.unqualified().equals(plain)) {
        braced(offset, plain, literal.initializer());
        return;
      }
    }
    add(new Slot(offset, plain, value, 0), value.span());
  }

  private void add(Slot slot, Span span) {
    if (slots.size() >= SLOTS_MAX) {
      throw new LoweringLimitException(span, "an initialiser with too many parts");
    }
    slots.add(slot);
  }

  private void string(long offset, ArrayType array, Expression.StringLiteral text) {
    int size = text.value().length() + 1;
    long room = array.length() < 0 ? size : Math.min(size, array.length());
    length = Math.max(length, size);
    for (int i = 0; i < room; i++) {
      int character = i < text.value().length() ? text.value().charAt(i) : 0;
      add(new Slot(offset + i, IntegerType.CHAR, text, character), text.span());
    }
  }

  private void braced(long offset, CType type, Initializer.Braces braces) {
    CType plain = type.unqualified();
    Items items = new Items(braces.items());
    if (plain.struct().isPresent() || plain instanceof ArrayType) {
      aggregate(offset, plain, items, Braced.YES);
    } else if (items.left() && items.peek().designators().isEmpty()) {
      whole(offset, plain, items.peek().value());
      items.next++;
    }
    if (items.left()) {
      throw new SemanticException(
          items.peek().span(), "more values than " + plain.spelling() + " has parts");
    }
  }

  private enum Braced {
    YES,
    NO
  }

  private void aggregate(long offset, CType type, Items items, Braced braced) {
    long index = 0;
    long count = partCount(type);
    while (items.left()) {
      ImmutableList<Designator> path = items.peek().designators();
      if (path.isEmpty()) {
        if (count >= 0 && index >= count) {
          return;
        }
        part(offset, type, index, items);
        index++;
      } else if (braced == Braced.YES) {
        index = designated(offset, type, items.peek()) + 1;
        items.next++;
      } else {
        return;
      }
      if (type instanceof ArrayType) {
        length = Math.max(length, index);
      }
    }
  }

  private static long partCount(CType type) {
    if (type instanceof ArrayType array) {
      return array.length();
    }
    StructType struct = type.struct().orElseThrow();
    int members = struct.members().size();
    return struct.kind() == StructType.Kind.UNION ? Math.min(1, members) : members;
  }

  /** The next member or element takes the next item, or as many as it has scalars. */
  private void part(long offset, CType type, long index, Items items) {
    CType part = partType(type, index);
    long at = offset + partOffset(type, index);
    Initializer value = items.peek().value();
    boolean aggregate = part.struct().isPresent() || part instanceof ArrayType;
    if (aggregate
        && value instanceof Initializer.Value single
        && !fits(part, single.expression())) {
      aggregate(at, part, items, Braced.NO);
      return;
    }
    items.next++;
    whole(at, part, value);
  }

  private boolean fits(CType part, Expression value) {
    if (value instanceof Expression.StringLiteral || value instanceof Expression.CompoundLiteral) {
      return true;
    }
    return part.struct().isPresent() && body.typeOf(value).unqualified().equals(part);
  }

  private static CType partType(CType type, long index) {
    CType part =
        type instanceof ArrayType array
            ? array.element()
            : type.struct().orElseThrow().members().get((int) index).type();
    return part.unqualified();
  }

  private static long partOffset(CType type, long index) {
    return type instanceof ArrayType array
        ? array.element().size() * index
        : type.struct().orElseThrow().members().get((int) index).offset();
  }

  /** Follows the designators of one item; gives the index of the outermost part. */
  private long designated(long offset, CType type, Initializer.Item item) {
    Designator first = item.designators().get(0);
    Initializer.Item rest =
        new Initializer.Item(
            item.span(), item.designators().subList(1, item.designators().size()), item.value());
    if (first instanceof Designator.Field field) {
      return field(offset, type, field, rest);
    }
    if (!(type instanceof ArrayType array)) {
      throw new SemanticException(first.span(), type.spelling() + " is no array");
    }
    long low;
    long high;
    if (first instanceof Designator.Range range) {
      low = body.constant(range.first(), "the index");
      high = body.constant(range.last(), "the index");
    } else {
      low = body.constant(((Designator.Element) first).index(), "the index");
      high = low;
    }
    long end = array.length() < 0 ? 4096 : array.length();
    if (low < 0 || high >= end || low > high) {
      throw new SemanticException(first.span(), "there is no such element");
    }
    for (long i = low; i <= high; i++) {
      remaining(offset + i * array.element().size(), array.element().unqualified(), rest);
    }
    return high;
  }

  private long field(long offset, CType type, Designator.Field field, Initializer.Item rest) {
    Optional<StructType> struct = type.struct();
    Optional<StructType.Member> member = struct.flatMap(s -> s.member(field.name()));
    if (member.isEmpty()) {
      throw new SemanticException(
          field.span(),
          type.spelling() + " has no member '" + field.name() + "'",
          Suggestions.hint(
              field.name(), struct.map(StructType::memberNames).orElse(ImmutableList.of())));
    }
    remaining(offset + member.get().offset(), member.get().type().unqualified(), rest);
    return indexOf(struct.orElseThrow(), member.get().offset());
  }

  private static long indexOf(StructType struct, long offset) {
    int index = 0;
    for (int i = 0; i < struct.members().size(); i++) {
      if (struct.members().get(i).offset() <= offset) {
        index = i;
      }
    }
    return index;
  }

  private void remaining(long offset, CType type, Initializer.Item item) {
    if (item.designators().isEmpty()) {
      whole(offset, type, item.value());
    } else {
      designated(offset, type, item);
    }
  }
}
