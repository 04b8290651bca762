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
        row.count().isPresent() ? number(row.count().getAsLong()) : "-",
        decimal("%.2f", row.cost().cpuSeconds()),
        decimal("%,.0f", row.rate()),
        decimal("%.1f", row.bytesPerState()),
        peak(row.cost().peakBytes()),
        decimal("%.2f", row.ratio()),
        remark(row));
  }

  private static String remark(BenchRow row) {
    return switch (row.outcome()) {
      case AGREES ->
          row.cost().searchSeconds().isPresent()
              ? decimal("%.2f", row.cost().searchSeconds()) + " CPU s the search alone"
              : "";
      case DIFFERS ->
          row.problem().isEmpty()
              ? "DIFFERS: " + number(row.of().expected()) + " expected"
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

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String peak(OptionalLong bytes) {
    return bytes.isPresent() ? decimal("%.0f", bytes.getAsLong() / MEGABYTE) : "-";
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
    put(node, "expected", row.expected());
    node.put("matches", row.outcome() == BenchRow.Outcome.AGREES);
    put(node, "cpuSeconds", row.cost().cpuSeconds());
    put(node, "searchSeconds", row.cost().searchSeconds());
    put(node, "rate", row.rate());
    put(node, "bytesPerState", row.bytesPerState());
    put(node, "peakBytes", row.cost().peakBytes());
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
