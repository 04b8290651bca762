package dev.kaboom.report;

import com.google.common.collect.Sets;
import dev.kaboom.analysis.patch.Behaviours;
import dev.kaboom.analysis.patch.Hunk;
import dev.kaboom.analysis.patch.Placed;
import dev.kaboom.analysis.patch.SideBySide;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Variant;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A patch for people: where its hunks went, and the model before and after it, side by side. */
public final class PatchReport {
  private static final int EXAMPLES = 3;

  private final PrintWriter out;
  private final Palette palette;

  public PatchReport(PrintWriter out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  /** Says what became of each hunk. */
  public void hunks(Path model, List<Placed> hunks) {
    line(palette.paint(Role.TITLE, model.toString()));
    line("");
    for (int i = 0; i < hunks.size(); i++) {
      Placed placed = hunks.get(i);
      wrap("hunk " + (i + 1) + ", " + origin(placed) + ": " + outcome(placed));
    }
    line("");
    out.flush();
  }

  private static String origin(Placed placed) {
    Hunk hunk = placed.hunk();
    String function = hunk.function().isEmpty() ? "" : ", " + hunk.function() + "()";
    return placed.diffPath() + ":" + hunk.oldStart() + function;
  }

  private static String outcome(Placed placed) {
    String file = placed.file().map(path -> String.valueOf(path.getFileName())).orElse("");
    String note = placed.note().isEmpty() ? "" : "; " + placed.note();
    return switch (placed.outcome()) {
      case APPLIES ->
          "applied at %s:%d, %d of %d lines found%s"
              .formatted(file, placed.line(), placed.matched(), placed.of(), note);
      case UNRELATED -> "does not concern the model: it has none of this code";
      case NOWHERE -> "DOES NOT APPLY: " + placed.note();
      case AMBIGUOUS -> "DOES NOT APPLY: it fits " + file + " " + placed.note() + " equally well";
      case ALREADY -> "applied already, or reversed";
    };
  }

  /** The checks before and after, and what changed. */
  public void compare(List<SideBySide> checks) {
    table(checks);
    line("");
    properties("fixed", Role.GOOD, checks, SideBySide::fixed);
    properties("broken", Role.BAD, checks, SideBySide::broken);
    properties("still violated", Role.BAD, checks, SideBySide::stillViolated);
    behaviours(checks);
    out.flush();
  }

  private void table(List<SideBySide> checks) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("variant", "machine", "compiler", "before", "after", "final states"));
    for (SideBySide check : checks) {
      CheckResult after = check.after().result();
      rows.add(
          List.of(
              variant(check.after()),
              after.machine().label(),
              after.compiler().label(),
              check.before().result().verdict().label(),
              after.verdict().label(),
              summary(check.behaviours())));
    }
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(row -> widen(widths, row));
    boolean variants = checks.stream().anyMatch(c -> !variant(c.after()).isEmpty());
    for (List<String> row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = variants ? 0 : 1; i < widths.length; i++) {
        text.append("  ").append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
      }
      line(text.toString().stripTrailing());
    }
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static String variant(Checked check) {
    return check.variant().equals(Variant.PLAIN) ? "" : check.variant().name();
  }

  private static String summary(Behaviours behaviours) {
    if (!behaviours.unknown().isEmpty()) {
      return "not compared";
    }
    if (behaviours.same()) {
      return "the same " + count(behaviours.common().size());
    }
    return "+%s -%s =%s"
        .formatted(
            count(behaviours.added().size()),
            count(behaviours.removed().size()),
            count(behaviours.common().size()));
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void properties(
      String what,
      Role role,
      List<SideBySide> checks,
      Function<SideBySide, ? extends List<String>> which) {
    Map<String, List<String>> wheres = new LinkedHashMap<>();
    for (SideBySide check : checks) {
      for (String property : which.apply(check)) {
        wheres.computeIfAbsent(property, p -> new ArrayList<>()).add(where(check.after()));
      }
    }
    wheres.forEach(
        (property, where) ->
            wrap(
                palette.paint(role, what)
                    + ": "
                    + property
                    + " ("
                    + String.join(", ", where)
                    + ")"));
  }

  private static String where(Checked check) {
    CheckResult result = check.result();
    String place = result.machine().label() + " " + result.compiler().label();
    return variant(check).isEmpty() ? place : variant(check) + " " + place;
  }

  private void behaviours(List<SideBySide> checks) {
    if (!checks.isEmpty() && checks.stream().allMatch(check -> check.behaviours().same())) {
      line("no behaviour added or removed: every final state before is one after");
      return;
    }
    grouped(checks, b -> b.unknown().isEmpty() ? null : "not compared: " + b.unknown())
        .forEach((what, where) -> wrap("final states " + what + " (" + where + ")"));
    grouped(checks, PatchReport::changes)
        .forEach(
            (what, where) -> {
              wrap("final states that change (" + where + "):");
              what.lines().forEach(this::wrap);
            });
    String leftOut =
        checks.stream()
            .flatMap(check -> check.behaviours().leftOut().stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!leftOut.isEmpty()) {
      wrap("left out of final states, since one side has no such variable: " + leftOut);
    }
  }

  private static Map<String, String> grouped(
      List<SideBySide> checks, Function<Behaviours, @Nullable String> what) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (SideBySide check : checks) {
      String text = what.apply(check.behaviours());
      if (text != null) {
        groups.merge(text, where(check.after()), (one, other) -> one + ", " + other);
      }
    }
    return groups;
  }

  private static @Nullable String changes(Behaviours behaviours) {
    if (behaviours.added().isEmpty() && behaviours.removed().isEmpty()) {
      return null;
    }
    Set<String> before = Sets.union(behaviours.removed(), behaviours.common());
    Set<String> after = Sets.union(behaviours.added(), behaviours.common());
    List<String> lines = new ArrayList<>();
    examples("  + ", behaviours.added(), before, lines);
    examples("  - ", behaviours.removed(), after, lines);
    return String.join("\n", lines);
  }

  private static void examples(
      String sign, Set<String> states, Set<String> others, List<String> lines) {
    states.stream()
        .map(state -> Behaviours.difference(state, others))
        .distinct()
        .limit(EXAMPLES)
        .forEach(text -> lines.add(sign + text));
    if (states.size() > EXAMPLES) {
      lines.add(sign + "… %s in all".formatted(count(states.size())));
    }
  }

  /** The one line that a reviewer wants. */
  public void conclusion(List<SideBySide> checks) {
    long bad = checks.stream().filter(c -> is(c, Verdict.Violated.class)).count();
    long open = checks.stream().filter(c -> is(c, Verdict.Inconclusive.class)).count();
    String text =
        bad > 0
            ? "the patched model is violated in %d of %d checks".formatted(bad, checks.size())
            : open > 0
                ? "%d of %d checks are inconclusive".formatted(open, checks.size())
                : "the patched model holds in all %d checks".formatted(checks.size());
    line(palette.paint(bad > 0 ? Role.BAD : open > 0 ? Role.UNSURE : Role.GOOD, text));
    out.flush();
  }

  private static boolean is(SideBySide check, Class<? extends Verdict> kind) {
    return kind.isInstance(check.after().result().verdict());
  }

  private void wrap(String text) {
    TextWrap.lines(text, ViolationText.WIDTH, 4).forEach(this::line);
  }

  private void line(String text) {
    out.print(text + "\n");
  }
}
