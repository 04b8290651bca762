package dev.kaboom.lang.syntax;

import static dev.kaboom.lang.syntax.BuildContext.span;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.BinaryOp;
import dev.kaboom.lang.ast.Designator;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.grammar.CLexer;
import dev.kaboom.lang.grammar.CParser;
import dev.kaboom.lang.grammar.CParserBaseVisitor;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Builds expressions and initialisers. */
public final class ExpressionBuilder extends CParserBaseVisitor<Expression> {
  private final Builders builders;
  private final BuildContext context;

  ExpressionBuilder(Builders builders) {
    this.builders = builders;
    this.context = builders.context();
  }

  /** An expression, commas at its top included. */
  public Expression build(CParser.ExpressionContext tree) {
    List<CParser.AssignmentContext> parts = tree.assignment();
    Expression result = build(parts.get(0));
    for (int i = 1; i < parts.size(); i++) {
      Expression next = build(parts.get(i));
      result = new Expression.Comma(result.span().to(next.span()), result, next);
    }
    return result;
  }

  /** An expression without a comma at its top. */
  public Expression build(CParser.AssignmentContext tree) {
    try {
      return context.enter(tree) ? tree.accept(this) : placeholder(tree);
    } finally {
      context.leave();
    }
  }

  /** An initialiser: one value or a list in braces. */
  public Initializer build(CParser.InitializerContext tree) {
    return tree.braces() == null
        ? new Initializer.Value(build(tree.assignment()))
        : build(tree.braces());
  }

  Initializer.Braces build(CParser.BracesContext tree) {
    ImmutableList.Builder<Initializer.Item> items = ImmutableList.builder();
    if (context.enter(tree)) {
      for (CParser.InitializerItemContext item : tree.initializerItem()) {
        items.add(new Initializer.Item(span(item), designators(item), build(item.initializer())));
      }
    }
    context.leave();
    return new Initializer.Braces(span(tree), items.build());
  }

  private ImmutableList<Designator> designators(CParser.InitializerItemContext item) {
    if (item.tagName() != null) {
      return ImmutableList.of(new Designator.Field(span(item.tagName()), item.tagName().getText()));
    }
    ImmutableList.Builder<Designator> path = ImmutableList.builder();
    for (CParser.DesignatorContext step : item.designator()) {
      if (step.tagName() != null) {
        path.add(new Designator.Field(span(step), step.tagName().getText()));
      } else if (step.last == null) {
        path.add(new Designator.Element(span(step), build(step.first)));
      } else {
        path.add(new Designator.Range(span(step), build(step.first), build(step.last)));
      }
    }
    return path.build();
  }

  /** Stands for an expression that has been rejected. */
  private static Expression placeholder(ParserRuleContext tree) {
    return new Expression.IntegerLiteral(span(tree), 0, TypeNode.BasicKind.INT);
  }

  private Expression reject(ParserRuleContext tree, String message, String hint) {
    context.error(span(tree), message, hint);
    return placeholder(tree);
  }

  @Override
  public Expression visitName(CParser.NameContext tree) {
    return new Expression.Identifier(span(tree), tree.getText());
  }

  @Override
  public Expression visitConstant(CParser.ConstantContext tree) {
    if (tree.FloatConstant() != null) {
      return reject(tree, "floating point is not modelled", "use an integer");
    }
    return tree.CharConstant() == null
        ? builders.constants().integer(span(tree), tree.getText())
        : builders.constants().character(span(tree), tree.getText());
  }

  @Override
  public Expression visitString(CParser.StringContext tree) {
    StringBuilder value = new StringBuilder();
    tree.StringLiteral()
        .forEach(part -> value.append(builders.constants().string(span(tree), part.getText())));
    return new Expression.StringLiteral(span(tree), value.toString());
  }

  @Override
  public Expression visitParenthesised(CParser.ParenthesisedContext tree) {
    return build(tree.expression());
  }

  @Override
  public Expression visitStatementExpression(CParser.StatementExpressionContext tree) {
    Statement.Block body = builders.statements().block(tree.block());
    return new Expression.StatementExpression(span(tree), body);
  }

  @Override
  public Expression visitGeneric(CParser.GenericContext tree) {
    return reject(tree, "_Generic is not modelled", "write the case that applies");
  }

  @Override
  public Expression visitOffset(CParser.OffsetContext tree) {
    ImmutableList.Builder<Designator> path = ImmutableList.builder();
    path.add(new Designator.Field(span(tree.tagName()), tree.tagName().getText()));
    for (CParser.MemberStepContext step : tree.memberStep()) {
      path.add(
          step.tagName() == null
              ? new Designator.Element(span(step), build(step.assignment()))
              : new Designator.Field(span(step), step.tagName().getText()));
    }
    return new Expression.Offsetof(span(tree), type(tree.typeName()), path.build());
  }

  @Override
  public Expression visitCompatible(CParser.CompatibleContext tree) {
    return new Expression.TypesCompatible(span(tree), type(tree.left), type(tree.right));
  }

  @Override
  public Expression visitCompoundLiteral(CParser.CompoundLiteralContext tree) {
    return new Expression.CompoundLiteral(span(tree), type(tree.typeName()), build(tree.braces()));
  }

  @Override
  public Expression visitIndex(CParser.IndexContext tree) {
    return new Expression.Index(span(tree), build(tree.assignment()), build(tree.expression()));
  }

  @Override
  public Expression visitCall(CParser.CallContext tree) {
    Expression callee = build(tree.assignment());
    ImmutableList.Builder<Expression> arguments = ImmutableList.builder();
    if (tree.arguments() != null) {
      tree.arguments().argument().forEach(argument -> arguments.add(argument(argument)));
    }
    return new Expression.Call(span(tree), callee, arguments.build());
  }

  /** An argument; types are none. */
  Expression argument(CParser.ArgumentContext tree) {
    return tree.assignment() == null
        ? reject(
            tree,
            "a type cannot be the argument of a function",
            "if this is a macro of the kernel, include the header that defines it")
        : build(tree.assignment());
  }

  @Override
  public Expression visitMemberAccess(CParser.MemberAccessContext tree) {
    Expression.MemberAccess.Selection selection =
        tree.operator.getType() == CLexer.Dot
            ? Expression.MemberAccess.Selection.DOT
            : Expression.MemberAccess.Selection.ARROW;
    return new Expression.MemberAccess(
        span(tree), build(tree.assignment()), selection, tree.tagName().getText());
  }

  @Override
  public Expression visitPostfix(CParser.PostfixContext tree) {
    UnaryOp operator =
        tree.operator.getType() == CLexer.PlusPlus
            ? UnaryOp.POST_INCREMENT
            : UnaryOp.POST_DECREMENT;
    return new Expression.Unary(
        span(tree), operator, assignable(build(tree.assignment()), tree.operator));
  }

  @Override
  public Expression visitSizeOfType(CParser.SizeOfTypeContext tree) {
    return tree.operator.getType() == CLexer.Alignof
        ? reject(tree, "the alignment of a type is not modelled", "write the number")
        : new Expression.SizeofType(span(tree), type(tree.typeName()));
  }

  @Override
  public Expression visitPrefix(CParser.PrefixContext tree) {
    Expression operand = build(tree.assignment());
    Span span = span(tree);
    return switch (tree.operator.getType()) {
      case CLexer.PlusPlus ->
          new Expression.Unary(span, UnaryOp.PRE_INCREMENT, assignable(operand, tree.operator));
      case CLexer.MinusMinus ->
          new Expression.Unary(span, UnaryOp.PRE_DECREMENT, assignable(operand, tree.operator));
      case CLexer.Plus -> new Expression.Unary(span, UnaryOp.PLUS, operand);
      case CLexer.Minus -> new Expression.Unary(span, UnaryOp.NEGATE, operand);
      case CLexer.Tilde -> new Expression.Unary(span, UnaryOp.COMPLEMENT, operand);
      case CLexer.Bang -> new Expression.Unary(span, UnaryOp.NOT, operand);
      case CLexer.Star -> new Expression.Unary(span, UnaryOp.DEREFERENCE, operand);
      case CLexer.And -> new Expression.Unary(span, UnaryOp.ADDRESS_OF, operand);
      case CLexer.Sizeof -> new Expression.SizeofExpression(span, operand);
      case CLexer.Extension -> operand;
      case CLexer.AndAnd ->
          reject(tree, "the address of a label is not modelled", "use a switch statement");
      default -> reject(tree, "the alignment of an object is not modelled", "write the number");
    };
  }

  @Override
  public Expression visitCast(CParser.CastContext tree) {
    return new Expression.Cast(span(tree), type(tree.typeName()), build(tree.assignment()));
  }

  @Override
  public Expression visitBinary(CParser.BinaryContext tree) {
    Expression left = build(tree.assignment(0));
    Expression right = build(tree.assignment(1));
    return new Expression.Binary(span(tree), Operators.binary(tree.operator), left, right);
  }

  @Override
  public Expression visitChoice(CParser.ChoiceContext tree) {
    return new Expression.Conditional(
        span(tree),
        build(tree.condition),
        tree.then == null ? null : build(tree.then),
        build(tree.otherwise));
  }

  @Override
  public Expression visitAssign(CParser.AssignContext tree) {
    Expression target = assignable(build(tree.target), tree.operator);
    return new Expression.Assignment(
        span(tree), Operators.compound(tree.operator), target, build(tree.source));
  }

  private Expression assignable(Expression target, Token operator) {
    if (target instanceof Expression.Binary product
        && product.operator() == BinaryOp.MULTIPLY
        && product.left() instanceof Expression.Identifier type) {
      unknownType(type);
    } else if (!Operators.assignable(target)) {
      context.error(
          target.span(),
          "'" + operator.getText() + "' needs a variable, a member or a dereferenced pointer",
          "");
    }
    return target;
  }

  /** Complains about {@code T * x}, where T should have been a type. */
  void unknownType(Expression.Identifier type) {
    context.error(
        type.span(),
        "'" + type.name() + "' is not the name of a type",
        "declare it with typedef, write struct or enum before it, or include its header");
  }

  private TypeNode type(CParser.TypeNameContext tree) {
    return builders.types().typeName(tree);
  }
}
