package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Playback;
import dev.kaboom.check.Variant;
import dev.kaboom.report.TraceDrawing.Detail;
import dev.kaboom.report.html.Page;
import dev.kaboom.report.html.SourceTexts;
import dev.kaboom.report.html.Story;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.Subject;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTML page for all checks: the verdicts in tables, and each violation to step through. It says
 * nothing about time, so that two runs write the same page.
 */
public final class HtmlReporter implements Reporter {
  private static final ImmutableList<String> HEADINGS =
      ImmutableList.of("variant", "machine", "compiler", "verdict", "explored", "as expected");

  private final PrintWriter out;
  private final CheckOptions options;
  private final Page page;
  private final List<Checked> ofFile = new ArrayList<>();
  private final List<Page.Row> rows = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();
  private int checks;
  private int violations;
  private int surprises;

  /**
   * A reporter that writes the page at the end.
   *
   * @param options with which the checks are run: the page's replays need the same bounds
   */
  public HtmlReporter(PrintWriter out, CheckOptions options, SourceTexts texts) {
    this.out = out;
    this.options = options;
    this.page = new Page(texts);
  }

  @Override
  public void checked(Checked check) {
    ofFile.add(check);
    rows.add(row(check, story(check).map(page::add).orElse(-1)));
    checks++;
    violations += check.result().verdict() instanceof Verdict.Violated ? 1 : 0;
    surprises += check.hasExpectation() && check.outcome() != Checked.Outcome.PASSED ? 1 : 0;
  }

  @Override
  public void unchecked(Unchecked what) {
    unchecked.add(what.file() + ": " + what.headline());
  }

  @Override
  public void endOfFile() {
    if (!ofFile.isEmpty()) {
      page.heading(ofFile.get(0).file());
      page.table("Verdicts of " + ofFile.get(0).file(), HEADINGS, rows);
      page.remarks(ofFile.stream().flatMap(check -> reason(check).stream()).toList());
    }
    ofFile.clear();
    rows.clear();
  }

  @Override
  public void end() {
    endOfFile();
    if (!unchecked.isEmpty()) {
      page.heading("Not checked");
      page.remarks(unchecked);
    }
    String summary =
        "%d %s: %d violated, %d not as expected."
            .formatted(checks, checks == 1 ? "check" : "checks", violations, surprises);
    out.print(page.html("Kaboom report", summary));
    out.flush();
  }

  private static Optional<String> reason(Checked check) {
    return check.result().verdict() instanceof Verdict.Inconclusive inconclusive
        ? Optional.of(Finding.title(check) + " is inconclusive: " + inconclusive.reason())
        : Optional.empty();
  }

  private static Page.Row row(Checked check, int story) {
    CheckResult result = check.result();
    boolean plain = check.variant().equals(Variant.PLAIN);
    long executions = result.statistics().executions();
    String explored =
        executions > 0
            ? String.format(Locale.ROOT, "%,d executions", executions)
            : String.format(Locale.ROOT, "%,d states", result.statistics().states());
    return new Page.Row(
        ImmutableList.of(
            new Page.Cell(plain ? "" : check.variant().name(), ""),
            new Page.Cell(result.machine().label(), ""),
            new Page.Cell(result.compiler().label(), ""),
            verdict(result),
            new Page.Cell(explored, ""),
            agreement(check)),
        story);
  }

  private static Page.Cell verdict(CheckResult result) {
    Verdict verdict = result.verdict();
    if (verdict instanceof Verdict.Holds) {
      return new Page.Cell(verdict.label(), "good");
    }
    return new Page.Cell(verdict.label(), verdict instanceof Verdict.Violated ? "bad" : "unsure");
  }

  private static Page.Cell agreement(Checked check) {
    if (!check.hasExpectation()) {
      return new Page.Cell("", "");
    }
    return switch (check.outcome()) {
      case PASSED -> new Page.Cell("yes", "good");
      case FAILED -> new Page.Cell("no, expected: " + check.expected().text(), "bad");
      case INCONCLUSIVE -> new Page.Cell("unknown", "unsure");
    };
  }

  private Optional<Story> story(Checked check) {
    if (check.result().verdict() instanceof Verdict.Violated violated) {
      return Optional.of(violation(check, violated));
    }
    Optional<ExecutionPicture> example =
        check.result().picture().filter(picture -> picture.subject() == Subject.EXAMPLE);
    if (example.isPresent()) {
      return Optional.of(
          story(
              check,
              "example of " + example.get().title(),
              example.get().trace(),
              Optional.empty()));
    }
    return check
        .witness()
        .map(
            witness ->
                story(check, "it happens, for example", witness.trace(), Optional.of(witness)));
  }

  private Story violation(Checked check, Verdict.Violated violated) {
    String headline = "violated: " + ViolationText.headline(violated.violation());
    Trace trace = check.result().picture().map(ExecutionPicture::trace).orElse(violated.trace());
    return story(check, headline, trace, Optional.of(violated));
  }

  private Story story(
      Checked check, String headline, Trace trace, Optional<Verdict.Violated> played) {
    CheckResult result = check.result();
    Aliases aliases = TraceDrawing.of(result.model(), trace, Detail.EVERYTHING).aliases();
    List<String> remarks = new ArrayList<>();
    String cause = result.picture().map(ExecutionPicture::cause).orElse(check.cause());
    String remedy = result.picture().map(ExecutionPicture::remedy).orElse("");
    if (!cause.isEmpty()) {
      remarks.add("Cause: " + cause);
    }
    if (!remedy.isEmpty()) {
      remarks.add("Remedy: " + remedy);
    }
    return new Story(
        check.file(),
        check.file() + ": " + Finding.title(check),
        headline,
        ImmutableList.copyOf(remarks),
        command(check, played),
        text(check, played),
        result.model(),
        result.machine(),
        result.compiler(),
        trace,
        played.flatMap(violated -> playback(result, violated)),
        result.picture(),
        aliases::in,
        aliases.legend());
  }

  private Optional<Playback> playback(CheckResult result, Verdict.Violated violated) {
    return result.picture().isPresent()
        ? Optional.empty()
        : Playback.of(result.model(), result.machine(), result.compiler(), options, violated);
  }

  private String command(Checked check, Optional<Verdict.Violated> played) {
    return played
        .filter(violated -> !violated.schedule().labels().isEmpty())
        .map(violated -> ReplayLine.of(check, violated, options))
        .orElseGet(() -> ReplayLine.again(check, options));
  }

  private ImmutableList<String> text(Checked check, Optional<Verdict.Violated> played) {
    ViolationText text = new ViolationText(check.result().model(), Palette.PLAIN);
    return check
        .result()
        .picture()
        .map(picture -> text.picture(check, picture, options))
        .orElseGet(
            () ->
                played
                    .map(violated -> text.body(violated, check.cause()))
                    .orElse(ImmutableList.of()));
  }
}
