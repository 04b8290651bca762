package dev.kaboom.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads KTAP as its specification defines it, strictly: no line may be of an unknown kind. */
final class KtapGrammar {
  private static final String DIRECTIVES = "SKIP|TODO|XFAIL|TIMEOUT|ERROR";
  private static final Pattern RESULT = Pattern.compile("(ok|not ok) ([0-9]+)( [^#]*?)?( # .*)?");
  private static final Pattern DIRECTIVE = Pattern.compile(" # (" + DIRECTIVES + ")\\b.*");

  private final Deque<String> lines;

  private KtapGrammar(List<String> lines) {
    this.lines = new ArrayDeque<>(lines);
  }

  /**
   * Reads a whole report.
   *
   * @return the number of results on the innermost level
   * @throws IllegalArgumentException with the line that is wrong
   */
  static int read(String text) {
    KtapGrammar grammar = new KtapGrammar(text.lines().toList());
    int[] leaves = {0};
    grammar.tests("", leaves);
    if (!grammar.lines.isEmpty()) {
      throw grammar.wrong("the end");
    }
    return leaves[0];
  }

  /** A version, a plan and that many tests; whether all of them are good. */
  private boolean tests(String indent, int[] leaves) {
    expect(indent + "KTAP version 1");
    int planned = plan(indent);
    boolean good = true;
    for (int number = 1; number <= planned; number++) {
      good &= test(indent, number, leaves);
    }
    return good;
  }

  private int plan(String indent) {
    String plan = lines.isEmpty() ? "" : lines.remove();
    if (!plan.matches(indent + "1\\.\\.[0-9]+")) {
      throw new IllegalArgumentException("no plan: " + plan);
    }
    return Integer.parseInt(plan.substring(indent.length() + 3));
  }

  private boolean test(String indent, int number, int[] leaves) {
    boolean nested = !lines.isEmpty() && lines.element().equals(indent + "  KTAP version 1");
    boolean children = !nested || tests(indent + "  ", leaves);
    while (!lines.isEmpty() && lines.element().matches(indent + "#( .*)?")) {
      lines.remove();
    }
    String line = lines.isEmpty() ? "" : lines.remove();
    Matcher result = RESULT.matcher(line.startsWith(indent) ? line.substring(indent.length()) : "");
    if (!result.matches() || Integer.parseInt(result.group(2)) != number) {
      throw new IllegalArgumentException("no result " + number + ": " + line);
    }
    boolean good = result.group(1).equals("ok");
    String rest = String.valueOf(result.group(4));
    boolean failing = DIRECTIVE.matcher(rest).matches() && rest.matches(" # (ERROR|TIMEOUT).*");
    if ((failing && good) || (nested && good != children)) {
      throw new IllegalArgumentException("contradiction: " + line);
    }
    leaves[0] += nested ? 0 : 1;
    return good;
  }

  private void expect(String line) {
    if (lines.isEmpty() || !lines.element().equals(line)) {
      throw wrong(line);
    }
    lines.remove();
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected " + expected + ", not " + lines.peek());
  }
}
