package dev.kaboom.lang.litmus;

import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The comments of a litmus test. Those of C are comments everywhere. {@code (* *)}, which may be
 * nested, is one wherever it cannot be C: before, in and after the initial state, between routines,
 * and in the condition. In the body and the parameters of a routine, {@code (*p)} is an expression,
 * as in herd7.
 */
final class Comments {
  private static final Pattern CONDITION =
      Pattern.compile("(?:exists|forall|locations|filter|final|observed)\\b");

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final StringBuilder masked;
  private final StringBuilder comments = new StringBuilder();
  private final int initial;
  private int braces;
  private int parentheses;
  private boolean initialState = true;
  private boolean condition;

  /**
   * Comments of a test.
   *
   * @param initial offset of the brace that opens the initial state
   */
  Comments(SourceFile file, int initial, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.initial = initial;
    this.masked = new StringBuilder(file.text());
    comments.append(file.text(), 0, initial).append('\n');
  }

  /** The texts of all comments, and everything before the initial state. */
  String text() {
    return comments.toString();
  }

  /** The file's text with comments as blanks, or nothing if a comment has no end. */
  Optional<String> masked() {
    String text = file.text();
    int i = initial;
    while (i < text.length()) {
      int after = afterComment(i);
      if (after < 0) {
        noEnd(i);
        return Optional.empty();
      }
      if (after > i) {
        comments.append(text, i, after).append('\n');
        blank(i, after);
        i = after;
      } else {
        i = step(text, i);
      }
    }
    return Optional.of(masked.toString());
  }

  private void noEnd(int i) {
    if (initialState) {
      diagnostics.error(
          file.span(initial, initial + 1),
          "the initial state is never closed",
          "write '}' after it; or a comment in it has no end");
    } else {
      diagnostics.error(file.span(i, i + 2), "this comment has no end");
    }
  }

  private int afterComment(int i) {
    String text = file.text();
    if (text.startsWith("(*", i)) {
      boolean allowed = initialState || condition || (braces == 0 && parentheses == 0);
      return allowed ? afterNested(text, i) : i;
    }
    return afterC(text, i);
  }

  private void blank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (masked.charAt(i) != '\n') {
        masked.setCharAt(i, ' ');
      }
    }
  }

  /** Moves over one character, word or string; keeps count of where in the test it is. */
  private int step(String text, int i) {
    char c = text.charAt(i);
    switch (c) {
      case '{' -> braces++;
      case '}' -> {
        braces--;
        parentheses = braces == 0 ? 0 : parentheses;
        initialState = initialState && braces > 0;
      }
      case '(' -> parentheses++;
      case ')' -> parentheses--;
      case '"' -> {
        return afterString(text, i);
      }
      default -> {
        if (Character.isLetter(c) || c == '_') {
          return afterWord(text, i);
        }
      }
    }
    return i + 1;
  }

  private int afterWord(String text, int i) {
    if (!initialState
        && braces == 0
        && parentheses == 0
        && CONDITION.matcher(text).region(i, text.length()).lookingAt()) {
      condition = true;
    }
    int end = i;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private static int afterString(String text, int i) {
    int end = i + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }

  /** The offset after all blanks and comments that begin at {@code i}. */
  static int afterComments(String text, int i) {
    while (i < text.length()) {
      int after = Character.isWhitespace(text.charAt(i)) ? i + 1 : afterComment(text, i);
      if (after <= i) {
        return i;
      }
      i = after;
    }
    return i;
  }

  /** The offset after the comment that begins at {@code i}; not above {@code i} if none does. */
  static int afterComment(String text, int i) {
    return text.startsWith("(*", i) ? afterNested(text, i) : afterC(text, i);
  }

  private static int afterC(String text, int i) {
    if (text.startsWith("//", i)) {
      int end = text.indexOf('\n', i);
      return end < 0 ? text.length() : end;
    }
    if (text.startsWith("/*", i)) {
      int end = text.indexOf("*/", i + 2);
      return end < 0 ? -1 : end + 2;
    }
    return i;
  }

  private static int afterNested(String text, int start) {
    int depth = 1;
    int i = start + 2;
    while (i < text.length()) {
      if (text.startsWith("(*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*)", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return -1;
  }
}
