package dev.kaboom.report;

import static com.google.common.xml.XmlEscapers.xmlAttributeEscaper;
import static com.google.common.xml.XmlEscapers.xmlContentEscaper;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * JUnit XML, as Jenkins, GitLab and most other servers read it: a suite for each file, a case for
 * each check. A violation or a mismatch is a {@code failure}; an inconclusive check and bad input
 * are an {@code error}; what is inconclusive as expected is {@code skipped}. An expected violation
 * passes and says so in {@code system-out}.
 */
public final class JUnitReporter implements Reporter {
  private final PrintWriter out;
  private final TestCases cases;

  /**
   * A reporter.
   *
   * @param options with which the checks are run: a replay needs the same bounds
   */
  public JUnitReporter(PrintWriter out, CheckOptions options) {
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
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<testsuites name=\"kaboom\"" + counts(cases.all()) + ">");
    cases.byFile().forEach(this::suite);
    line("</testsuites>");
    out.flush();
  }

  private void suite(String file, List<TestCase> ofFile) {
    line("  <testsuite name=\"" + attribute(file) + "\"" + counts(ofFile) + ">");
    ofFile.forEach(this::testCase);
    line("  </testsuite>");
  }

  private static String counts(List<TestCase> some) {
    return " tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%s\""
        .formatted(
            some.size(),
            count(some, TestCase.Outcome.FAILED),
            count(some, TestCase.Outcome.ERROR),
            count(some, TestCase.Outcome.SKIPPED),
            time(some.stream().mapToDouble(TestCase::seconds).sum()));
  }

  private static long count(List<TestCase> some, TestCase.Outcome outcome) {
    return some.stream().filter(test -> test.outcome() == outcome).count();
  }

  private void testCase(TestCase test) {
    String head =
        "    <testcase classname=\"%s\" name=\"%s\" time=\"%s\""
            .formatted(
                attribute(className(test.file())), attribute(test.name()), time(test.seconds()));
    switch (test.outcome()) {
      case PASSED -> line(head + "/>");
      case KNOWN -> within(head, "<system-out>" + content(test) + "</system-out>");
      case SKIPPED -> within(head, "<skipped message=\"" + attribute(test.sentence()) + "\"/>");
      case FAILED -> within(head, problem("failure", test));
      case ERROR -> within(head, problem("error", test));
    }
  }

  private void within(String head, String body) {
    line(head + ">");
    line("      " + body);
    line("    </testcase>");
  }

  private static String problem(String element, TestCase test) {
    String sentence = test.sentence();
    boolean labelled = sentence.matches("(?s)(violated|inconclusive): .*");
    String other = test.outcome() == TestCase.Outcome.ERROR ? "not-checked" : "mismatch";
    return "<%s type=\"%s\" message=\"%s\">%s</%s>"
        .formatted(
            element,
            labelled ? sentence.substring(0, sentence.indexOf(':')) : other,
            attribute(sentence),
            content(test),
            element);
  }

  private static String content(TestCase test) {
    String story = String.join("\n", test.story()).stripTrailing();
    return xmlContentEscaper()
        .escape(story.isEmpty() ? test.sentence() : test.sentence() + "\n\n" + story);
  }

  private static String attribute(String text) {
    return xmlAttributeEscaper().escape(text);
  }

  /** Servers split class names at dots to make folders of them. */
  private static String className(String file) {
    return file.replace('.', '_').replace('/', '.').replaceFirst("^[._]+", "");
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private void line(String text) {
    out.print(text + "\n");
  }
}
