package dev.kaboom.lang.kernelc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceChecks;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.TranslationUnit;
import dev.kaboom.lang.syntax.Brackets;
import dev.kaboom.lang.syntax.SourceToken;
import dev.kaboom.lang.syntax.SyntaxParser;
import dev.kaboom.lang.syntax.TypeNames;
import java.util.List;

/** Reads a kernel C model: preprocessing, then the grammar. */
public final class KernelCParser {
  private KernelCParser() {}

  /**
   * Everything that {@code file} and its headers declare; it can be used only if {@code
   * diagnostics} has no error afterwards. Never throws, whatever the file contains.
   *
   * @param defines macros and their values, as {@code -D NAME=VALUE} gives them
   */
  public static TranslationUnit parse(
      SourceFile file,
      ImmutableMap<String, String> defines,
      IncludeResolver resolver,
      Diagnostics diagnostics) {
    TranslationUnit nothing =
        new TranslationUnit(file.span(0, file.text().length()), ImmutableList.of());
    if (!SourceChecks.readable(file, diagnostics) || !namesAreValid(file, defines, diagnostics)) {
      return nothing;
    }
    List<SourceToken> tokens = Preprocessing.run(file, defines, resolver, diagnostics);
    if (diagnostics.hasErrors() || !Brackets.check(tokens, diagnostics)) {
      return nothing;
    }
    ImmutableSet<String> typeNames = TypeNames.mark(tokens, ImmutableSet.of());
    return new TranslationUnit(
        nothing.span(), SyntaxParser.declarations(tokens, typeNames, diagnostics));
  }

  private static boolean namesAreValid(
      SourceFile file, ImmutableMap<String, String> defines, Diagnostics diagnostics) {
    for (String name : defines.keySet()) {
      if (!name.matches("[A-Za-z_][A-Za-z_0-9]*") || name.equals("defined")) {
        diagnostics.error(
            file.span(0, 0),
            "'" + name + "' cannot be defined as a macro",
            "write -D NAME or -D NAME=VALUE");
        return false;
      }
    }
    return true;
  }
}
