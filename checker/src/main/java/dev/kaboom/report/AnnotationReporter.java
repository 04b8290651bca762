package dev.kaboom.report;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import dev.kaboom.check.Checked;
import dev.kaboom.program.Position;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A reporter that also tells GitHub where the findings are: a workflow command {@code ::error
 * file=…,line=…,title=…::message} for each finding that makes the exit code other than 0. GitHub
 * reads these from both streams; they go to the one that is not for results.
 */
public final class AnnotationReporter implements Reporter {
  private static final Escaper MESSAGE = escapes().build();
  private static final Escaper PROPERTY =
      escapes().addEscape(':', "%3A").addEscape(',', "%2C").build();

  private final Reporter reporter;
  private final PrintWriter log;
  private final List<Checked> ofFile = new ArrayList<>();

  /** A reporter that annotates in {@code log} what {@code reporter} reports. */
  public AnnotationReporter(Reporter reporter, PrintWriter log) {
    this.reporter = reporter;
    this.log = log;
  }

  /** What GitHub's own toolkit escapes. */
  private static Escapers.Builder escapes() {
    return Escapers.builder().addEscape('%', "%25").addEscape('\r', "%0D").addEscape('\n', "%0A");
  }

  @Override
  public void checked(Checked check) {
    reporter.checked(check);
    ofFile.add(check);
  }

  @Override
  public void unchecked(Unchecked unchecked) {
    reporter.unchecked(unchecked);
    annotate(unchecked.at(), "not checked", unchecked.headline());
    log.flush();
  }

  @Override
  public void endOfFile() {
    reporter.endOfFile();
    for (Finding finding : Finding.of(ofFile)) {
      switch (finding.kind()) {
        case VIOLATION, MISMATCH, INCONCLUSIVE ->
            annotate(finding.at(), finding.where(), message(finding));
        case KNOWN -> {}
      }
    }
    ofFile.clear();
    log.flush();
  }

  @Override
  public void end() {
    endOfFile();
    reporter.end();
  }

  private static String message(Finding finding) {
    String cause = finding.first().cause();
    return cause.isEmpty() ? finding.sentence() : finding.sentence() + "\ncause: " + cause;
  }

  private void annotate(Position at, String title, String message) {
    String file = at.file().isEmpty() ? "" : "file=" + PROPERTY.escape(at.file()) + ",";
    String line = at.line() == 0 ? "" : "line=" + at.line() + ",";
    String heading = "title=" + PROPERTY.escape("kaboom: " + title);
    log.print("::error " + file + line + heading + "::" + MESSAGE.escape(message) + "\n");
  }
}
