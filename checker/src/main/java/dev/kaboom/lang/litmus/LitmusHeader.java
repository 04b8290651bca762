package dev.kaboom.lang.litmus;

import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines before the initial state: {@code C name}, then any text, as herd7 allows it.
 *
 * @param initial offset of the brace that opens the initial state
 */
record LitmusHeader(String name, int initial) {
  private static final Pattern FIRST_LINE =
      Pattern.compile("\\s*(\\w+)[ \\t]+([^\\s({;\"]+)[^\\S\\n]*");

  static Optional<LitmusHeader> read(SourceFile file, Diagnostics diagnostics) {
    String text = file.text();
    int start = Comments.afterComments(text, 0);
    Matcher matcher = FIRST_LINE.matcher(text).region(start, text.length());
    if (!matcher.lookingAt()) {
      diagnostics.error(
          file.span(start, start),
          "a litmus test begins with a line 'C name'",
          "kernel C goes into a file whose name ends with .c");
      return Optional.empty();
    }
    if (!matcher.group(1).equals("C")) {
      diagnostics.error(
          file.span(matcher.start(1), matcher.end(1)),
          "this is a litmus test for '" + matcher.group(1) + "'; only C tests can be read",
          "the first line of a litmus test is 'C name'");
      return Optional.empty();
    }
    int initial = findInitial(text, matcher.end());
    if (initial < text.length() && text.charAt(initial) == '(') {
      diagnostics.error(file.span(initial, initial + 2), "this comment has no end");
      return Optional.empty();
    }
    if (initial == text.length()) {
      int end = file.text().length();
      diagnostics.error(
          file.span(end, end),
          "the initial state is missing",
          "write '{ int x = 0; }', or '{}' if everything begins with 0");
      return Optional.empty();
    }
    return Optional.of(new LitmusHeader(matcher.group(2), initial));
  }

  /**
   * The first brace that is in no comment and in no quoted description; else the comment that has
   * no end, or the end of the text.
   */
  private static int findInitial(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '{') {
      int after = text.startsWith("(*", i) ? Comments.afterComment(text, i) : i;
      if (after < 0) {
        return i;
      }
      if (after > i) {
        i = after;
      } else if (text.charAt(i) == '"') {
        int end = text.indexOf('"', i + 1);
        i = end < 0 ? i + 1 : end + 1;
      } else {
        i++;
      }
    }
    return i;
  }
}
