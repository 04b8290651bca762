package dev.kaboom.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The rows of {@code kaboom bench} as text or JSON, each printed when it is known. */
final class BenchTable {
  private static final double MEGABYTE = 1 << 20;

  private final Console console;
  private final BenchCommand.Format format;

  BenchTable(Console console, BenchCommand.Format format) {
    this.console = console;
    this.format = format;
  }

  /** The names of the columns. */
  void head() {
    switch (format) {
      case text ->
          print(
              "program",
              "size",
              "engine",
              "machine",
              "count",
              "CPU s",
              "rate/s",
              "bytes/state",
              "peak MB",
              "ratio",
              "");
      case json -> {}
    }
  }

  void row(BenchRow row) {
    switch (format) {
      case text -> text(row);
      case json -> {
        console.out().print(json(row) + "\n");
        console.out().flush();
      }
    }
  }

  /** How many cases there were, for people. */
  void foot(long cases, long differ, long unanswered) {
    switch (format) {
      case text -> {
        console.out().printf("%d cases, %d differ, %d without answer%n", cases, differ, unanswered);
        console.out().flush();
      }
      case json -> {}
    }
  }

  private void text(BenchRow row) {
    BenchCase of = row.of();
    print(
        of.program(),
        of.size(),
        row.tool(),
        of.machine().label(),
        row.count().isPresent() ? String.format(Locale.ROOT, "%,d", row.count().getAsLong()) : "-",
        decimal("%.2f", row.cpuSeconds()),
        decimal("%,.0f", row.rate()),
        decimal("%.1f", row.bytesPerState()),
        row.peakBytes().isPresent() ? decimal("%.0f", row.peakBytes().getAsLong() / MEGABYTE) : "-",
        decimal("%.2f", row.ratio()),
        remark(row));
  }

  private static String remark(BenchRow row) {
    return switch (row.outcome()) {
      case AGREES -> "";
      case DIFFERS ->
          row.problem().isEmpty()
              ? String.format(Locale.ROOT, "DIFFERS: %,d expected", row.of().expected())
              : "DIFFERS: " + row.problem();
      case UNANSWERED -> "no answer: " + row.problem();
    };
  }

  private void print(Object... cells) {
    console.out().print(line(cells) + "\n");
    console.out().flush();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-11s %4s  %-7s %-8s %10s %8s %10s %11s %8s %7s  %s", cells)
        .stripTrailing();
  }

  private static String decimal(String form, OptionalDouble value) {
    return value.isPresent() ? decimal(form, value.getAsDouble()) : "-";
  }

  private static String decimal(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }

  private static ObjectNode json(BenchRow row) {
    BenchCase of = row.of();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("program", of.program());
    node.put("size", of.size());
    node.put("engine", row.tool());
    node.put("machine", of.machine().label());
    put(node, "count", row.count());
    node.put("expected", of.expected());
    node.put("matches", row.outcome() == BenchRow.Outcome.AGREES);
    put(node, "cpuSeconds", row.cpuSeconds());
    put(node, "rate", row.rate());
    put(node, "bytesPerState", row.bytesPerState());
    put(node, "peakBytes", row.peakBytes());
    put(node, "ratio", row.ratio());
    node.put("reason", row.problem().isEmpty() ? null : row.problem());
    return node;
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    node.put(name, value.isPresent() ? value.getAsLong() : null);
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    node.put(name, value.isPresent() ? Math.round(value.getAsDouble() * 1000) / 1000.0 : null);
  }
}
