package dev.kaboom.analysis.edit;

import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.Node;
import dev.kaboom.lang.ast.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The expressions and statements directly below a node, in the order of the source. */
final class Children
    implements Expression.Visitor<List<? extends Node>>, Statement.Visitor<List<? extends Node>> {
  private static final Children VISITOR = new Children();

  private Children() {}

  /** Calls {@code action} with the node and everything below it, parents first. */
  static void walk(Node node, Consumer<? super Node> action) {
    action.accept(node);
    of(node).forEach(child -> walk(child, action));
  }

  /** What stands directly below the node. */
  static List<? extends Node> of(Node node) {
    if (node instanceof Expression expression) {
      return expression.accept(VISITOR);
    }
    return node instanceof Statement statement ? statement.accept(VISITOR) : List.of();
  }

  private static List<Node> list(@Nullable Node... nodes) {
    List<Node> present = new ArrayList<>();
    Arrays.stream(nodes).filter(Objects::nonNull).forEach(present::add);
    return present;
  }

  private static List<Node> values(@Nullable Initializer initializer) {
    if (initializer instanceof Initializer.Value value) {
      return list(value.expression());
    }
    List<Node> values = new ArrayList<>();
    if (initializer instanceof Initializer.Braces braces) {
      braces.items().forEach(item -> values.addAll(values(item.value())));
    }
    return values;
  }

  @Override
  public List<Node> integer(Expression.IntegerLiteral expression) {
    return list();
  }

  @Override
  public List<Node> string(Expression.StringLiteral expression) {
    return list();
  }

  @Override
  public List<Node> identifier(Expression.Identifier expression) {
    return list();
  }

  @Override
  public List<Node> unary(Expression.Unary expression) {
    return list(expression.operand());
  }

  @Override
  public List<Node> binary(Expression.Binary expression) {
    return list(expression.left(), expression.right());
  }

  @Override
  public List<Node> assignment(Expression.Assignment expression) {
    return list(expression.target(), expression.value());
  }

  @Override
  public List<Node> conditional(Expression.Conditional expression) {
    return list(expression.condition(), expression.then(), expression.otherwise());
  }

  @Override
  public List<Node> comma(Expression.Comma expression) {
    return list(expression.left(), expression.right());
  }

  @Override
  public List<Node> cast(Expression.Cast expression) {
    return list(expression.operand());
  }

  @Override
  public List<Node> call(Expression.Call expression) {
    List<Node> below = list(expression.callee());
    below.addAll(expression.arguments());
    return below;
  }

  @Override
  public List<Node> member(Expression.MemberAccess expression) {
    return list(expression.object());
  }

  @Override
  public List<Node> index(Expression.Index expression) {
    return list(expression.base(), expression.index());
  }

  @Override
  public List<Node> sizeofExpression(Expression.SizeofExpression expression) {
    return list();
  }

  @Override
  public List<Node> sizeofType(Expression.SizeofType expression) {
    return list();
  }

  @Override
  public List<Node> offsetof(Expression.Offsetof expression) {
    return list();
  }

  @Override
  public List<Node> typesCompatible(Expression.TypesCompatible expression) {
    return list();
  }

  @Override
  public List<Node> statementExpression(Expression.StatementExpression expression) {
    return list(expression.body());
  }

  @Override
  public List<Node> compoundLiteral(Expression.CompoundLiteral expression) {
    return values(expression.initializer());
  }

  @Override
  public List<? extends Node> block(Statement.Block statement) {
    return statement.statements();
  }

  @Override
  public List<Node> atomic(Statement.Atomic statement) {
    return list(statement.body());
  }

  @Override
  public List<Node> evaluate(Statement.Evaluate statement) {
    return list(statement.expression());
  }

  @Override
  public List<Node> declare(Statement.Declare statement) {
    List<Node> below = new ArrayList<>();
    for (Declaration declaration : statement.declarations()) {
      if (declaration instanceof Declaration.Variable variable) {
        below.addAll(values(variable.initializer()));
      }
    }
    return below;
  }

  @Override
  public List<Node> branch(Statement.If statement) {
    return list(statement.condition(), statement.then(), statement.otherwise());
  }

  @Override
  public List<Node> whileLoop(Statement.While statement) {
    return list(statement.condition(), statement.body());
  }

  @Override
  public List<Node> doWhile(Statement.DoWhile statement) {
    return list(statement.body(), statement.condition());
  }

  @Override
  public List<Node> forLoop(Statement.For statement) {
    return list(statement.init(), statement.condition(), statement.step(), statement.body());
  }

  @Override
  public List<Node> select(Statement.Switch statement) {
    return list(statement.selector(), statement.body());
  }

  @Override
  public List<Node> caseLabel(Statement.Case statement) {
    return list();
  }

  @Override
  public List<Node> defaultLabel(Statement.Default statement) {
    return list();
  }

  @Override
  public List<Node> label(Statement.Label statement) {
    return list();
  }

  @Override
  public List<Node> jump(Statement.Goto statement) {
    return list();
  }

  @Override
  public List<Node> breakOut(Statement.Break statement) {
    return list();
  }

  @Override
  public List<Node> continueLoop(Statement.Continue statement) {
    return list();
  }

  @Override
  public List<Node> giveBack(Statement.Return statement) {
    return list(statement.value());
  }

  @Override
  public List<Node> empty(Statement.Empty statement) {
    return list();
  }
}
