package dev.kaboom.report;

import dev.kaboom.check.Checked;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import java.io.PrintWriter;

/**
 * Litmus tests in herd7's dialect, one for each execution graph that there is to show. A check
 * without one is a comment.
 */
public final class LitmusReporter implements Reporter {
  private final PrintWriter out;

  public LitmusReporter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void checked(Checked check) {
    CheckResult result = check.result();
    out.print(result.picture().map(ExecutionPicture::litmus).orElseGet(() -> without(check)));
    out.flush();
  }

  private static String without(Checked check) {
    CheckResult result = check.result();
    return "(* %s %s %s %s: %s; %s *)\n"
        .formatted(
            check.file(),
            check.variant().name(),
            result.machine().label(),
            result.compiler().label(),
            result.verdict().label(),
            DotReporter.why(result))
        .replace(" - ", " ");
  }

  @Override
  public void endOfFile() {}

  @Override
  public void end() {
    out.flush();
  }
}
