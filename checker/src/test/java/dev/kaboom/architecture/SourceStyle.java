package dev.kaboom.architecture;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;

/** The limits on the shape of the sources. Each rule returns what breaks it, for people to read. */
record SourceStyle(ImmutableList<SourceText> sources) {
  static final int COLUMNS_MAX = 100;
  static final int FILE_LINES_MAX = 600;
  static final int FILE_LINES_MOST = 400;
  static final int FILE_LINES_MEDIAN = 120;
  static final int METHOD_LINES_MAX = 60;
  static final int METHOD_LINES_MOST = 27;
  private static final int FILES_WITHIN_MOST_PERCENT = 95;
  private static final int METHODS_WITHIN_MOST_PERCENT = 90;

  ImmutableList<String> linesTooWide() {
    return list(sources.stream().flatMap(SourceStyle::linesTooWide));
  }

  ImmutableList<String> filesTooLong() {
    return list(
        sources.stream()
            .filter(source -> source.lines().size() > FILE_LINES_MAX)
            .map(source -> source.name() + ": " + source.lines().size() + " lines"));
  }

  ImmutableList<String> filesLongOnTheWhole() {
    ImmutableList<Integer> lengths = sorted(sources.stream().map(s -> s.lines().size()));
    ImmutableList.Builder<String> broken = ImmutableList.builder();
    broken.addAll(share("files", lengths, FILE_LINES_MOST - 1, FILES_WITHIN_MOST_PERCENT));
    if (!lengths.isEmpty() && lengths.get((lengths.size() - 1) / 2) > FILE_LINES_MEDIAN) {
      broken.add("the median file has " + lengths.get((lengths.size() - 1) / 2) + " lines");
    }
    return broken.build();
  }

  ImmutableList<String> methodsTooLong() {
    return list(
        methods().stream()
            .filter(method -> method.lines() > METHOD_LINES_MAX)
            .map(SourceText.Method::toString));
  }

  ImmutableList<String> methodsLongOnTheWhole() {
    ImmutableList<Integer> lengths = sorted(methods().stream().map(SourceText.Method::lines));
    return share("methods", lengths, METHOD_LINES_MOST, METHODS_WITHIN_MOST_PERCENT);
  }

  /** A package-info opens with a Javadoc that says what the package is for. */
  ImmutableList<String> packagesWithoutPurpose() {
    return list(
        sources.stream()
            .filter(source -> source.name().endsWith("package-info.java"))
            .filter(source -> !source.text().startsWith("/**"))
            .map(source -> source.name() + ": no Javadoc"));
  }

  private List<SourceText.Method> methods() {
    return sources.stream().flatMap(source -> source.methods().stream()).toList();
  }

  /** Imports and addresses cannot be broken. */
  private static Stream<String> linesTooWide(SourceText source) {
    ImmutableList<String> lines = source.lines();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .filter(i -> lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS_MAX)
        .filter(i -> !lines.get(i).startsWith("import ") && !lines.get(i).contains("https://"))
        .map(i -> source.name() + ":" + (i + 1) + ": " + lines.get(i).length() + " columns");
  }

  private static ImmutableList<String> share(
      String what, List<Integer> lengths, int most, int percent) {
    long within = lengths.stream().filter(length -> length <= most).count();
    if (within * 100 >= (long) percent * lengths.size()) {
      return ImmutableList.of();
    }
    return ImmutableList.of(
        "%d of %d %s have at most %d lines; %d %% must"
            .formatted(within, lengths.size(), what, most, percent));
  }

  private static ImmutableList<Integer> sorted(Stream<Integer> lengths) {
    return lengths.sorted().collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<String> list(Stream<String> broken) {
    return broken.collect(ImmutableList.toImmutableList());
  }
}
