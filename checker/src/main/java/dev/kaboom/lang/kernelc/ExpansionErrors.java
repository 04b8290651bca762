package dev.kaboom.lang.kernelc;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Diagnostic;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Span;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anarres.cpp.PreprocessorListener;
import org.anarres.cpp.Source;

/** Puts the preprocessor's complaints into words and places. */
final class ExpansionErrors implements PreprocessorListener {
  private static final ImmutableMap<String, String> WORDS =
      ImmutableMap.<String, String>builder()
          .put("EOF in macro args", "the arguments of this macro never end: a ')' is missing")
          .put("Expected identifier", "a name is missing after this directive")
          .put("Cannot redefine name", "'defined' cannot be a macro")
          .put("Unknown preprocessor directive", "this preprocessor directive is not known")
          .put("Preprocessor directive not a word", "no directive begins like this")
          .put("Directive include_next", "#include_next is not supported")
          .put("Bad token in expression", "this #if cannot be evaluated")
          .put("Unexpected operator", "this #if cannot be evaluated")
          .put("missing ) in expression", "a ')' is missing in this #if")
          .put("Missing ) in expression", "a ')' is missing in this #if")
          .put("Missing ) in defined", "a ')' is missing after defined(")
          .put("defined() needs identifier", "defined() needs the name of a macro")
          .put("Missing : in conditional", "a ':' is missing in this #if")
          .put("Division by zero", "this #if divides by zero")
          .put("Modulus by zero", "this #if divides by zero")
          .put("Expected string or header", "#include needs a name, <linux/list.h> or \"file.h\"")
          .put("Unexpected token on #include", "nothing can follow the name on this line")
          .put("Unterminated macro param", "the parameters of this macro never end")
          .put("error in macro parameters", "this is no name for a parameter of a macro")
          .put("Bad token in macro parameters", "this is no name for a parameter of a macro")
          .put("ellipsis must be on last", "'...' can only be the last parameter")
          .put("Paste at end of expansion", "'##' cannot end a macro")
          .put("Unterminated comment", "this comment has no end")
          .put("Unterminated string literal", "this string or character constant has no end")
          .put("End of file in string literal", "this string has no end")
          .put("Unterminated character literal", "this character constant has no end")
          .put("Empty character literal", "this character constant is empty")
          .put("Illegal character constant", "a character constant has exactly one character")
          .put("Invalid suffix", "this is not an integer constant")
          .buildOrThrow();

  private static final Pattern COUNT =
      Pattern.compile(
          "(?:variadic )?macro (\\S+) has ((?:at least )?\\d+) parameters but given (\\d+) args");

  private final Expander expander;
  private final Diagnostics diagnostics;

  ExpansionErrors(Expander expander, Diagnostics diagnostics) {
    this.expander = expander;
    this.diagnostics = diagnostics;
  }

  @Override
  public void handleError(Source source, int line, int column, String message) {
    diagnostics.error(place(message, line, column), plain(message));
  }

  @Override
  public void handleWarning(Source source, int line, int column, String message) {
    if (message.startsWith("Unexpected nonwhite token")) {
      diagnostics.error(
          place(message, line, column),
          "this cannot be evaluated, or stands after the end of the directive",
          "a macro with arguments must be defined before #if can use it");
    } else if (message.startsWith("#warning")) {
      diagnostics.add(Diagnostic.warning(place(message, line, column), message, ""));
    }
  }

  private Span place(String message, int line, int column) {
    return message.contains("macro") ? expander.macroUse() : expander.place(line, column);
  }

  @Override
  public void handleSourceChange(Source source, PreprocessorListener.SourceChangeEvent event) {}

  /** The preprocessor's message in plain words. */
  static String plain(String message) {
    for (Map.Entry<String, String> entry : WORDS.entrySet()) {
      if (message.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    Matcher count = COUNT.matcher(message);
    if (count.matches()) {
      return String.format(
          "macro '%s' takes %s arguments, not %s", count.group(1), count.group(2), count.group(3));
    }
    return Strings.nullToEmpty(message).replace('\n', ' ');
  }
}
