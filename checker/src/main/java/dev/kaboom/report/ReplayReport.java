package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.property.Model;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.report.TraceDrawing.Detail;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Violation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
    ImmutableList.Builder<String> wrong = ImmutableList.builder();
    violation.map(this::wrong).ifPresent(wrong::addAll);
    new ViolationText(model, palette)
        .told(trace, Detail.EVERYTHING, wrong.build())
        .forEach(this::line);
    out.flush();
  }

  private List<String> wrong(Violation violation) {
    List<String> lines = new ArrayList<>();
    String headline = "violated: " + ViolationText.headline(violation);
    for (String text : TextWrap.lines(headline, ViolationText.WIDTH - 2, 10)) {
      lines.add("  " + palette.paint(Role.BAD, text));
    }
    lines.add("");
    return lines;
  }

  private void line(String text) {
    out.print(text + "\n");
  }
}
