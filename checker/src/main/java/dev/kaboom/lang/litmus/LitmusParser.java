package dev.kaboom.lang.litmus;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceChecks;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.lang.grammar.CParser;
import dev.kaboom.lang.syntax.Brackets;
import dev.kaboom.lang.syntax.Builders;
import dev.kaboom.lang.syntax.SourceToken;
import dev.kaboom.lang.syntax.SyntaxParser;
import dev.kaboom.lang.syntax.TypeNames;
import java.util.List;
import java.util.Optional;

/** Reads a litmus test. */
public final class LitmusParser {
  private LitmusParser() {}

  /**
   * The test in {@code file}, or nothing if that cannot be told; it can be used only if {@code
   * diagnostics} has no error afterwards. Never throws, whatever the file contains.
   */
  public static Optional<LitmusTest> parse(SourceFile file, Diagnostics diagnostics) {
    if (!SourceChecks.readable(file, diagnostics)) {
      return Optional.empty();
    }
    return LitmusHeader.read(file, diagnostics).flatMap(header -> body(file, header, diagnostics));
  }

  private static Optional<LitmusTest> body(
      SourceFile file, LitmusHeader header, Diagnostics diagnostics) {
    Comments comments = new Comments(file, header.initial(), diagnostics);
    Optional<String> text = comments.masked();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<SourceToken> tokens = LitmusTokens.of(file, header.initial(), text.get());
    ImmutableSet<String> typeNames = TypeNames.mark(tokens, KernelTypes.namesIn(tokens));
    if (!Brackets.check(tokens, diagnostics)) {
      return Optional.empty();
    }
    Optional<CParser.LitmusContext> tree =
        SyntaxParser.rule(
            tokens, parser -> Optional.of(parser.litmus()), Optional.empty(), diagnostics);
    Builders builders = new Builders(diagnostics, typeNames);
    return tree.map(
        found ->
            new LitmusBuilder(file, builders, diagnostics)
                .build(found, header.name(), Expectations.in(comments.text())));
  }
}
