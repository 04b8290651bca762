package dev.kaboom.analysis.stress;

/** Text of models as parts of Java source: whatever it contains, it stays what it was meant as. */
final class JavaText {
  private JavaText() {}

  /** A string literal. */
  static String literal(String text) {
    StringBuilder java = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        java.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        java.append(c);
      } else if (c < 0x100) {
        // A unicode escape would be read before the literal is: a line end would end it.
        java.append('\\').append(octal(c));
      } else {
        java.append("\\u%04x".formatted((int) c));
      }
    }
    return java.append('"').toString();
  }

  private static String octal(char c) {
    return "%03o".formatted((int) c);
  }

  /** What may stand behind two slashes: one line, no backslash (which could begin an escape). */
  static String comment(String text) {
    StringBuilder java = new StringBuilder();
    String line = text.strip();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean harmless = c >= ' ' && c < 0x7f && c != '\\';
      java.append(c == '\t' ? ' ' : harmless ? c : '?');
    }
    return java.toString();
  }

  /** A part of a class name: letters and digits, each word with a capital. */
  static String words(String text) {
    StringBuilder java = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter || (c >= '0' && c <= '9')) {
        java.append(start ? Character.toUpperCase(c) : c);
      }
      start = !letter;
    }
    return java.toString();
  }
}
