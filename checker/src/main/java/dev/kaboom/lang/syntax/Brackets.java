package dev.kaboom.lang.syntax;

import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.grammar.CLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Checks brackets before parsing: that braces pair up, without which every later message would be
 * wrong, and that nothing is nested deeper than the parser's stack allows.
 */
public final class Brackets {
  /** How deep parentheses, brackets and braces may be nested, all counted together. */
  public static final int NESTING_MAX = 100;

  private Brackets() {}

  /** Whether {@code tokens} can be parsed; if not, it has been said why. */
  public static boolean check(List<SourceToken> tokens, Diagnostics diagnostics) {
    Deque<SourceToken> open = new ArrayDeque<>();
    SourceToken suspect = null;
    for (SourceToken token : tokens) {
      switch (token.getType()) {
        case CLexer.LeftParen, CLexer.LeftBracket, CLexer.LeftBrace -> open.push(token);
        case CLexer.RightParen -> popIf(open, CLexer.LeftParen);
        case CLexer.RightBracket -> popIf(open, CLexer.LeftBracket);
        case CLexer.RightBrace -> {
          closeInner(open);
          if (open.isEmpty()) {
            diagnostics.error(
                token.span(),
                "this '}' closes nothing",
                "remove it, or add the '{' that it belongs to");
            return false;
          }
          SourceToken opening = open.pop();
          if (suspect == null && !aligned(opening, token)) {
            suspect = opening;
          }
        }
        default -> {}
      }
      if (open.size() > NESTING_MAX) {
        diagnostics.error(
            token.span(),
            "brackets are nested more than " + NESTING_MAX + " deep",
            "split the expression or the block into parts");
        return false;
      }
    }
    closeInner(open);
    if (!open.isEmpty()) {
      diagnostics.error(
          (suspect == null ? open.pop() : suspect).span(),
          "this '{' is never closed",
          "add the '}' that belongs to it");
      return false;
    }
    return true;
  }

  /** Whether two braces stand in one line, or in lines that begin at the same column. */
  private static boolean aligned(SourceToken opening, SourceToken closing) {
    return opening.span().line() == closing.span().line()
        || indentation(opening.span()) == indentation(closing.span());
  }

  private static int indentation(Span span) {
    String line = span.file().line(span.line());
    return line.length() - line.stripLeading().length();
  }

  private static void popIf(Deque<SourceToken> open, int type) {
    SourceToken last = open.peek();
    if (last != null && last.getType() == type) {
      open.pop();
    }
  }

  /** Leaves missing parentheses to the parser, which can say where one is expected. */
  private static void closeInner(Deque<SourceToken> open) {
    SourceToken last = open.peek();
    while (last != null && last.getType() != CLexer.LeftBrace) {
      open.pop();
      last = open.peek();
    }
  }
}
