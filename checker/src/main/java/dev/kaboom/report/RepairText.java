package dev.kaboom.report;

import dev.kaboom.analysis.barriers.Where;
import dev.kaboom.analysis.repair.Repair;
import dev.kaboom.analysis.repair.RepairFindings;
import dev.kaboom.analysis.repair.RepairFindings.Undecided;
import dev.kaboom.analysis.repair.RepairFindings.Wrong;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import dev.kaboom.report.Palette.Role;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Repairs for people: what is violated, and each repair as a diff. */
public final class RepairText implements RepairReporter {
  private static final int UNDECIDED_MAX = 5;

  private final PrintWriter out;
  private final Palette palette;

  public RepairText(PrintWriter out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  @Override
  public void variant(RepairFindings findings) {
    line(palette.paint(Role.TITLE, findings.file() + variant(findings.variant())));
    line("");
    Map<String, List<Case>> wrong = new LinkedHashMap<>();
    for (Wrong one : findings.violated()) {
      wrong.computeIfAbsent(one.violation(), what -> new ArrayList<>()).add(one.checked());
    }
    wrong.forEach((what, where) -> wrap("violated: " + what + " (" + wheres(where) + ")"));
    if (!findings.open().isEmpty()) {
      wrap("inconclusive as it is, and left out: " + wheres(findings.open()));
    }
    wrap(palette.paint(role(findings), conclusion(findings)));
    undecided(findings.undecided());
    for (int i = 0; i < findings.repairs().size(); i++) {
      repair(i + 1, findings.repairs().get(i));
    }
    line("");
    out.flush();
  }

  private void undecided(List<Undecided> undecided) {
    undecided.stream()
        .limit(UNDECIDED_MAX)
        .forEach(
            one ->
                wrap(
                    "not decided: %s (%s)"
                        .formatted(
                            String.join("; ", one.changes()), Where.of(one.open()).label())));
    int more = undecided.size() - UNDECIDED_MAX;
    if (more > 0) {
      wrap("not decided: %d more".formatted(more));
    }
  }

  private static String variant(Variant variant) {
    return variant.equals(Variant.PLAIN) ? "" : ", variant " + variant.name();
  }

  private static Role role(RepairFindings findings) {
    if (!findings.repairs().isEmpty()) {
      return Role.GOOD;
    }
    return switch (findings.end()) {
      case HOLDS -> findings.open().isEmpty() ? Role.GOOD : Role.UNSURE;
      case EXHAUSTED -> Role.BAD;
      case BUDGET, UNDECIDED -> Role.UNSURE;
    };
  }

  private static String conclusion(RepairFindings findings) {
    int count = findings.repairs().size();
    String sets = findings.tried() == 1 ? "1 set" : findings.tried() + " sets";
    String tried = sets + " of changes tried";
    String found =
        count == 0
            ? ""
            : "%d %s of cost %d"
                .formatted(
                    count, count == 1 ? "repair" : "repairs", findings.repairs().get(0).cost());
    return switch (findings.end()) {
      case HOLDS ->
          findings.open().isEmpty()
              ? "nothing to repair"
              : "no violation was found, but not every check has an answer";
      case EXHAUSTED ->
          count == 0
              ? "no repair in reach, "
                  + tried
                  + ": markings, barriers, _rcu forms and moves near the violation do not mend it;"
                  + " it takes other code"
              : found + ", and none is cheaper; " + tried;
      case UNDECIDED ->
          (count == 0 ? "no repair found" : found + "; others may be as cheap")
              + ", since some checks ended early; "
              + tried;
      case BUDGET ->
          count == 0
              ? "no repair found before --budget was used up; " + tried
              : found + " when --budget was used up; cheaper ones may be left; " + tried;
    };
  }

  private void repair(int number, Repair repair) {
    line("");
    wrap(
        palette.paint(Role.TITLE, "repair " + number + ": " + String.join("; ", repair.changes())));
    wrap("holds under " + wheres(repair.verified()));
    if (!repair.breaks().isEmpty()) {
      wrap(palette.paint(Role.BAD, "breaks other variants: " + named(repair.breaks())));
    }
    if (!repair.unknown().isEmpty()) {
      wrap("not known: " + named(repair.unknown()));
    }
    line("");
    repair.diff().lines().forEach(this::line);
  }

  private static String wheres(List<Case> checks) {
    return checks.stream().map(c -> Where.of(c).label()).collect(Collectors.joining(", "));
  }

  /** The variants, each with the machines and compilers. */
  private static String named(List<Case> checks) {
    Map<String, List<String>> byVariant = new LinkedHashMap<>();
    for (Case check : checks) {
      byVariant
          .computeIfAbsent(check.variant().name(), name -> new ArrayList<>())
          .add(Where.of(check).label());
    }
    return byVariant.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  private void wrap(String text) {
    TextWrap.lines(text, ViolationText.WIDTH, 2).forEach(part -> line("  " + part));
  }

  private void line(String text) {
    out.print(text + "\n");
  }

  @Override
  public void end() {
    out.flush();
  }
}
