package dev.kaboom.lang.syntax;

import dev.kaboom.lang.Span;
import org.antlr.v4.runtime.CommonToken;

/** A token that knows which part of which source file it stands for. */
public final class SourceToken extends CommonToken {
  private static final long serialVersionUID = 1;

  private final transient Span span;

  /**
   * A token.
   *
   * @param type of {@link dev.kaboom.lang.grammar.CLexer}
   * @param text differs from the text of the span when the token comes from a macro
   */
  public SourceToken(int type, String text, Span span) {
    super(type, text);
    this.span = span;
    setLine(span.line());
    setCharPositionInLine(span.column() - 1);
    setStartIndex(span.start());
    setStopIndex(span.end() - 1);
  }

  /** Where it stands, or where the macro is used that it comes from. */
  public Span span() {
    return span;
  }
}
