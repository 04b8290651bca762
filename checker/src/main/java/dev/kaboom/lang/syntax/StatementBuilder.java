package dev.kaboom.lang.syntax;

import static dev.kaboom.lang.syntax.BuildContext.span;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.BinaryOp;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.grammar.CParser;
import dev.kaboom.lang.grammar.CParserBaseVisitor;
import org.antlr.v4.runtime.Token;

/** Builds statements. One that had a syntax error builds to an empty one. */
public final class StatementBuilder extends CParserBaseVisitor<Statement> {
  private final Builders builders;
  private final BuildContext context;

  StatementBuilder(Builders builders) {
    this.builders = builders;
    this.context = builders.context();
  }

  /** A block with everything in it. */
  public Statement.Block block(CParser.BlockContext tree) {
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    if (context.enter(tree)) {
      boolean complained = false;
      for (CParser.BlockItemContext item : tree.blockItem()) {
        if (item.stray() != null && !complained) {
          stray(item.stray());
        }
        complained = item.stray() != null || item.exception != null;
        item(item, statements);
      }
    }
    context.leave();
    return new Statement.Block(span(tree), statements.build());
  }

  private void stray(CParser.StrayContext tree) {
    context.error(
        span(tree),
        "'" + tree.getText() + "' cannot begin a statement",
        tree.Else() == null ? "" : "'else' stands directly after the statement of its 'if'");
  }

  private void item(CParser.BlockItemContext item, ImmutableList.Builder<Statement> out) {
    if (item.exception != null) {
      return;
    }
    if (item.declaration() != null) {
      ImmutableList<Declaration> declarations = builders.declarations().build(item.declaration());
      if (!declarations.isEmpty()) {
        out.add(new Statement.Declare(span(item), declarations));
      }
    } else if (item.statement() instanceof CParser.LabelledContext labelled) {
      labels(labelled, out);
    } else if (item.statement() != null) {
      out.add(build(item.statement()));
    }
  }

  private void labels(CParser.LabelledContext tree, ImmutableList.Builder<Statement> out) {
    if (tree.exception != null) {
      return;
    }
    tree.label().forEach(label -> out.add(label(label)));
    if (tree.statement() != null) {
      out.add(build(tree.statement()));
    }
  }

  private Statement label(CParser.LabelContext tree) {
    Span span = span(tree);
    if (tree.Identifier() != null) {
      return new Statement.Label(span, tree.Identifier().getText());
    }
    if (tree.Default() != null) {
      return new Statement.Default(span);
    }
    ExpressionBuilder expressions = builders.expressions();
    return new Statement.Case(
        span,
        expressions.build(tree.first),
        tree.last == null ? null : expressions.build(tree.last));
  }

  private Statement build(CParser.StatementContext tree) {
    try {
      return context.enter(tree) && tree.exception == null
          ? tree.accept(this)
          : new Statement.Empty(span(tree));
    } finally {
      context.leave();
    }
  }

  @Override
  public Statement visitLabelled(CParser.LabelledContext tree) {
    if (tree.statement() == null) {
      context.error(span(tree), "a label needs a statement after it", "write ';' after the label");
    }
    ImmutableList.Builder<Statement> statements = ImmutableList.builder();
    labels(tree, statements);
    return new Statement.Block(span(tree), statements.build());
  }

  @Override
  public Statement visitBlockStatement(CParser.BlockStatementContext tree) {
    return block(tree.block());
  }

  @Override
  public Statement visitWordBlock(CParser.WordBlockContext tree) {
    if (!tree.word.getText().equals("atomic")) {
      context.error(
          span(tree.word),
          "'" + tree.word.getText() + "' cannot stand before a block",
          "only 'atomic { ... }' is known; if this is a macro, include its header");
    }
    return new Statement.Atomic(span(tree), block(tree.block()));
  }

  @Override
  public Statement visitIfStatement(CParser.IfStatementContext tree) {
    return new Statement.If(
        head(tree.If().getSymbol(), tree.RightParen().getSymbol()),
        builders.expressions().build(tree.expression()),
        build(tree.then),
        tree.otherwise == null ? null : build(tree.otherwise));
  }

  @Override
  public Statement visitWhileStatement(CParser.WhileStatementContext tree) {
    return new Statement.While(
        head(tree.While().getSymbol(), tree.RightParen().getSymbol()),
        builders.expressions().build(tree.expression()),
        build(tree.statement()));
  }

  @Override
  public Statement visitDoStatement(CParser.DoStatementContext tree) {
    return new Statement.DoWhile(
        head(tree.While().getSymbol(), tree.RightParen().getSymbol()),
        build(tree.statement()),
        builders.expressions().build(tree.expression()));
  }

  @Override
  public Statement visitForStatement(CParser.ForStatementContext tree) {
    ExpressionBuilder expressions = builders.expressions();
    return new Statement.For(
        head(tree.For().getSymbol(), tree.RightParen().getSymbol()),
        init(tree),
        tree.condition == null ? null : expressions.build(tree.condition),
        tree.step == null ? null : expressions.build(tree.step),
        build(tree.statement()));
  }

  private Statement init(CParser.ForStatementContext tree) {
    if (tree.declaration() != null) {
      return new Statement.Declare(
          span(tree.declaration()), builders.declarations().build(tree.declaration()));
    }
    return tree.init == null
        ? new Statement.Empty(span(tree.For().getSymbol()))
        : new Statement.Evaluate(span(tree.init), builders.expressions().build(tree.init));
  }

  @Override
  public Statement visitSwitchStatement(CParser.SwitchStatementContext tree) {
    return new Statement.Switch(
        head(tree.Switch().getSymbol(), tree.RightParen().getSymbol()),
        builders.expressions().build(tree.expression()),
        build(tree.statement()));
  }

  private static Span head(Token first, Token last) {
    return span(first, last);
  }

  @Override
  public Statement visitGotoStatement(CParser.GotoStatementContext tree) {
    if (tree.Identifier() == null) {
      context.error(span(tree), "computed goto is not modelled", "use a switch statement");
      return new Statement.Empty(span(tree));
    }
    return new Statement.Goto(span(tree), tree.Identifier().getText());
  }

  @Override
  public Statement visitBreakStatement(CParser.BreakStatementContext tree) {
    return new Statement.Break(span(tree));
  }

  @Override
  public Statement visitContinueStatement(CParser.ContinueStatementContext tree) {
    return new Statement.Continue(span(tree));
  }

  @Override
  public Statement visitReturnStatement(CParser.ReturnStatementContext tree) {
    CParser.ExpressionContext value = tree.expression();
    return new Statement.Return(
        span(tree), value == null ? null : builders.expressions().build(value));
  }

  @Override
  public Statement visitAsmStatement(CParser.AsmStatementContext tree) {
    builders.declarations().assembly(tree.asm());
    return new Statement.Empty(span(tree));
  }

  @Override
  public Statement visitAttributeStatement(CParser.AttributeStatementContext tree) {
    return new Statement.Empty(span(tree));
  }

  @Override
  public Statement visitExpressionStatement(CParser.ExpressionStatementContext tree) {
    if (tree.expression() == null) {
      return new Statement.Empty(span(tree));
    }
    Expression expression = builders.expressions().build(tree.expression());
    if (fallthrough(expression)) {
      return new Statement.Empty(span(tree));
    }
    if (expression instanceof Expression.Binary product
        && product.operator() == BinaryOp.MULTIPLY
        && product.left() instanceof Expression.Identifier type
        && onlyNames(product.right())) {
      builders.expressions().unknownType(type);
    }
    return new Statement.Evaluate(span(tree), expression);
  }

  /** The kernel's {@code fallthrough;}, a macro that says only that no break is missing. */
  private static boolean fallthrough(Expression expression) {
    return expression instanceof Expression.Identifier name && name.name().equals("fallthrough");
  }

  private static boolean onlyNames(Expression expression) {
    Expression inner = expression;
    while (inner instanceof Expression.Unary unary) {
      inner = unary.operand();
    }
    return inner instanceof Expression.Identifier;
  }
}
