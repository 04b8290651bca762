package dev.kaboom.lang.syntax;

import dev.kaboom.lang.grammar.CParser;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** The generated parser with a limit on how deep its rules call each other. */
final class BoundedParser extends CParser {
  /** Enough for 100 brackets or 100 nested blocks; a rule takes up to a KiB of stack. */
  static final int DEPTH_MAX = 300;

  private int depth;

  BoundedParser(List<SourceToken> tokens) {
    super(new CommonTokenStream(new ListTokenSource(tokens)));
    removeErrorListeners();
    getInterpreter().setPredictionMode(PredictionMode.SLL);
  }

  @Override
  public void enterRule(ParserRuleContext context, int state, int rule) {
    super.enterRule(context, state, rule);
    deeper();
  }

  @Override
  public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
    super.enterRecursionRule(context, state, rule, precedence);
    deeper();
  }

  @Override
  public void exitRule() {
    depth--;
    super.exitRule();
  }

  @Override
  public void unrollRecursionContexts(ParserRuleContext parent) {
    depth--;
    super.unrollRecursionContexts(parent);
  }

  private void deeper() {
    if (++depth > DEPTH_MAX) {
      throw new TooDeepException(getCurrentToken());
    }
  }

  /** Ends the parse of an input that is nested too deeply. */
  static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Token at;

    TooDeepException(Token at) {
      super(null, null, false, false);
      this.at = at;
    }

    /** The token at which the limit was passed. */
    Token at() {
      return at;
    }
  }
}
