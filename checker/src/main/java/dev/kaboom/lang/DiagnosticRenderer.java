package dev.kaboom.lang;

import com.google.common.base.Strings;
import java.util.Locale;

/**
 * Shows diagnostics as compilers do: {@code file:line:column: error: message}, the source line, a
 * caret under the place, and what to write instead.
 */
public final class DiagnosticRenderer {
  private static final int WIDTH_MAX = 100;
  private static final int CONTEXT = 40;

  private DiagnosticRenderer() {}

  /** All diagnostics, each with a line end; "" if there is none. */
  public static String render(Diagnostics diagnostics) {
    StringBuilder out = new StringBuilder();
    diagnostics.list().forEach(diagnostic -> out.append(render(diagnostic)));
    if (diagnostics.unlisted() > 0) {
      out.append("and ").append(diagnostics.unlisted()).append(" more errors\n");
    }
    return out.toString();
  }

  /** One diagnostic, with a line end. */
  public static String render(Diagnostic diagnostic) {
    Span at = diagnostic.at();
    StringBuilder out = new StringBuilder();
    out.append(at)
        .append(": ")
        .append(diagnostic.severity().name().toLowerCase(Locale.ROOT))
        .append(": ")
        .append(printable(diagnostic.message()))
        .append('\n')
        .append(excerpt(at));
    if (!diagnostic.hint().isEmpty()) {
      out.append("  hint: ").append(printable(diagnostic.hint())).append('\n');
    }
    return out.toString();
  }

  /** The source line with the caret below it; of a very long line only what is near. */
  private static String excerpt(Span at) {
    String line = at.file().line(at.line());
    if (line.isBlank()) {
      return "";
    }
    int caret = Math.min(at.column() - 1, line.length());
    int from = line.length() > WIDTH_MAX ? Math.max(0, caret - CONTEXT) : 0;
    int to = Math.min(line.length(), from + WIDTH_MAX);
    String gutter = Strings.padStart(Integer.toString(at.line()), 5, ' ') + " | ";
    String margin = " ".repeat(5) + " | ";
    return gutter
        + shown(line.substring(from, to)).stripTrailing()
        + '\n'
        + margin
        + padding(line.substring(from, caret))
        + marker(at, Math.min(to, line.length()) - caret)
        + '\n';
  }

  private static String marker(Span at, int room) {
    int length = at.text().indexOf('\n') >= 0 ? room : at.end() - at.start();
    return "^" + "~".repeat(Math.max(0, Math.min(length, room) - 1));
  }

  /** Blanks as wide as {@code text}; tabs stay tabs. */
  private static String padding(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(c == '\t' ? '\t' : ' '));
    return out.toString();
  }

  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(c != '\t' && Character.isISOControl(c) ? '?' : (char) c));
    return out.toString();
  }

  private static String printable(String text) {
    return shown(text.replace('\t', ' '));
  }
}
