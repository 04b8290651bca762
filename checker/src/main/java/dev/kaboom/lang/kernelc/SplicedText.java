package dev.kaboom.lang.kernelc;

import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.lang.SourceFile;

/**
 * A source text as the preprocessor reads it: lines that end with a backslash joined with the next
 * (as many empty lines follow, so that line numbers stay), and characters that only the
 * preprocessor takes for line ends blanked. Knows where each of its characters came from.
 */
final class SplicedText {
  private final SourceFile original;
  private final SourceFile spliced;
  private final ImmutableIntArray offsets;

  SplicedText(SourceFile original) {
    this.original = original;
    String text = original.text();
    StringBuilder out = new StringBuilder(text.length() + 1);
    ImmutableIntArray.Builder from = ImmutableIntArray.builder(text.length() + 1);
    int owed = 0;
    for (int i = 0; i < text.length(); i++) {
      int splice = spliceLength(text, i);
      if (splice > 0) {
        owed++;
        i += splice - 1;
        continue;
      }
      char c = text.charAt(i);
      out.append(lineEndOfOthers(c) ? ' ' : c);
      from.add(i);
      for (; c == '\n' && owed > 0; owed--) {
        out.append('\n');
        from.add(i);
      }
    }
    from.add(text.length());
    this.offsets = from.build();
    this.spliced = new SourceFile(original.name(), out.toString());
  }

  /** The length of a backslash and the line end after it, or 0. */
  private static int spliceLength(String text, int i) {
    if (text.charAt(i) != '\\') {
      return 0;
    }
    return text.startsWith("\\\n", i) ? 2 : text.startsWith("\\\r\n", i) ? 3 : 0;
  }

  private static boolean lineEndOfOthers(char c) {
    return switch (c) {
      case '\r', '\u000b', '\f', '\u0085', '\u2028', '\u2029' -> true;
      default -> false;
    };
  }

  /** The file as it was written. */
  SourceFile original() {
    return original;
  }

  /** The text that the preprocessor reads. */
  String text() {
    return spliced.text();
  }

  /** Whether {@code word} stands at a 1-based line and 0-based column of the spliced text. */
  boolean has(String word, int line, int column) {
    return line >= 1
        && line <= spliced.lineCount()
        && column >= 0
        && spliced.text().startsWith(word, spliced.lineStart(line) + column);
  }

  /** The original offset of a 1-based line and 0-based column, clamped. */
  int offset(int line, int column) {
    int at = spliced.lineStart(line) + Math.max(0, column);
    return offsets.get(Math.min(at, offsets.length() - 1));
  }

  /** The original offset of an offset of the spliced text. */
  int offset(int at) {
    return offsets.get(Math.min(at, offsets.length() - 1));
  }
}
