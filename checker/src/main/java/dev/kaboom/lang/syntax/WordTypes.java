package dev.kaboom.lang.syntax;

import dev.kaboom.lang.grammar.CLexer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Says which token of the grammar a word of preprocessed text is. */
public final class WordTypes {
  private final Map<String, Integer> known = new LinkedHashMap<>();

  /** The type of {@code text}; {@code Unknown} if it is not exactly one token. */
  public int of(String text) {
    return known.computeIfAbsent(text, WordTypes::lex);
  }

  private static int lex(String text) {
    CLexer lexer = new CLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    Token first = lexer.nextToken();
    return first.getType() != Token.EOF && first.getText().length() == text.length()
        ? first.getType()
        : CLexer.Unknown;
  }
}
