package dev.kaboom.lang;

import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TypeNode;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes a syntax tree in brackets, without its spans: {@code (Binary ADD a 1)}. */
public final class AstDump {
  private AstDump() {}

  /** The tree as one line. */
  public static String of(@Nullable Object node) {
    if (node == null) {
      return "-";
    }
    if (node instanceof Collection<?> list) {
      StringJoiner out = new StringJoiner(" ", "[", "]");
      list.forEach(item -> out.add(of(item)));
      return out.toString();
    }
    if (node instanceof Expression.Identifier name) {
      return name.name();
    }
    if (node instanceof Expression.IntegerLiteral literal) {
      String kind = literal.type() == TypeNode.BasicKind.INT ? "" : ":" + literal.type();
      return literal.value() + kind.toLowerCase(Locale.ROOT);
    }
    if (node instanceof TypeNode.Basic basic) {
      return basic.kind().name().toLowerCase(Locale.ROOT);
    }
    if (node instanceof TypeNode.Named named) {
      return named.name();
    }
    if (node instanceof Statement.Evaluate statement) {
      return of(statement.expression());
    }
    if (node instanceof String text) {
      return '"' + text + '"';
    }
    return node instanceof Record record ? record(record) : node.toString();
  }

  private static String record(Record record) {
    StringJoiner out = new StringJoiner(" ", "(", ")");
    out.add(record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (component.getType() != Span.class) {
        try {
          out.add(of(component.getAccessor().invoke(record)));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(e.getMessage(), e);
        }
      }
    }
    return out.toString();
  }
}
