package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks text into lines of bounded width, where a reader of C would break it. */
public final class TextWrap {
  private static final String BREAK_AFTER = " ,(|&";

  private static final Pattern COMMENT = Pattern.compile("/\\*[^*]*\\*/");
  private static final char GLUE = '\u00a0';

  private TextWrap() {}

  /**
   * The text as lines of at most {@code width} characters, all but the first indented by {@code
   * hang}. Prefers to break at a space, then after a comma or an opening parenthesis or before
   * {@code ->} and {@code .}, and cuts only what has none of these.
   */
  public static ImmutableList<String> lines(String text, int width, int hang) {
    List<String> lines = new ArrayList<>();
    String rest = glued(text, width - hang);
    String indent = "";
    while (indent.length() + rest.length() > width) {
      int at = breakAt(rest, Math.max(1, width - indent.length()));
      lines.add(loose(indent + rest.substring(0, at)).stripTrailing());
      rest = rest.substring(at).stripLeading();
      indent = " ".repeat(Math.min(hang, width / 2));
    }
    lines.add(loose(indent + rest));
    return ImmutableList.copyOf(lines);
  }

  /** A C comment, which shows the value that was read, stays in one piece if it can. */
  private static String glued(String text, int width) {
    return COMMENT
        .matcher(text)
        .replaceAll(
            match -> {
              String comment = match.group();
              boolean fits = comment.length() <= width;
              return Matcher.quoteReplacement(fits ? comment.replace(' ', GLUE) : comment);
            });
  }

  private static String loose(String text) {
    return text.replace(GLUE, ' ');
  }

  /**
   * As {@link #lines}, but no more than {@code linesMax}; an ellipsis stands for what is missing.
   */
  public static ImmutableList<String> lines(String text, int width, int hang, int linesMax) {
    ImmutableList<String> all = lines(text, width, hang);
    if (all.size() <= linesMax) {
      return all;
    }
    String last = all.get(linesMax - 1);
    String cut = last.length() + 3 > width ? last.substring(0, Math.max(0, width - 3)) : last;
    return ImmutableList.<String>builder()
        .addAll(all.subList(0, linesMax - 1))
        .add(cut + "...")
        .build();
  }

  private static int breakAt(String text, int width) {
    int space = text.lastIndexOf(' ', width);
    if (space > width / 3 || text.startsWith("/*", space + 1)) {
      return space;
    }
    for (int at = Math.min(width, text.length() - 1); at > width / 3; at--) {
      boolean after = BREAK_AFTER.indexOf(text.charAt(at - 1)) >= 0;
      if (after || text.startsWith("->", at) || text.charAt(at) == '.') {
        return at;
      }
    }
    return space > 0 ? space : width;
  }
}
