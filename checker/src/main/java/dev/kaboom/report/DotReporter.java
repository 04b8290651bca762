package dev.kaboom.report;

import dev.kaboom.check.Checked;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.io.PrintWriter;

/**
 * Execution graphs in the language of Graphviz, one digraph for each execution that there is to
 * show. A check without one is a comment.
 */
public final class DotReporter implements Reporter {
  private final PrintWriter out;

  public DotReporter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void checked(Checked check) {
    CheckResult result = check.result();
    String title = title(check);
    if (result.picture().isPresent()) {
      new DotGraph(result.model(), result.picture().get()).lines(title).forEach(this::line);
    } else {
      line("// " + DotGraph.oneLine(title) + ": " + why(result));
    }
    out.flush();
  }

  private static String title(Checked check) {
    CheckResult result = check.result();
    return "%s %s %s %s: %s"
        .formatted(
            check.file(),
            check.variant().name(),
            result.machine().label(),
            result.compiler().label(),
            result.verdict().label())
        .replace(" - ", " ");
  }

  /** Why there is no execution graph. */
  static String why(CheckResult result) {
    boolean states = result.statistics().executions() == 0;
    return result.verdict() instanceof Verdict.Violated && states
        ? "a trace of interleavings, not an execution graph; --format text shows it"
        : "no execution graph to show";
  }

  private void line(String text) {
    out.print(text + "\n");
  }

  @Override
  public void endOfFile() {}

  @Override
  public void end() {
    out.flush();
  }
}
