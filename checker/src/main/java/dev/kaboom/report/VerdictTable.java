package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The verdicts of one model: a line for each variant, machine and compiler. */
final class VerdictTable {
  private final Palette palette;
  private final List<Checked> checks;

  VerdictTable(List<Checked> checks, Palette palette) {
    this.checks = checks;
    this.palette = palette;
  }

  /** A column: its heading and one cell for each check. */
  private record Column(String heading, boolean right, ImmutableList<Cell> cells) {
    int width() {
      int widest = cells.stream().mapToInt(cell -> cell.text().length()).max().orElse(0);
      return Math.max(heading.length(), widest);
    }
  }

  /** A cell's text, and how it is painted. */
  private record Cell(Role role, String text) {}

  /** The table with its headings. */
  ImmutableList<String> lines() {
    List<Column> columns = columns(Unit.SHOWN);
    if (width(columns) > ViolationText.WIDTH && unit().isPresent()) {
      columns = columns(Unit.HEADING);
    }
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    StringBuilder headings = new StringBuilder();
    for (Column column : columns) {
      String space = " ".repeat(column.width() - column.heading().length());
      headings.append("  ").append(column.right() ? space + column.heading() : column.heading());
      headings.append(column.right() ? "" : space);
    }
    lines.add(palette.paint(Role.FAINT, headings.toString().stripTrailing()));
    for (int row = 0; row < checks.size(); row++) {
      lines.add(line(columns, row));
    }
    return lines.build();
  }

  private String line(List<Column> columns, int row) {
    StringBuilder line = new StringBuilder();
    for (Column column : columns) {
      Cell cell = column.cells().get(row);
      String space = " ".repeat(column.width() - cell.text().length());
      String text =
          cell.role() == Role.TITLE ? cell.text() : palette.paint(cell.role(), cell.text());
      line.append("  ").append(column.right() ? space + text : text + space);
    }
    return line.toString().stripTrailing();
  }

  /** Where the word stands that says what was counted. */
  private enum Unit {
    SHOWN,
    HEADING
  }

  private static int width(List<Column> columns) {
    return columns.stream().mapToInt(column -> 2 + column.width()).sum();
  }

  /** What all checks count, if it is the same. */
  private Optional<String> unit() {
    List<String> units =
        checks.stream()
            .map(check -> check.result().statistics().executions() > 0 ? "executions" : "states")
            .distinct()
            .toList();
    return units.size() == 1 ? Optional.of(units.get(0)) : Optional.empty();
  }

  private List<Column> columns(Unit unit) {
    List<Column> columns = new ArrayList<>();
    if (checks.stream().anyMatch(check -> !check.variant().equals(Variant.PLAIN))) {
      columns.add(column("variant", check -> plain(check.variant().name())));
    }
    columns.add(column("machine", check -> plain(check.result().machine().label())));
    columns.add(column("compiler", check -> plain(check.result().compiler().label())));
    if (!checks.stream().allMatch(VerdictTable::isAnsweredQuestion)) {
      columns.add(column("verdict", VerdictTable::verdict));
    }
    if (checks.stream().anyMatch(c -> c.result().observation() != Observation.NONE)) {
      columns.add(column("observation", check -> plain(observation(check.result()))));
    }
    columns.add(explored(unit));
    if (checks.stream().anyMatch(Checked::hasExpectation)) {
      columns.add(column("as expected", VerdictTable::agreement));
    }
    return columns;
  }

  private Column column(String heading, Function<Checked, Cell> cell) {
    return new Column(
        heading, false, checks.stream().map(cell).collect(ImmutableList.toImmutableList()));
  }

  private Column explored(Unit unit) {
    String heading = unit == Unit.SHOWN ? "explored" : unit().orElse("explored");
    ImmutableList<Cell> cells =
        checks.stream()
            .map(check -> explored(check.result().statistics()))
            .map(text -> plain(unit == Unit.SHOWN ? text : text.substring(0, text.indexOf(' '))))
            .collect(ImmutableList.toImmutableList());
    return new Column(heading, true, cells);
  }

  private static Cell plain(String text) {
    return new Cell(Role.TITLE, text);
  }

  /** An {@code exists} asks a question: its answer is the observation, and no verdict. */
  private static boolean isAnsweredQuestion(Checked check) {
    return check.result().verdict() instanceof Verdict.Holds
        && check.result().model().properties().stream()
            .anyMatch(
                property ->
                    property instanceof Property.FinalCondition condition
                        && condition.quantifier() == Quantifier.EXISTS);
  }

  private static Cell verdict(Checked check) {
    Verdict verdict = check.result().verdict();
    if (verdict instanceof Verdict.Holds) {
      return new Cell(Role.GOOD, verdict.label());
    }
    boolean violated = verdict instanceof Verdict.Violated;
    return new Cell(violated ? Role.BAD : Role.UNSURE, verdict.label());
  }

  /** herd7's word and its two counts. */
  private static String observation(CheckResult result) {
    if (result.observation() == Observation.NONE) {
      return "";
    }
    String word = Expected.title(result.observation());
    Long positive = result.positive();
    Long negative = result.negative();
    return positive == null || negative == null ? word : word + " " + positive + " " + negative;
  }

  private static String explored(Statistics statistics) {
    return statistics.executions() > 0
        ? String.format(Locale.US, "%,d executions", statistics.executions())
        : String.format(Locale.US, "%,d states", statistics.states());
  }

  private static Cell agreement(Checked check) {
    if (!check.hasExpectation()) {
      return plain("");
    }
    return switch (check.outcome()) {
      case PASSED -> new Cell(Role.GOOD, "yes");
      case FAILED -> new Cell(Role.BAD, "NO");
      case INCONCLUSIVE -> new Cell(Role.UNSURE, "unknown");
    };
  }
}
