package dev.kaboom.lang.litmus;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.grammar.CLexer;
import dev.kaboom.lang.syntax.SourceToken;
import dev.kaboom.lang.syntax.SyntaxParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Cuts a litmus test into tokens, from the brace that opens its initial state. */
final class LitmusTokens {
  private static final ImmutableMap<String, Integer> CONDITION_WORDS =
      ImmutableMap.of(
          "exists", CLexer.Exists,
          "forall", CLexer.Forall,
          "final", CLexer.Final,
          "filter", CLexer.Filter,
          "locations", CLexer.Locations);

  private static final ImmutableMap<String, Integer> LOGIC_WORDS =
      ImmutableMap.of("not", CLexer.Not, "true", CLexer.True, "false", CLexer.False);

  private final List<SourceToken> tokens = new ArrayList<>();
  private int braces;
  private int parentheses;
  private boolean condition;

  private LitmusTokens() {}

  /**
   * The tokens, the end of the file included.
   *
   * @param masked the file's text with comments as blanks
   */
  static List<SourceToken> of(SourceFile file, int start, String masked) {
    LitmusTokens pass = new LitmusTokens();
    CLexer lexer = new CLexer(CharStreams.fromString(bmp(masked.substring(start))));
    lexer.removeErrorListeners();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      int from = start + token.getStartIndex();
      int to = start + token.getStopIndex() + 1;
      pass.tokens.add(
          new SourceToken(pass.type(token), token.getText(), file.span(from, Math.max(from, to))));
    }
    pass.tokens.add(SyntaxParser.end(file));
    return pass.tokens;
  }

  /** One char for each char, since ANTLR counts code points. */
  private static String bmp(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (Character.isSurrogate(out.charAt(i))) {
        out.setCharAt(i, '\u00bf');
      }
    }
    return out.toString();
  }

  private int type(Token token) {
    switch (token.getType()) {
      case CLexer.LeftParen -> parentheses++;
      case CLexer.RightParen -> parentheses--;
      case CLexer.LeftBrace -> braces++;
      case CLexer.RightBrace -> {
        braces--;
        parentheses = 0;
      }
      case CLexer.Identifier -> {
        return word(token.getText());
      }
      default -> {}
    }
    return token.getType();
  }

  /** Words of the condition are words of C elsewhere. */
  private int word(String text) {
    boolean outside = braces == 0 && parentheses == 0;
    Integer type = CONDITION_WORDS.get(text);
    if (type != null && outside) {
      condition = true;
      return type;
    }
    return condition || outside
        ? LOGIC_WORDS.getOrDefault(text, CLexer.Identifier)
        : CLexer.Identifier;
  }
}
