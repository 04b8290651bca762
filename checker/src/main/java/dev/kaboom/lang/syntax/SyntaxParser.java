package dev.kaboom.lang.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.grammar.CParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/**
 * Runs the grammar over tokens.
 *
 * <p>Prediction is SLL (Parr, Harwell, Fisher: "Adaptive LL(*) Parsing", OOPSLA 2014, section 3.2).
 * What it accepts, full LL accepts in the same way; it could only reject more, and in this grammar
 * no decision depends on what called the rule: an {@code else} always belongs to the nearest {@code
 * if}, and everything else is told apart by tokens. Full LL would read to the end of the file for
 * each {@code else} of a chain.
 */
public final class SyntaxParser {
  private final List<SourceToken> tokens;
  private final Diagnostics diagnostics;

  private SyntaxParser(List<SourceToken> tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  /** The declarations of a C file; what had an error is left out. */
  public static ImmutableList<Declaration> declarations(
      List<SourceToken> tokens, ImmutableSet<String> typeNames, Diagnostics diagnostics) {
    List<CParser.ExternalDeclarationContext> trees =
        new SyntaxParser(tokens, diagnostics)
            .parse(SyntaxParser::externalDeclarations, ImmutableList.of());
    DeclarationBuilder builder = new Builders(diagnostics, typeNames).declarations();
    ImmutableList.Builder<Declaration> declarations = ImmutableList.builder();
    trees.forEach(tree -> declarations.addAll(builder.build(tree)));
    return declarations.build();
  }

  /** Runs one rule of the grammar; {@code otherwise} if it had an error that ends it. */
  public static <T> T rule(
      List<SourceToken> tokens, Function<CParser, T> rule, T otherwise, Diagnostics diagnostics) {
    return new SyntaxParser(tokens, diagnostics).parse(rule, otherwise);
  }

  private static List<CParser.ExternalDeclarationContext> externalDeclarations(CParser parser) {
    List<CParser.ExternalDeclarationContext> trees = new ArrayList<>();
    while (parser.getInputStream().LA(1) != Token.EOF) {
      int before = parser.getInputStream().index();
      trees.add(parser.externalDeclaration());
      if (parser.getInputStream().index() == before) {
        parser.getInputStream().consume();
      }
    }
    return trees;
  }

  private <T> T parse(Function<CParser, T> rule, T otherwise) {
    BoundedParser parser = new BoundedParser(tokens);
    parser.setErrorHandler(new StatementRecovery(diagnostics));
    try {
      return rule.apply(parser);
    } catch (RecognitionException reported) {
      return otherwise;
    } catch (BoundedParser.TooDeepException e) {
      diagnostics.error(
          BuildContext.span(e.at()),
          "the code is nested too deeply here",
          "split it into several statements or functions");
      return otherwise;
    }
  }

  /** The token that ends a file. */
  public static SourceToken end(SourceFile file) {
    int end = file.text().length();
    return new SourceToken(Token.EOF, "<end of file>", file.span(end, end));
  }
}
