package dev.kaboom.lang.syntax;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** What the builders of one file share. */
final class BuildContext {
  /** How deep a tree may be: enough for real code, little enough for any stack. */
  static final int DEPTH_MAX = 300;

  private final Diagnostics diagnostics;
  private final ImmutableSet<String> typeNames;
  private int depth;
  private int unnamed;

  BuildContext(Diagnostics diagnostics, ImmutableSet<String> typeNames) {
    this.diagnostics = diagnostics;
    this.typeNames = typeNames;
  }

  void error(Span at, String message, String hint) {
    diagnostics.error(at, message, hint);
  }

  /** Goes one level deeper; false (and said so) if that is too deep. */
  boolean enter(ParserRuleContext context) {
    if (++depth <= DEPTH_MAX) {
      return true;
    }
    error(
        span(context.getStart()),
        "the code is nested more than " + DEPTH_MAX + " levels deep here",
        "split it into several statements or functions");
    return false;
  }

  void leave() {
    depth--;
  }

  /** A tag for an unnamed struct, union or enum. */
  String unnamedTag(String kind) {
    return "<" + kind + " " + ++unnamed + ">";
  }

  /** Checks that a name which is declared is not the name of a type at the same time. */
  void checkDeclared(Token name) {
    if (typeNames.contains(name.getText())) {
      error(
          span(name),
          "'" + name.getText() + "' is the name of a type and cannot be declared as something else",
          "choose another name");
    }
  }

  static Span span(Token token) {
    return ((SourceToken) token).span();
  }

  static Span span(Token first, Token last) {
    return span(first).to(span(last));
  }

  static Span span(ParserRuleContext context) {
    Token stop = context.getStop();
    return stop == null ? span(context.getStart()) : span(context.getStart(), stop);
  }
}
