package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.report.Palette.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays rows out in columns of equal width beside a gutter of line numbers. Where the columns would
 * get too narrow to read, the CPUs share one column and a heading says whose turn it is.
 */
final class TraceGrid {
  private static final int MARGIN = 2;
  private static final int GAP = 2;
  private static final int NARROWEST = 15;
  private static final int LINES_MAX = 4;

  private final Map<Integer, String> headers;
  private final Palette palette;
  private final int width;

  /**
   * A grid.
   *
   * @param headers the heading of each CPU that has a column, in order
   */
  TraceGrid(Map<Integer, String> headers, Palette palette, int width) {
    this.headers = headers;
    this.palette = palette;
    this.width = width;
  }

  /**
   * One entry of the drawing.
   *
   * @param cpu in whose column; -1 for all columns together
   * @param indent within the column
   * @param line the source line, 0 for none
   * @param aside follows the text if there is room
   */
  record Row(int cpu, int indent, int line, String text, Style style, String aside) {
    Row(int cpu, int indent, int line, String text, Style style) {
      this(cpu, indent, line, text, style, "");
    }

    /** The heading of a function's steps. */
    static Row function(int cpu, int indent, String name, String file) {
      return new Row(cpu, indent, 0, name, Style.FUNCTION, file);
    }

    Row withText(String other) {
      return new Row(cpu, indent, line, other, style, aside);
    }

    /** How a row is set off. */
    enum Style {
      ACTION,
      FUNCTION,
      HANDLER,
      FLUSH,
      ACROSS
    }

    /** A row that belongs to no column. */
    static Row across(String text) {
      return new Row(-1, 0, 0, text, Style.ACROSS);
    }
  }

  ImmutableList<String> render(List<Row> rows) {
    int gutter = gutter(rows);
    int columns = Math.max(1, headers.size());
    int column = (width - gutter - GAP * (columns - 1)) / columns;
    return column >= NARROWEST ? columns(rows, gutter, column) : oneColumn(rows, gutter);
  }

  /** Width of margin, line numbers and the space after them. */
  private static int gutter(List<Row> rows) {
    int line = rows.stream().mapToInt(Row::line).max().orElse(0);
    return line == 0 ? MARGIN : MARGIN + Integer.toString(line).length() + 2;
  }

  private ImmutableList<String> columns(List<Row> rows, int gutter, int column) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    Map<Integer, Integer> starts = new LinkedHashMap<>();
    StringBuilder rule = new StringBuilder(" ".repeat(gutter));
    headers.forEach(
        (cpu, header) -> {
          int start = gutter + starts.size() * (column + GAP);
          starts.put(cpu, start);
          pad(rule, start).append("-".repeat(header.length()));
        });
    lines.add(heading(starts)).add(rule.toString());
    for (Row row : rows) {
      int start = starts.getOrDefault(row.cpu(), gutter);
      int room = row.cpu() < 0 ? width - gutter : column;
      addRow(lines, row, gutter, start, room);
    }
    return lines.build();
  }

  /** The headings; painted text has characters without width, so that it is padded by hand. */
  private String heading(Map<Integer, Integer> starts) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Map.Entry<Integer, String> header : headers.entrySet()) {
      int start = starts.getOrDefault(header.getKey(), 0);
      text.append(" ".repeat(start - at)).append(palette.paint(Role.TITLE, header.getValue()));
      at = start + header.getValue().length();
    }
    return text.toString();
  }

  private ImmutableList<String> oneColumn(List<Row> rows, int gutter) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    int current = -1;
    for (Row row : rows) {
      if (row.cpu() >= 0 && row.cpu() != current) {
        current = row.cpu();
        String header = headers.getOrDefault(current, "CPU " + current);
        lines.add(" ".repeat(gutter) + palette.paint(Role.TITLE, header + ":"));
      }
      addRow(lines, row, gutter, gutter + 2, width - gutter - 2);
    }
    return lines.build();
  }

  private void addRow(
      ImmutableList.Builder<String> lines, Row row, int gutter, int start, int room) {
    int indent = Math.min(row.indent(), room / 2);
    List<String> texts = TextWrap.lines(row.text(), room - indent, 2, LINES_MAX);
    for (int i = 0; i < texts.size(); i++) {
      String number = row.line() > 0 && i == 0 ? Integer.toString(row.line()) : "";
      int numbers = Math.max(0, gutter - 2 - number.length());
      String left =
          number.isEmpty()
              ? " ".repeat(gutter)
              : " ".repeat(numbers) + palette.paint(Role.FAINT, number) + "  ";
      String space = " ".repeat(start - gutter + indent);
      lines.add(left + space + paint(row.style(), texts.get(i)) + aside(row, texts, room - indent));
    }
  }

  private String aside(Row row, List<String> texts, int room) {
    int free = room - texts.get(0).length() - row.aside().length();
    boolean fits = texts.size() == 1 && free >= 2 && !row.aside().isEmpty();
    return fits ? "  " + palette.paint(Role.FAINT, row.aside()) : "";
  }

  private String paint(Row.Style style, String text) {
    return switch (style) {
      case ACTION -> text;
      case FUNCTION -> palette.paint(Role.TITLE, text);
      case HANDLER -> palette.paint(Role.HANDLER, text);
      case FLUSH, ACROSS -> palette.paint(Role.FAINT, text);
    };
  }

  private static StringBuilder pad(StringBuilder text, int column) {
    return text.append(" ".repeat(Math.max(0, column - text.length())));
  }
}
