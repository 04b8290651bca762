package dev.kaboom.lang.litmus;

import com.google.common.collect.Lists;
import com.google.common.primitives.Longs;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.LitmusCondition;
import dev.kaboom.lang.ast.LitmusTerm;
import dev.kaboom.lang.ast.LitmusTest.RoutineKind;
import dev.kaboom.lang.grammar.CParser;
import dev.kaboom.lang.grammar.CParserBaseVisitor;
import dev.kaboom.lang.syntax.SourceToken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Builds conditions, filters and what they observe. */
final class ConditionBuilder extends CParserBaseVisitor<LitmusCondition> {
  private static final int DEPTH_MAX = 200;

  private final Diagnostics diagnostics;
  private int depth;

  ConditionBuilder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  LitmusCondition build(CParser.PropositionContext tree) {
    try {
      if (++depth <= DEPTH_MAX) {
        return tree.accept(this);
      }
      diagnostics.error(
          span(tree.getStart()),
          "the condition is nested more than " + DEPTH_MAX + " levels deep",
          "split the test");
      return new LitmusCondition.Literal(span(tree), true);
    } finally {
      depth--;
    }
  }

  @Override
  public LitmusCondition visitNested(CParser.NestedContext tree) {
    return build(tree.proposition());
  }

  @Override
  public LitmusCondition visitTruth(CParser.TruthContext tree) {
    return new LitmusCondition.Literal(span(tree), tree.True() != null);
  }

  @Override
  public LitmusCondition visitNegation(CParser.NegationContext tree) {
    return new LitmusCondition.Not(span(tree), build(tree.proposition()));
  }

  @Override
  public LitmusCondition visitImplication(CParser.ImplicationContext tree) {
    LitmusCondition left = build(tree.proposition(0));
    return new LitmusCondition.Or(
        span(tree), new LitmusCondition.Not(left.span(), left), build(tree.proposition(1)));
  }

  @Override
  public LitmusCondition visitConjunction(CParser.ConjunctionContext tree) {
    return balanced(
        operands(tree, CParser.ConjunctionContext.class),
        (left, right) -> new LitmusCondition.And(left.span().to(right.span()), left, right));
  }

  @Override
  public LitmusCondition visitDisjunction(CParser.DisjunctionContext tree) {
    return balanced(
        operands(tree, CParser.DisjunctionContext.class),
        (left, right) -> new LitmusCondition.Or(left.span().to(right.span()), left, right));
  }

  /** The operands of a chain of one operator, however long. */
  private List<LitmusCondition> operands(
      CParser.PropositionContext tree, Class<? extends CParser.PropositionContext> operator) {
    List<LitmusCondition> operands = new ArrayList<>();
    CParser.PropositionContext rest = tree;
    while (operator.isInstance(rest)) {
      operands.add(build(rest.getRuleContext(CParser.PropositionContext.class, 1)));
      rest = rest.getRuleContext(CParser.PropositionContext.class, 0);
    }
    operands.add(build(rest));
    return Lists.reverse(operands);
  }

  /** Both operators are associative, so a long chain need not make a deep tree. */
  private static LitmusCondition balanced(
      List<LitmusCondition> operands, BinaryOperator<LitmusCondition> join) {
    if (operands.size() == 1) {
      return operands.get(0);
    }
    int middle = operands.size() / 2;
    return join.apply(
        balanced(operands.subList(0, middle), join),
        balanced(operands.subList(middle, operands.size()), join));
  }

  @Override
  public LitmusCondition visitEquation(CParser.EquationContext tree) {
    LitmusCondition equals =
        new LitmusCondition.Equals(span(tree), term(tree.term()), value(tree.value()));
    CParser.RelationContext relation = tree.relation();
    return relation.NotEqual() == null && relation.Less() == null
        ? equals
        : new LitmusCondition.Not(span(tree), equals);
  }

  /** What stands on the left of an equation or in a list of locations. */
  LitmusTerm term(CParser.TermContext tree) {
    if (tree instanceof CParser.RegisterContext register) {
      return register(span(tree), register.thread, register.tagName());
    }
    if (tree instanceof CParser.BracketedContext bracketed) {
      return term(bracketed.term());
    }
    if (tree instanceof CParser.ContentsContext contents) {
      return new LitmusTerm.Variable(span(tree), contents.tagName().getText());
    }
    CParser.VariableContext variable = (CParser.VariableContext) tree;
    String name = variable.tagName().getText();
    return variable.IntegerConstant() == null
        ? new LitmusTerm.Variable(span(tree), name)
        : new LitmusTerm.Element(
            span(tree), name, number(variable.IntegerConstant().getSymbol(), ""));
  }

  private LitmusTerm register(Span span, Token thread, CParser.TagNameContext name) {
    LitmusBuilder.RoutineName routine =
        LitmusBuilder.RoutineName.parse(
            thread.getType() == CParser.IntegerConstant
                ? "P" + thread.getText()
                : thread.getText());
    if (routine == null) {
      unknownThread(thread);
      return new LitmusTerm.Register(span, RoutineKind.PROCESS, 0, name.getText());
    }
    return new LitmusTerm.Register(span, routine.kind(), routine.cpu(), name.getText());
  }

  private void unknownThread(Token thread) {
    diagnostics.error(
        span(thread),
        "'" + thread.getText() + "' is no process",
        "registers are written 0:r1; of a handler, NMI0:r1");
  }

  /** The process whose register is initialised. */
  int cpu(Token thread) {
    LitmusBuilder.RoutineName routine =
        LitmusBuilder.RoutineName.parse(
            thread.getType() == CParser.IntegerConstant
                ? "P" + thread.getText()
                : thread.getText());
    if (routine == null || routine.kind() != RoutineKind.PROCESS) {
      unknownThread(thread);
      return 0;
    }
    return routine.cpu();
  }

  private LitmusCondition.Value value(CParser.ValueContext tree) {
    Span span = span(tree);
    if (tree instanceof CParser.NumberContext number) {
      String sign = number.Minus() == null ? "" : "-";
      return new LitmusCondition.Constant(span, number(number.IntegerConstant().getSymbol(), sign));
    }
    if (tree instanceof CParser.SymbolContext symbol) {
      return new LitmusCondition.Symbol(span, symbol.tagName().getText());
    }
    if (tree instanceof CParser.RegisterValueContext register) {
      return new LitmusCondition.Observed(
          span, register(span, register.thread, register.tagName()));
    }
    if (tree instanceof CParser.BracketedValueContext bracketed) {
      return new LitmusCondition.Observed(span, term(bracketed.term()));
    }
    CParser.ContentsValueContext contents = (CParser.ContentsValueContext) tree;
    return new LitmusCondition.Observed(
        span, new LitmusTerm.Variable(span, contents.tagName().getText()));
  }

  private long number(Token token, String sign) {
    String text = token.getText();
    Long value =
        text.startsWith("0x") || text.startsWith("0X")
            ? Longs.tryParse(sign + text.substring(2), 16)
            : Longs.tryParse(sign + text);
    if (value == null) {
      diagnostics.error(span(token), "'" + text + "' is not a number of 64 bits", "");
      return 0;
    }
    return value;
  }

  static Span span(Token token) {
    return ((SourceToken) token).span();
  }

  static Span span(ParserRuleContext tree) {
    Token stop = tree.getStop();
    return stop == null ? span(tree.getStart()) : span(tree.getStart()).to(span(stop));
  }
}
