package dev.kaboom.lang.kernelc;

import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import java.io.IOException;
import java.io.StringReader;
import org.anarres.cpp.LexerException;
import org.anarres.cpp.LexerSource;
import org.anarres.cpp.Token;
import org.jspecify.annotations.Nullable;

/** A file that the preprocessor reads, and how far it has read. */
final class TrackedSource extends LexerSource {
  private final SplicedText text;
  private @Nullable Token last;

  TrackedSource(SplicedText text) {
    super(new StringReader(text.text()), true);
    this.text = text;
  }

  @Override
  public Token token() throws IOException, LexerException {
    Token token = super.token();
    last = token;
    return token;
  }

  @Override
  public String getPath() {
    return text.original().name();
  }

  @Override
  public String getName() {
    return text.original().name();
  }

  SourceFile file() {
    return text.original();
  }

  /** The span of the token that was read last. */
  Span lastRead() {
    return last == null ? text.original().span(0, 0) : span(last);
  }

  /** Whether {@code token} stands in this file where it says. */
  boolean has(Token token) {
    return text.has(token.getText(), token.getLine(), token.getColumn());
  }

  /** The span of a token of this file. */
  Span span(Token token) {
    return span(token.getLine(), token.getColumn(), token.getText().length());
  }

  /** The span of {@code length} characters from a 1-based line and 0-based column. */
  Span span(int line, int column, int length) {
    int start = text.offset(line, column);
    int end = text.offset(line, column + length);
    return text.original().span(start, Math.max(start, end));
  }
}
