package dev.kaboom.report;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * The Kernel Test Anything Protocol, version 1 (Documentation/dev-tools/ktap.rst): a test for each
 * file, a subtest for each check. An expected violation is {@code ok … # XFAIL}, as kselftest
 * prints it; what is inconclusive as expected is {@code ok … # SKIP}; what has no answer, {@code
 * not ok … # ERROR}. What a check found stands in diagnostic lines before its result.
 */
public final class KtapReporter implements Reporter {
  private static final String INDENT = "  ";

  private final PrintWriter out;
  private final TestCases cases;

  /**
   * A reporter.
   *
   * @param options with which the checks are run: a replay needs the same bounds
   */
  public KtapReporter(PrintWriter out, CheckOptions options) {
    this.out = out;
    this.cases = new TestCases(options);
  }

  @Override
  public void checked(Checked check) {
    cases.add(check);
  }

  @Override
  public void unchecked(Unchecked unchecked) {
    cases.add(unchecked);
  }

  @Override
  public void endOfFile() {}

  @Override
  public void end() {
    plan("", cases.byFile().size());
    int number = 0;
    for (Map.Entry<String, List<TestCase>> file : cases.byFile().entrySet()) {
      number++;
      plan(INDENT, file.getValue().size());
      for (int i = 0; i < file.getValue().size(); i++) {
        subtest(i + 1, file.getValue().get(i));
      }
      boolean good = file.getValue().stream().allMatch(KtapReporter::isGood);
      line((good ? "ok " : "not ok ") + number + " " + description(file.getKey()));
    }
    out.flush();
  }

  private void plan(String indent, int tests) {
    line(indent + "KTAP version 1");
    line(indent + "1.." + tests);
  }

  private void subtest(int number, TestCase test) {
    for (String text : test.story()) {
      line((INDENT + "# " + oneLine(text)).stripTrailing());
    }
    String result = (isGood(test) ? "ok " : "not ok ") + number + " " + description(test.name());
    String sentence = oneLine(test.sentence());
    line(
        INDENT
            + switch (test.outcome()) {
              case PASSED -> result;
              case KNOWN -> result + " # XFAIL " + sentence;
              case SKIPPED -> result + " # SKIP " + sentence;
              case FAILED -> result + " # " + sentence;
              case ERROR -> result + " # ERROR " + sentence;
            });
  }

  private static boolean isGood(TestCase test) {
    return switch (test.outcome()) {
      case PASSED, KNOWN, SKIPPED -> true;
      case FAILED, ERROR -> false;
    };
  }

  /** A description ends at the first '#'. */
  private static String description(String text) {
    return oneLine(text).replace('#', '_');
  }

  /** No text of a model may begin a line of its own. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
  }

  private void line(String text) {
    out.print(text + "\n");
  }
}
