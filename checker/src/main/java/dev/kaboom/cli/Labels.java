package dev.kaboom.cli;

import com.google.common.collect.ForwardingList;
import com.google.common.collect.ImmutableList;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.Expectations;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words that options take, each with its converter and the word that was probably meant. */
final class Labels {
  private Labels() {}

  /** Reads {@code --machine}. */
  static final class OfMachine implements ITypeConverter<Machine> {
    @Override
    public Machine convert(String value) {
      return read(value, Expectations::machine, labels(Machine.values(), Machine::label));
    }
  }

  /** Reads {@code --compiler}. */
  static final class OfCompiler implements ITypeConverter<Compiler> {
    @Override
    public Compiler convert(String value) {
      return read(value, Expectations::compiler, labels(Compiler.values(), Compiler::label));
    }
  }

  /** Reads {@code --engine}. */
  static final class OfEngine implements ITypeConverter<EngineChoice> {
    @Override
    public EngineChoice convert(String value) {
      return ofEnum(value, EngineChoice.values());
    }
  }

  /** Reads {@code --store}. */
  static final class OfStore implements ITypeConverter<Store> {
    @Override
    public Store convert(String value) {
      return ofEnum(value, Store.values());
    }
  }

  /** Reads {@code --format}. */
  static final class OfFormat implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String value) {
      return ofEnum(value, OutputFormat.values());
    }
  }

  /** Reads {@code --color}. */
  static final class OfColor implements ITypeConverter<ColorChoice> {
    @Override
    public ColorChoice convert(String value) {
      return ofEnum(value, ColorChoice.values());
    }
  }

  /** The machines, for a shell that completes words. */
  static final class Machines extends ForwardingList<String> {
    @Override
    protected List<String> delegate() {
      return labels(Machine.values(), Machine::label);
    }
  }

  /** The compilers' settings, likewise. */
  static final class Compilers extends ForwardingList<String> {
    @Override
    protected List<String> delegate() {
      return labels(Compiler.values(), Compiler::label);
    }
  }

  /** The formats, likewise. */
  static final class Formats extends ForwardingList<String> {
    @Override
    protected List<String> delegate() {
      return labels(OutputFormat.values(), format -> format.name().toLowerCase(Locale.ROOT));
    }
  }

  private static <T extends Enum<T>> T ofEnum(String value, T[] constants) {
    Function<T, String> label = constant -> constant.name().toLowerCase(Locale.ROOT);
    return read(
        value,
        text -> Arrays.stream(constants).filter(c -> label.apply(c).equals(text)).findFirst(),
        labels(constants, label));
  }

  private static <T> List<String> labels(T[] constants, Function<T, String> label) {
    return Arrays.stream(constants).map(label).collect(ImmutableList.toImmutableList());
  }

  private static <T> T read(
      String value, Function<String, Optional<T>> reader, List<String> labels) {
    return reader
        .apply(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s%s"
                        .formatted(value, String.join(", ", labels), suggestion(value, labels))));
  }

  /** {@code ; did you mean 'tso'?}, or nothing when no word is near. */
  static String suggestion(String word, List<String> words) {
    String lower = word.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(candidate -> distance(lower, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(lower, candidate)))
        .map(candidate -> "; did you mean '" + candidate + "'?")
        .orElse("");
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours between two words (optimal string
   * alignment; Damerau 1964).
   */
  static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(int[][] cost, String left, String right, int i, int j) {
    int replace = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + replace);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
