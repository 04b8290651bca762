package dev.kaboom.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/**
 * One search that {@code kaboom bench} measures.
 *
 * @param program the name of a model without its extension
 * @param size the value of the model's macro N
 * @param expected how many executions or states there are
 */
record BenchCase(
    Extent extent, String program, int size, EngineChoice engine, Machine machine, long expected) {
  /** How long a case takes. */
  enum Extent {
    /** Little more than the start of a process. */
    SMALL,
    /** Seconds. */
    LARGE;

    /** The word in a list of cases. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Splitter WORDS = Splitter.onPattern("\\s+");
  private static final String FORM = "EXTENT PROGRAM SIZE ENGINE MACHINE COUNT is expected";

  /** What {@code bench REGEX} is matched with: {@code fib/5/graphs/tso}. */
  String title() {
    return program + "/" + size + "/" + engine.label() + "/" + machine.label();
  }

  /** The cases that ship. */
  static ImmutableList<BenchCase> shipped() {
    try {
      return parse(
          "cases.txt",
          Resources.toString(
              Resources.getResource("dev/kaboom/bench/cases.txt"), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a list of cases: one a line, {@code #} starts a comment.
   *
   * @throws IllegalArgumentException if a line is no case; the message names the file and the line
   */
  static ImmutableList<BenchCase> parse(String name, String text) {
    ImmutableList.Builder<BenchCase> cases = ImmutableList.builder();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        try {
          cases.add(of(WORDS.splitToList(line)));
        } catch (IllegalArgumentException | TypeConversionException e) {
          throw new IllegalArgumentException(name + ":" + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return cases.build();
  }

  private static BenchCase of(List<String> words) {
    if (words.size() != 6
        || !words.get(1).matches("\\w+")
        || !words.get(2).matches("[0-9]{1,4}")
        || !words.get(5).matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(FORM);
    }
    return new BenchCase(
        extent(words.get(0)),
        words.get(1),
        Integer.parseInt(words.get(2)),
        new Labels.OfEngine().convert(words.get(3)),
        new Labels.OfMachine().convert(words.get(4)),
        Long.parseLong(words.get(5)));
  }

  private static Extent extent(String word) {
    return Arrays.stream(Extent.values())
        .filter(extent -> extent.label().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not small or large"));
  }
}
