package dev.kaboom.lang;

/** What can be said about a file before anything is parsed. */
public final class SourceChecks {
  /** The longest file that is read, in characters. */
  public static final int LENGTH_MAX = 4 << 20;

  private static final char UNDECODABLE = '\uFFFD';

  private SourceChecks() {}

  /** Whether a file is text of a sensible length; if not, it has been said why. */
  public static boolean readable(SourceFile file, Diagnostics diagnostics) {
    String text = file.text();
    if (text.length() > LENGTH_MAX) {
      diagnostics.error(
          file.span(0, 0),
          "the file is longer than " + (LENGTH_MAX >> 20) + " MiB",
          "check a smaller part of it");
      return false;
    }
    if (text.isBlank()) {
      diagnostics.error(file.span(0, 0), "the file is empty", "");
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == UNDECODABLE) {
        diagnostics.error(file.span(i, i + 1), "this is not UTF-8 text", "save the file as UTF-8");
        return false;
      }
      if (Character.isISOControl(c) && !Character.isWhitespace(c) && c != '\u0085') {
        diagnostics.error(
            file.span(i, i + 1),
            String.format("the control character U+%04X cannot stand in source text", (int) c),
            "remove it; if the file is not text at all, it is the wrong file");
        return false;
      }
    }
    return true;
  }
}
