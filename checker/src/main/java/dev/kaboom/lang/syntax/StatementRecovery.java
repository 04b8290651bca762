package dev.kaboom.lang.syntax;

import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.grammar.CLexer;
import dev.kaboom.lang.grammar.CParser;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * Reports the first syntax error of each statement, member or top-level declaration, gives that one
 * up and goes on after it. Nothing is guessed: no token is inserted or deleted, so one mistake
 * makes one message.
 */
final class StatementRecovery extends DefaultErrorStrategy {
  private final Diagnostics diagnostics;

  StatementRecovery(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      diagnostics.add(SyntaxMessages.explain(parser, error));
    }
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    ParserRuleContext context = parser.getContext();
    switch (context.getRuleIndex()) {
      case CParser.RULE_statement,
          CParser.RULE_blockItem,
          CParser.RULE_member,
          CParser.RULE_externalDeclaration -> {
        skip(parser.getInputStream(), context.getStart());
        endErrorCondition(parser);
      }
      default -> throw error;
    }
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  @Override
  public void sync(Parser parser) {}

  /** Consumes the rest of what began at {@code start}: to its semicolon or closing brace. */
  private static void skip(TokenStream input, Token start) {
    boolean block = false;
    int depth = 0;
    for (int i = start.getTokenIndex(); i < input.index(); i++) {
      depth += braces(input.get(i).getType());
    }
    boolean list = opensList(input, start);
    while (input.LA(1) != Token.EOF) {
      int type = input.LA(1);
      if (depth <= 0 && (type == CLexer.RightBrace || (block && !goesOn(type)))) {
        return;
      }
      depth += braces(type);
      input.consume();
      if (depth <= 0 && type == CLexer.Semicolon) {
        return;
      }
      block = depth <= 0 && type == CLexer.RightBrace && !list;
    }
  }

  private static boolean goesOn(int type) {
    return type == CLexer.Else || type == CLexer.Semicolon || type == CLexer.RightParen;
  }

  private static int braces(int type) {
    return type == CLexer.LeftBrace ? 1 : type == CLexer.RightBrace ? -1 : 0;
  }

  /** Whether the first brace after {@code start} opens a struct, enum or initialiser. */
  private static boolean opensList(TokenStream input, Token start) {
    boolean list = false;
    for (int i = start.getTokenIndex(); i < input.size(); i++) {
      switch (input.get(i).getType()) {
        case CLexer.Struct, CLexer.Union, CLexer.Enum, CLexer.Assign -> list = true;
        case CLexer.RightParen -> list = false;
        case CLexer.LeftBrace, CLexer.Semicolon -> {
          return list;
        }
        default -> {}
      }
    }
    return list;
  }
}
