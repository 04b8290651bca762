package dev.kaboom.lang.syntax;

import dev.kaboom.lang.Diagnostic;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.grammar.CLexer;
import dev.kaboom.lang.grammar.CParser;
import java.util.Optional;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Puts a syntax error into words. */
final class SyntaxMessages {
  private final Parser parser;
  private final int rule;
  private final Token found;
  private final Token before;
  private final IntervalSet expected;

  private SyntaxMessages(Parser parser, RecognitionException error) {
    this.parser = parser;
    this.rule = parser.getContext().getRuleIndex();
    TokenStream input = parser.getInputStream();
    this.found = error.getOffendingToken();
    this.before = input.get(Math.max(0, found.getTokenIndex() - 1));
    this.expected =
        error instanceof NoViableAltException ? new IntervalSet() : error.getExpectedTokens();
  }

  /** The diagnostic for a syntax error. */
  static Diagnostic explain(Parser parser, RecognitionException error) {
    SyntaxMessages messages = new SyntaxMessages(parser, error);
    return messages
        .foreignWord()
        .or(messages::notAType)
        .or(messages::unexpectedBlock)
        .or(messages::missing)
        .orElseGet(messages::unexpected);
  }

  /** Words and characters that a reader would understand but that mean nothing here. */
  private Optional<Diagnostic> foreignWord() {
    if (found.getType() == Token.EOF) {
      return at(found, "the file ends here, in the middle of " + Place.of(parser), "");
    }
    if (found.getText().equals("#")) {
      return at(
          found,
          "'#' cannot stand here",
          "directives of the preprocessor begin a line; litmus tests have none");
    }
    if (found.getType() == CLexer.Unknown) {
      return at(found, quoted(found) + " means nothing in C", "remove it");
    }
    if (Place.inCondition(parser)
        && (found.getType() == CLexer.AndAnd || found.getType() == CLexer.OrOr)) {
      return at(
          found,
          quoted(found) + " is no operator of a condition",
          "write '/\\' for and, '\\/' for or, '~' for not");
    }
    if (found.getText().equals("observed") || before.getText().equals("observed")) {
      return at(found, "'observed' is not known", "write exists (...) or forall (...)");
    }
    if (keyword(found) && typeWord(before.getType())) {
      return at(found, quoted(found) + " is a reserved word", "choose another name");
    }
    return Optional.empty();
  }

  private static boolean keyword(Token token) {
    return token.getType() >= CLexer.Auto && token.getType() <= CLexer.While;
  }

  private boolean typeWord(int type) {
    boolean declares =
        rule == CParser.RULE_declaration
            || rule == CParser.RULE_externalDeclaration
            || rule == CParser.RULE_member;
    return declares
        && switch (type) {
          case CLexer.Char,
              CLexer.Int,
              CLexer.Long,
              CLexer.Short,
              CLexer.Unsigned,
              CLexer.Star,
              CLexer.TypedefName ->
              true;
          default -> false;
        };
  }

  private Optional<Diagnostic> notAType() {
    if (found.getType() != CLexer.Identifier) {
      return Optional.empty();
    }
    if (comment()) {
      return at(
          found,
          "unexpected " + quoted(found) + " in " + Place.of(parser),
          "in a routine '(*' begins no comment: write /* ... */");
    }
    if (expectsType()) {
      return unknownType(found);
    }
    return before.getType() == CLexer.Identifier ? unknownType(before) : Optional.empty();
  }

  private boolean expectsType() {
    return switch (rule) {
      case CParser.RULE_specifiers,
          CParser.RULE_parameter,
          CParser.RULE_member,
          CParser.RULE_aggregate ->
          true;
      case CParser.RULE_declaratorSuffix, CParser.RULE_routine ->
          before.getType() == CLexer.LeftParen || before.getType() == CLexer.Comma;
      default -> false;
    };
  }

  /** Whether {@code (* } stands before in this line, with a blank after it. */
  private boolean comment() {
    TokenStream input = parser.getInputStream();
    for (int i = found.getTokenIndex() - 1; i > 0; i--) {
      Span star = span(input.get(i));
      if (star.file() != span(found).file() || star.line() != span(found).line()) {
        return false;
      }
      if (input.get(i).getType() == CLexer.Star
          && input.get(i - 1).getType() == CLexer.LeftParen
          && span(input.get(i - 1)).end() == star.start()
          && span(input.get(i + 1)).start() > star.end()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Diagnostic> unknownType(Token name) {
    return at(
        name,
        quoted(name) + " is not the name of a type",
        "declare it with typedef, write struct or enum before it, or include its header");
  }

  private Optional<Diagnostic> unexpectedBlock() {
    if (found.getType() != CLexer.LeftBrace || before.getType() != CLexer.RightParen) {
      return Optional.empty();
    }
    if (rule == CParser.RULE_declaration) {
      return at(found, "a function cannot be defined in a function", "move it out");
    }
    return expected.contains(CLexer.RightParen)
        ? Optional.empty()
        : at(
            found,
            "a block cannot follow a call",
            "if the call is a macro such as a list iterator, include the header that defines it");
  }

  private Optional<Diagnostic> missing() {
    if (found.getType() == CLexer.RightParen || found.getType() == CLexer.RightBracket) {
      return expected.contains(CLexer.Semicolon)
          ? at(found, "this " + quoted(found) + " closes nothing", "remove it")
          : Optional.empty();
    }
    if (expected.contains(CLexer.Semicolon)) {
      return missing(";");
    }
    if (expected.contains(CLexer.RightParen)) {
      return missing(")");
    }
    if (expected.contains(CLexer.RightBracket)) {
      return missing("]");
    }
    if (expected.size() != 1
        || expected.contains(CLexer.RightBrace)
        || expected.contains(Token.EOF)) {
      return Optional.empty();
    }
    String name = parser.getVocabulary().getDisplayName(expected.getMinElement());
    return missing(name.replace("'", ""));
  }

  private Optional<Diagnostic> missing(String what) {
    Span last = span(before);
    boolean nextLine = last.file() == span(found).file() && span(found).line() > last.line();
    return Optional.of(
        nextLine
            ? Diagnostic.error(
                last.file().span(last.end(), last.end()),
                "'" + what + "' is missing after " + quoted(before))
            : Diagnostic.error(span(found), "'" + what + "' is missing before " + quoted(found)));
  }

  private Diagnostic unexpected() {
    return rule == CParser.RULE_externalDeclaration
        ? Diagnostic.error(
            span(found),
            quoted(found) + " cannot stand outside a function",
            "at top level there are declarations, functions and the blocks INIT, CPU, IRQ and NMI")
        : Diagnostic.error(span(found), "unexpected " + quoted(found) + " in " + Place.of(parser));
  }

  private static Optional<Diagnostic> at(Token token, String message, String hint) {
    return Optional.of(Diagnostic.error(span(token), message, hint));
  }

  private static Span span(Token token) {
    return ((SourceToken) token).span();
  }

  private static String quoted(Token token) {
    String text = token.getText();
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }

  /** What is being read, in a reader's words. */
  private static final class Place {
    static String of(Parser parser) {
      for (ParserRuleContext at = parser.getContext(); at != null; at = at.getParent()) {
        String words = words(at.getRuleIndex());
        if (!words.isEmpty()) {
          return words;
        }
      }
      return "this place";
    }

    static boolean inCondition(Parser parser) {
      String words = of(parser);
      return words.equals(words(CParser.RULE_proposition));
    }

    private static String words(int rule) {
      return switch (rule) {
        case CParser.RULE_assignment, CParser.RULE_expression -> "an expression";
        case CParser.RULE_braces -> "an initialiser";
        case CParser.RULE_statement, CParser.RULE_blockItem -> "a statement";
        case CParser.RULE_aggregate, CParser.RULE_member -> "a struct";
        case CParser.RULE_enumeration -> "an enum";
        case CParser.RULE_declaration, CParser.RULE_externalDeclaration -> "a declaration";
        case CParser.RULE_proposition, CParser.RULE_finalCondition, CParser.RULE_filter ->
            "the condition";
        case CParser.RULE_locations -> "the list of locations";
        case CParser.RULE_routine -> "a routine";
        case CParser.RULE_initEntry -> "the initial state";
        case CParser.RULE_litmus -> "a litmus test, which has initial state, routines, condition";
        default -> "";
      };
    }
  }
}
