package dev.kaboom.lang.litmus;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.syntax.SourceToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Walks over the tokens of a parse tree without recursion, however deep it is. */
final class TokensOf {
  /** What stands before a token in the source. */
  enum Gap {
    NONE,
    BLANK
  }

  private TokensOf() {}

  static void each(ParserRuleContext tree, BiConsumer<SourceToken, Gap> action) {
    Deque<ParseTree> rest = new ArrayDeque<>();
    rest.push(tree);
    @Nullable Span last = null;
    while (!rest.isEmpty()) {
      ParseTree next = rest.pop();
      for (int i = next.getChildCount() - 1; i >= 0; i--) {
        rest.push(next.getChild(i));
      }
      if (next instanceof TerminalNode leaf && leaf.getSymbol() instanceof SourceToken token) {
        boolean blank = last != null && last.end() < token.span().start();
        action.accept(token, blank ? Gap.BLANK : Gap.NONE);
        last = token.span();
      }
    }
  }
}
