package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.verdict.ExecutionPicture.Subject;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The report for people: for each model its table of verdicts, then each violation with its trace,
 * and at the end one line of totals. Figures of time stand in that last line only.
 */
public final class TextReporter implements Reporter {
  private final PrintWriter out;
  private final Palette palette;
  private final Detail detail;
  private final CheckOptions options;
  private final Explain explain;
  private final List<Checked> ofFile = new ArrayList<>();
  private final List<Restored> restoredOfFile = new ArrayList<>();
  private final FolderSummary folder = new FolderSummary();
  private final Map<Checked.Outcome, Integer> outcomes = new LinkedHashMap<>();
  private int restored;
  private long states;
  private long executions;
  private final long begin = System.nanoTime();

  /** Which violations are told with their traces. */
  public enum Detail {
    /** Every one. */
    ALL,
    /** Those that were not expected. */
    UNEXPECTED
  }

  /** Whether the report says what each answer rests on. */
  public enum Explain {
    NO,
    YES
  }

  /** A reporter of checks that were run with the default options. */
  public TextReporter(PrintWriter out, Palette palette, Detail detail) {
    this(out, palette, detail, CheckOptions.defaults());
  }

  /**
   * A reporter.
   *
   * @param options with which the checks are run: a replay needs the same bounds
   */
  public TextReporter(PrintWriter out, Palette palette, Detail detail, CheckOptions options) {
    this(out, palette, detail, options, Explain.NO);
  }

  /** The same, with or without explanations. */
  public TextReporter(
      PrintWriter out, Palette palette, Detail detail, CheckOptions options, Explain explain) {
    this.explain = explain;
    this.options = options;
    this.out = out;
    this.palette = palette;
    this.detail = detail;
  }

  @Override
  public void checked(Checked check) {
    ofFile.add(check);
    count(check.file(), check.outcome());
    states += check.result().statistics().states();
    executions += check.result().statistics().executions();
  }

  @Override
  public void restored(Restored result) {
    restoredOfFile.add(result);
    restored++;
    count(result.file(), result.outcome());
  }

  private void count(String file, Checked.Outcome outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
    folder.add(file, outcome);
  }

  @Override
  public void unchecked(Unchecked unchecked) {
    if (!unchecked.isInterruption()) {
      folder.addUnchecked(unchecked.file());
    }
  }

  /** What an earlier run has found: answers, without the traces that only that run has shown. */
  private void restored() {
    if (!restoredOfFile.isEmpty()) {
      line(palette.paint(Role.TITLE, restoredOfFile.get(0).file()) + " (from the earlier run)");
      line("");
      for (Restored result : restoredOfFile) {
        String text = result.title() + ": " + result.answer();
        TextWrap.lines(text, ViolationText.WIDTH - 2, 4).forEach(part -> line("  " + part));
      }
      line("");
      restoredOfFile.clear();
      out.flush();
    }
  }

  @Override
  public void endOfFile() {
    restored();
    if (ofFile.isEmpty()) {
      return;
    }
    line(palette.paint(Role.TITLE, ofFile.get(0).file()));
    line("");
    new VerdictTable(ofFile, palette).lines().forEach(this::line);
    line("");
    ofFile.forEach(this::remarks);
    if (explain == Explain.YES) {
      ofFile.forEach(this::explanation);
    }
    groups().forEach(this::violation);
    examples();
    ofFile.clear();
    out.flush();
  }

  @Override
  public void end() {
    endOfFile();
    folder.lines().forEach(this::line);
    int total = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    if (total == 0) {
      out.flush();
      return;
    }
    int passed = outcomes.getOrDefault(Checked.Outcome.PASSED, 0);
    int failed = outcomes.getOrDefault(Checked.Outcome.FAILED, 0);
    int unsure = outcomes.getOrDefault(Checked.Outcome.INCONCLUSIVE, 0);
    line(
        "%d %s: %d good%s%s%s"
            .formatted(
                total,
                total == 1 ? "check" : "checks",
                passed,
                failed == 0 ? "" : ", " + palette.paint(Role.BAD, failed + " bad"),
                unsure == 0 ? "" : ", " + palette.paint(Role.UNSURE, unsure + " inconclusive"),
                restored == 0 ? "" : "; " + restored + " from the earlier run"));
    String explored = String.format(Locale.US, "explored %,d states", states);
    if (executions > 0) {
      String graphs = String.format(Locale.US, "%,d executions", executions);
      explored = states > 0 ? explored + " and " + graphs : "explored " + graphs;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    line(explored + String.format(Locale.US, " in %.2f s", seconds));
    if (options.store() == Store.COMPACT && states > 0) {
      line("probability of a missed state: 0 (the compact store keeps states exactly)");
    }
    out.flush();
  }

  private void line(String text) {
    out.print(text + "\n");
  }

  /** What the table has no room for: reasons, properties, flags. */
  private void remarks(Checked check) {
    List<String> remarks = new ArrayList<>();
    if (check.result().verdict() instanceof Verdict.Inconclusive inconclusive) {
      remarks.add("inconclusive: " + inconclusive.reason());
    }
    if (check.hasExpectation() && check.outcome() != Checked.Outcome.PASSED) {
      remarks.add("expected: " + check.expected().text());
    }
    for (PropertyResult property : check.result().properties()) {
      if (property.verdict().equals("not checked") || alsoViolated(check, property)) {
        String verdict = property.verdict().equals("violated") ? "also violated" : "not checked";
        String name = isBuiltIn(property) ? "" : " \"" + property.name() + "\"";
        remarks.add(verdict + ": " + property.kind() + name);
      }
    }
    if (!check.result().flags().isEmpty()) {
      remarks.add("flags: " + String.join(", ", check.result().flags()));
    }
    Contrast.of(check, ofFile).ifPresent(remarks::add);
    for (String remark : remarks) {
      TextWrap.lines(where(List.of(check)) + ": " + remark, ViolationText.WIDTH - 2, 4)
          .forEach(text -> line("  " + text));
    }
    if (!remarks.isEmpty()) {
      line("");
    }
  }

  private void explanation(Checked check) {
    String verdict = check.result().verdict().label();
    line("  " + palette.paint(Role.TITLE, where(List.of(check)) + ": " + verdict));
    new Explanation(check, options).lines(palette).forEach(this::line);
    line("");
  }

  /** Whether a violated property is another one than the violation that is told. */
  private static boolean alsoViolated(Checked check, PropertyResult property) {
    if (!property.verdict().equals("violated")
        || !(check.result().verdict() instanceof Verdict.Violated violated)) {
      return false;
    }
    Violation told = violated.violation();
    boolean named = property.name().equals(told.name()) || told.kind() == Violation.Kind.CONDITION;
    return !property.kind().equals(kind(told)) || !(named || isBuiltIn(property));
  }

  private static boolean isBuiltIn(PropertyResult property) {
    return property.name().equals(property.kind());
  }

  /** The kind of the property that a violation belongs to. */
  private static String kind(Violation violation) {
    return switch (violation.kind()) {
      case ALWAYS, FINALLY, EXISTS, CONDITION, DEADLOCK, LIVELOCK, FLAG ->
          Expected.kindLabel(violation.kind());
      case ASSERT, BUG, WARN, FAULT, BAD_ACCESS -> "faults";
    };
  }

  /**
   * The violations to tell. What different machines and compilers make of one variant is told once,
   * as the first of these has it: sc before tso and source before cppo, the simplest first.
   */
  private ImmutableList<Group> groups() {
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    for (Checked check : ofFile) {
      boolean wanted = detail == Detail.ALL || check.outcome() != Checked.Outcome.PASSED;
      if (wanted && check.result().verdict() instanceof Verdict.Violated violated) {
        Violation violation = violated.violation();
        groups
            .computeIfAbsent(
                List.of(check.variant(), violation), key -> new Group(violation, new ArrayList<>()))
            .checks()
            .add(check);
      }
    }
    return ImmutableList.copyOf(groups.values());
  }

  /** Checks of one variant with the same violation. */
  private record Group(Violation violation, List<Checked> checks) {}

  private void violation(Group group) {
    for (String text : TextWrap.lines(whereExpected(group.checks()), ViolationText.WIDTH - 2, 2)) {
      line("  " + palette.paint(Role.TITLE, text));
    }
    String headline = "violated: " + ViolationText.headline(group.violation());
    for (String text : TextWrap.lines(headline, ViolationText.WIDTH - 2, 10)) {
      line("  " + palette.paint(Role.BAD, text));
    }
    line("");
    Checked told = group.checks().get(0);
    if (told.result().verdict() instanceof Verdict.Violated violated) {
      ViolationText text = new ViolationText(told.result().model(), palette);
      text.story(told, violated, options).forEach(this::line);
    }
    line("");
  }

  /** An execution that answers the question of a litmus test, from the first check that has one. */
  private void witness(Checked check, Verdict.Violated witness) {
    line("  " + palette.paint(Role.TITLE, where(List.of(check)) + ": it happens, for example:"));
    line("");
    new ViolationText(check.result().model(), palette).body(witness, "").forEach(this::line);
    line("  " + palette.paint(Role.TITLE, "replay:"));
    line("    " + ReplayLine.of(check, witness, options));
    line("");
  }

  /** Executions that satisfy an {@code exists}: graphs if there are any, else a trace. */
  private void examples() {
    ImmutableList<Checked> pictures = pictures();
    pictures.forEach(this::example);
    if (pictures.isEmpty()) {
      ofFile.stream()
          .filter(check -> detail == Detail.ALL || check.outcome() != Checked.Outcome.PASSED)
          .filter(check -> check.witness().isPresent())
          .findFirst()
          .ifPresent(check -> witness(check, check.witness().get()));
    }
  }

  /** The first check of each variant that has an execution graph to show. */
  private ImmutableList<Checked> pictures() {
    Map<List<Object>, Checked> examples = new LinkedHashMap<>();
    for (Checked check : ofFile) {
      check
          .result()
          .picture()
          .filter(picture -> detail == Detail.ALL && picture.subject() == Subject.EXAMPLE)
          .ifPresent(p -> examples.putIfAbsent(List.of(check.variant(), p.title()), check));
    }
    return ImmutableList.copyOf(examples.values());
  }

  private void example(Checked check) {
    line("  " + palette.paint(Role.TITLE, where(List.of(check))));
    check
        .result()
        .picture()
        .ifPresent(
            picture -> {
              String headline = "example of " + picture.title();
              TextWrap.lines(headline, ViolationText.WIDTH - 2, 11)
                  .forEach(text -> line("  " + text));
              line("");
              ViolationText text = new ViolationText(check.result().model(), palette);
              text.picture(check, picture, options).forEach(this::line);
            });
    line("");
  }

  /** {@code before: sc source, tso source}, for checks of one variant. */
  private static String where(List<Checked> checks) {
    return named(checks, check -> "");
  }

  /** The same, and whether that is as expected, if anything is. */
  private static String whereExpected(List<Checked> checks) {
    List<String> words = checks.stream().map(TextReporter::agreement).distinct().toList();
    return words.size() == 1
        ? where(checks) + words.get(0)
        : named(checks, TextReporter::agreement);
  }

  private static String named(List<Checked> checks, Function<Checked, String> remark) {
    Variant variant = checks.get(0).variant();
    String name = variant.equals(Variant.PLAIN) ? "" : variant.name() + ": ";
    return checks.stream()
        .map(
            check ->
                check.result().machine().label()
                    + " "
                    + check.result().compiler().label()
                    + remark.apply(check))
        .collect(Collectors.joining(", ", name, ""));
  }

  private static String agreement(Checked check) {
    if (!check.hasExpectation()) {
      return "";
    }
    return check.outcome() == Checked.Outcome.PASSED ? " (expected)" : " (NOT expected)";
  }
}
