package dev.kaboom.analysis.patch;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which function each line of a file belongs to, told by braces. */
final class Functions {
  private static final Pattern NAME = Pattern.compile("(\\w+)\\s*\\(");

  private final String[] names;

  /**
   * The functions of a file.
   *
   * @param code its lines, as {@link CodeLines} has them
   */
  Functions(List<String> code) {
    names = new String[code.size()];
    Arrays.fill(names, "");
    int depth = 0;
    int begin = 0;
    StringBuilder header = new StringBuilder();
    String name = "";
    for (int i = 0; i < names.length; i++) {
      String line = code.get(i);
      if (line.startsWith("#")) {
        names[i] = name;
        continue;
      }
      for (int k = 0; k < line.length(); k++) {
        char c = line.charAt(k);
        if (c == '{' && depth++ == 0) {
          name = nameIn(header.toString());
          Arrays.fill(names, begin, i + 1, name);
        } else if (c == '}' && depth > 0 && --depth == 0) {
          names[i] = name;
          name = "";
          header.setLength(0);
          begin = i + 1;
        } else if (c == ';' && depth == 0) {
          header.setLength(0);
          begin = i + 1;
        } else if (depth == 0) {
          header.append(c);
        }
      }
      names[i] = name.isEmpty() ? names[i] : name;
      header.append(' ');
    }
  }

  /** The function that a line belongs to; "" if none. */
  String at(int line) {
    return names[line];
  }

  /** The first line of a function, or -1. */
  int begin(String function) {
    return function.isEmpty() ? -1 : Arrays.asList(names).indexOf(function);
  }

  /** The name in a function's first line; "" if it looks like no function. */
  static String nameIn(String header) {
    Matcher matcher = NAME.matcher(header);
    return header.indexOf('=') < 0 && matcher.find() ? matcher.group(1) : "";
  }
}
