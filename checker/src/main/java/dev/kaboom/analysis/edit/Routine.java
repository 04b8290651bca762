package dev.kaboom.analysis.edit;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Node;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.ast.UnaryOp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A function under test, or a routine of a litmus test.
 *
 * @param file where its body stands
 * @param parameters their names
 */
public record Routine(
    Path file, String name, Statement.Block body, ImmutableSet<String> parameters) {
  static ImmutableSet<String> names(List<TypeNode.Parameter> parameters) {
    return parameters.stream().map(TypeNode.Parameter::name).collect(ImmutableSet.toImmutableSet());
  }

  /** Calls {@code action} with every node of the body, parents first. */
  public void walk(Consumer<? super Node> action) {
    Children.walk(body, action);
  }

  /** Calls {@code action} with a part of the body and everything below it, parents first. */
  public static void below(Node part, Consumer<? super Node> action) {
    Children.walk(part, action);
  }

  /** The names of parameters and of variables that the body declares. */
  public ImmutableSet<String> locals() {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    names.addAll(parameters);
    walk(
        node -> {
          if (node instanceof Statement.Declare declare) {
            declare.declarations().stream()
                .filter(Declaration.Variable.class::isInstance)
                .forEach(variable -> names.add(((Declaration.Variable) variable).name()));
          }
        });
    return names.build();
  }

  /** The names that occur in a part of the body. */
  public static ImmutableSet<String> mentioned(Node part) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    Children.walk(
        part,
        node -> {
          if (node instanceof Expression.Identifier identifier) {
            names.add(identifier.name());
          }
        });
    return names.build();
  }

  /** The names that a part of the body may assign to, or takes the address of. */
  public static ImmutableSet<String> assigned(Node part) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    Children.walk(
        part,
        node -> {
          if (node instanceof Expression.Assignment assignment) {
            add(assignment.target(), names);
          } else if (node instanceof Expression.Unary unary && changes(unary.operator())) {
            add(unary.operand(), names);
          } else if (node instanceof Statement.Declare declare) {
            declare.declarations().stream()
                .filter(Declaration.Variable.class::isInstance)
                .forEach(variable -> names.add(((Declaration.Variable) variable).name()));
          }
        });
    return names.build();
  }

  private static void add(Expression target, ImmutableSet.Builder<String> names) {
    if (target instanceof Expression.Identifier identifier) {
      names.add(identifier.name());
    }
  }

  private static boolean changes(UnaryOp operator) {
    return switch (operator) {
      case PRE_INCREMENT, PRE_DECREMENT, POST_INCREMENT, POST_DECREMENT, ADDRESS_OF -> true;
      case PLUS, NEGATE, COMPLEMENT, NOT, DEREFERENCE -> false;
    };
  }

  /** The whole text of a statement, if it stands in one piece in its file. */
  public static Optional<Span> extent(Statement statement) {
    return Extent.of(statement);
  }

  /** The whole lines of a part, if nothing else stands on them. */
  public static Optional<Span> lines(Span span) {
    return Extent.lines(span);
  }
}
