package dev.kaboom.lang.kernelc;

import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.grammar.CLexer;
import dev.kaboom.lang.syntax.SourceToken;
import dev.kaboom.lang.syntax.SyntaxParser;
import dev.kaboom.lang.syntax.WordTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.anarres.cpp.LexerException;
import org.anarres.cpp.Token;

/** Turns a file and what it includes into tokens of the grammar. */
final class Preprocessing {
  /** How many tokens a file may have after preprocessing. */
  static final int TOKENS_MAX = 500_000;

  private final Diagnostics diagnostics;
  private final List<SourceToken> tokens = new ArrayList<>();
  private final WordTypes types = new WordTypes();

  private Preprocessing(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The tokens, the end of the file included; they are incomplete if there were errors. */
  static List<SourceToken> run(
      SourceFile file,
      Map<String, String> defines,
      IncludeResolver resolver,
      Diagnostics diagnostics) {
    Preprocessing pass = new Preprocessing(diagnostics);
    if (Conditionals.check(file, diagnostics)) {
      try (Expander expander = new Expander(file, resolver, diagnostics)) {
        expander.define(defines);
        pass.guarded(expander);
      } catch (IOException | LexerException e) {
        diagnostics.error(file.span(0, 0), "preprocessing failed: " + e.getMessage());
      }
    }
    pass.tokens.add(SyntaxParser.end(file));
    return pass.tokens;
  }

  /** The preprocessor is a library that recurses and has internal errors; neither may get out. */
  private void guarded(Expander expander) throws IOException, LexerException {
    try {
      collect(expander);
    } catch (Expander.LimitException e) {
      if (!diagnostics.hasErrors()) {
        tooLong(expander.here());
      }
    } catch (StackOverflowError e) {
      diagnostics.error(
          expander.here(),
          "macros or #if expressions are nested too deeply here",
          "write the expansion out");
    } catch (RuntimeException e) {
      diagnostics.error(
          expander.here(), "the preprocessor cannot read this", "write the line in a simpler way");
    }
  }

  private void tooLong(Span at) {
    diagnostics.error(
        at,
        "after preprocessing there are more than " + TOKENS_MAX + " words up to here",
        "check a smaller file, or look for a macro that doubles its argument");
  }

  private void collect(Expander expander) throws IOException, LexerException {
    for (Token token = expander.token(); token.getType() != Token.EOF; token = expander.token()) {
      switch (token.getType()) {
        case Token.WHITESPACE, Token.NL, Token.CCOMMENT, Token.CPPCOMMENT, Token.P_LINE -> {}
        case Token.INVALID ->
            diagnostics.error(
                expander.span(token), ExpansionErrors.plain(String.valueOf(token.getValue())));
        default -> add(token, expander.span(token));
      }
      if (tokens.size() > TOKENS_MAX) {
        tooLong(expander.here());
        return;
      }
    }
  }

  private void add(Token token, Span span) {
    String text = token.getText();
    int type = types.of(text);
    if (type == CLexer.Unknown) {
      diagnostics.error(span, "'" + text + "' means nothing in C", "remove it");
    } else {
      tokens.add(new SourceToken(type, text, span));
    }
  }
}
