package dev.kaboom.lang.lower;

import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Visits every expression below a node and tells whether one of them is what a subclass looks for.
 * Each method here looks at what is below its node and finds nothing in the node itself.
 */
abstract class Walker implements Expression.Visitor<Boolean>, Statement.Visitor<Boolean> {
  final boolean walk(@Nullable Statement statement) {
    return statement != null && statement.accept(this);
  }

  final boolean walk(@Nullable Expression expression) {
    return expression != null && expression.accept(this);
  }

  final boolean walk(@Nullable Initializer initializer) {
    if (initializer instanceof Initializer.Value value) {
      return walk(value.expression());
    }
    boolean found = false;
    if (initializer instanceof Initializer.Braces braces) {
      for (Initializer.Item item : braces.items()) {
        found |= walk(item.value());
      }
    }
    return found;
  }

  private static boolean any(boolean... found) {
    for (boolean one : found) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  private boolean walkAll(Iterable<? extends Expression> expressions) {
    boolean found = false;
    for (Expression expression : expressions) {
      found |= walk(expression);
    }
    return found;
  }

  /** What a declared variable begins with. */
  boolean variable(Declaration.Variable declaration) {
    return walk(declaration.initializer());
  }

  @Override
  public Boolean integer(Expression.IntegerLiteral expression) {
    return false;
  }

  @Override
  public Boolean string(Expression.StringLiteral expression) {
    return false;
  }

  @Override
  public Boolean identifier(Expression.Identifier expression) {
    return false;
  }

  @Override
  public Boolean unary(Expression.Unary expression) {
    return walk(expression.operand());
  }

  @Override
  public Boolean binary(Expression.Binary expression) {
    return any(walk(expression.left()), walk(expression.right()));
  }

  @Override
  public Boolean assignment(Expression.Assignment expression) {
    return any(walk(expression.target()), walk(expression.value()));
  }

  @Override
  public Boolean conditional(Expression.Conditional expression) {
    return any(walk(expression.condition()), walk(expression.then()), walk(expression.otherwise()));
  }

  @Override
  public Boolean comma(Expression.Comma expression) {
    return any(walk(expression.left()), walk(expression.right()));
  }

  @Override
  public Boolean cast(Expression.Cast expression) {
    return walk(expression.operand());
  }

  @Override
  public Boolean call(Expression.Call expression) {
    return any(walk(expression.callee()), walkAll(expression.arguments()));
  }

  @Override
  public Boolean member(Expression.MemberAccess expression) {
    return walk(expression.object());
  }

  @Override
  public Boolean index(Expression.Index expression) {
    return any(walk(expression.base()), walk(expression.index()));
  }

  @Override
  public Boolean sizeofExpression(Expression.SizeofExpression expression) {
    return false;
  }

  @Override
  public Boolean sizeofType(Expression.SizeofType expression) {
    return false;
  }

  @Override
  public Boolean offsetof(Expression.Offsetof expression) {
    return false;
  }

  @Override
  public Boolean typesCompatible(Expression.TypesCompatible expression) {
    return false;
  }

  @Override
  public Boolean statementExpression(Expression.StatementExpression expression) {
    return walk(expression.body());
  }

  @Override
  public Boolean compoundLiteral(Expression.CompoundLiteral expression) {
    return walk(expression.initializer());
  }

  @Override
  public Boolean block(Statement.Block statement) {
    boolean found = false;
    for (Statement inner : statement.statements()) {
      found |= walk(inner);
    }
    return found;
  }

  @Override
  public Boolean atomic(Statement.Atomic statement) {
    return walk(statement.body());
  }

  @Override
  public Boolean evaluate(Statement.Evaluate statement) {
    return walk(statement.expression());
  }

  @Override
  public Boolean declare(Statement.Declare statement) {
    boolean found = false;
    for (Declaration declaration : statement.declarations()) {
      found |= declaration instanceof Declaration.Variable v && variable(v);
    }
    return found;
  }

  @Override
  public Boolean branch(Statement.If statement) {
    return any(walk(statement.condition()), walk(statement.then()), walk(statement.otherwise()));
  }

  @Override
  public Boolean whileLoop(Statement.While statement) {
    return any(walk(statement.condition()), walk(statement.body()));
  }

  @Override
  public Boolean doWhile(Statement.DoWhile statement) {
    return any(walk(statement.body()), walk(statement.condition()));
  }

  @Override
  public Boolean forLoop(Statement.For statement) {
    return any(
        walk(statement.init()),
        walk(statement.condition()),
        walk(statement.step()),
        walk(statement.body()));
  }

  @Override
  public Boolean select(Statement.Switch statement) {
    return any(walk(statement.selector()), walk(statement.body()));
  }

  @Override
  public Boolean caseLabel(Statement.Case statement) {
    return false;
  }

  @Override
  public Boolean defaultLabel(Statement.Default statement) {
    return false;
  }

  @Override
  public Boolean label(Statement.Label statement) {
    return false;
  }

  @Override
  public Boolean jump(Statement.Goto statement) {
    return false;
  }

  @Override
  public Boolean breakOut(Statement.Break statement) {
    return false;
  }

  @Override
  public Boolean continueLoop(Statement.Continue statement) {
    return false;
  }

  @Override
  public Boolean giveBack(Statement.Return statement) {
    return walk(statement.value());
  }

  @Override
  public Boolean empty(Statement.Empty statement) {
    return false;
  }
}
