package dev.kaboom.lang.kernelc;

import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that each {@code #if} of a file has its {@code #endif} in the same file. The preprocessor
 * itself does not, and would silently drop the rest of the file.
 */
final class Conditionals {
  private static final Pattern TOKEN =
      Pattern.compile(
          "/\\*.*?(?:\\*/|\\z)"
              + "|//[^\\n]*"
              + "|\"(?:\\\\.|[^\"\\\\\\n])*+\"?"
              + "|'(?:\\\\.|[^'\\\\\\n])*+'?"
              + "|^[ \\t]*(#[ \\t]*(if|ifdef|ifndef|elif|else|endif)\\b)",
          Pattern.DOTALL | Pattern.MULTILINE);

  private Conditionals() {}

  /** Whether conditionals are balanced; if not, it has been said where. */
  static boolean check(SourceFile file, Diagnostics diagnostics) {
    SplicedText text = new SplicedText(file);
    Deque<Span> open = new ArrayDeque<>();
    Matcher matcher = TOKEN.matcher(text.text());
    while (matcher.find()) {
      if (matcher.group(1) == null) {
        continue;
      }
      Span span = file.span(text.offset(matcher.start(1)), text.offset(matcher.end(1)));
      String word = matcher.group(2);
      if (word.startsWith("if")) {
        open.push(span);
      } else if (open.isEmpty()) {
        diagnostics.error(span, "#" + word + " without #if", "remove it");
        return false;
      } else if (word.equals("endif")) {
        open.pop();
      }
    }
    if (!open.isEmpty()) {
      diagnostics.error(open.pop(), "this conditional has no #endif", "add #endif");
      return false;
    }
    return true;
  }
}
