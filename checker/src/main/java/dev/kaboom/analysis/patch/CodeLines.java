package dev.kaboom.analysis.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines reduced to their code, so that lines of a kernel file and of a model can be compared:
 * comments go, since models have comments of their own, and so does white space that separates no
 * words.
 */
final class CodeLines {
  private static final Pattern SPACE = Pattern.compile("(?<!\\w)\\s+|\\s+(?!\\w)");

  /** A line in the middle of a comment whose beginning is not shown. */
  private static final Pattern INSIDE = Pattern.compile("\\s*\\*(\\s.*|/.*|$)");

  private boolean inComment;

  private CodeLines() {}

  /** The code of each line; "" for a line that has none. */
  static List<String> of(List<String> lines) {
    CodeLines reader = new CodeLines();
    List<String> code = new ArrayList<>();
    lines.forEach(line -> code.add(reader.next(line)));
    return code;
  }

  private String next(String line) {
    if (!inComment && INSIDE.matcher(line).matches()) {
      int end = line.indexOf("*/");
      return end < 0 ? "" : squeeze(strip(line, end + 2));
    }
    return squeeze(strip(line, 0));
  }

  private String strip(String line, int from) {
    StringBuilder code = new StringBuilder();
    char quote = 0;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (inComment) {
        if (line.startsWith("*/", i)) {
          inComment = false;
          i++;
        }
      } else if (quote != 0) {
        code.append(c);
        quote = c == quote && line.charAt(i - 1) != '\\' ? 0 : quote;
      } else if (line.startsWith("/*", i)) {
        inComment = true;
        code.append(' ');
        i++;
      } else if (line.startsWith("//", i)) {
        break;
      } else {
        quote = c == '"' || c == '\'' ? c : 0;
        code.append(c);
      }
    }
    return code.toString();
  }

  private static String squeeze(String code) {
    return SPACE.matcher(code.strip()).replaceAll("");
  }
}
