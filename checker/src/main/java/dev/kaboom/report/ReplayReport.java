package dev.kaboom.report;

import dev.kaboom.property.Model;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.report.TraceDrawing.Detail;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Violation;
import java.io.PrintWriter;
import java.util.Optional;

/** What {@code kaboom replay} prints: the drawing, its end, and what is wrong there. */
public final class ReplayReport {
  private final PrintWriter out;
  private final Palette palette;

  public ReplayReport(PrintWriter out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  /** Prints one trace. */
  public void print(Model model, Trace trace, Optional<Violation> violation) {
    TraceDrawing.lines(model, trace, Detail.EVERYTHING, palette, ViolationText.WIDTH)
        .forEach(this::line);
    line("");
    violation.ifPresent(this::wrong);
    new ViolationText(model, palette).end(trace).forEach(this::line);
    out.flush();
  }

  private void wrong(Violation violation) {
    String headline = "violated: " + ViolationText.headline(violation);
    for (String text : TextWrap.lines(headline, ViolationText.WIDTH - 2, 10)) {
      line("  " + palette.paint(Role.BAD, text));
    }
    line("");
  }

  private void line(String text) {
    out.print(text + "\n");
  }
}
