package dev.kaboom.report;

import dev.kaboom.analysis.barriers.Answer;
import dev.kaboom.analysis.barriers.BarrierFindings;
import dev.kaboom.analysis.barriers.BarrierFindings.Judged;
import dev.kaboom.analysis.barriers.Claim;
import dev.kaboom.analysis.barriers.Site;
import dev.kaboom.analysis.barriers.SiteEffects;
import dev.kaboom.analysis.barriers.SiteEffects.Breakage;
import dev.kaboom.analysis.barriers.Where;
import dev.kaboom.analysis.trial.Witness;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.program.Compiler;
import dev.kaboom.report.Palette.Role;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The orderings of models for people: a table for each model, then what each site is needed for.
 */
public final class BarriersText implements BarriersReporter {
  private static final int TEXT_MAX = 48;
  private static final String BEFORE = " before ";

  private final PrintWriter out;
  private final Palette palette;
  private final TextReporter.Detail detail;

  /**
   * A reporter.
   *
   * @param detail ALL for a trace of what each site is needed for, UNEXPECTED for none
   */
  public BarriersText(PrintWriter out, Palette palette, TextReporter.Detail detail) {
    this.out = out;
    this.palette = palette;
    this.detail = detail;
  }

  @Override
  public void model(BarrierFindings findings) {
    line(palette.paint(Role.TITLE, findings.file()));
    line("");
    wrap("  " + compared(findings));
    if (!findings.sites().isEmpty() && !findings.analysed().isEmpty()) {
      line("");
      table(findings);
    }
    notes(findings);
    if (detail == TextReporter.Detail.ALL) {
      findings.sites().forEach(site -> story(site, findings));
    }
    line("");
    out.flush();
  }

  @Override
  public void end() {
    out.flush();
  }

  private static String compared(BarrierFindings findings) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    findings
        .left()
        .forEach(left -> reasons.merge(left.reason().replaceFirst(": .*", ""), 1, Integer::sum));
    String left =
        reasons.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    int count = findings.analysed().size();
    String sites = findings.sites().isEmpty() ? "; no orderings in reach" : "";
    return (count == 1 ? "1 check" : count + " checks")
        + " compared"
        + (left.isEmpty() ? "" : "; not compared: " + left)
        + sites;
  }

  private void table(BarrierFindings findings) {
    List<Where> wheres = List.copyOf(findings.wheres());
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("line", "in", "what"));
    wheres.forEach(where -> head.add(heading(where)));
    head.add("answer");
    rows.add(head);
    for (SiteEffects site : findings.sites()) {
      rows.add(row(site, wheres, findings.file()));
    }
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append("  ").append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
      }
      line(text.toString().stripTrailing());
    }
    if (wheres.stream().anyMatch(where -> where.compiler() == Compiler.CPPO)) {
      line("  (+c: under cppo; -: no effect; ?: not known)");
    }
  }

  private static String heading(Where where) {
    return where.machine().label() + (where.compiler() == Compiler.CPPO ? "+c" : "");
  }

  private static List<String> row(SiteEffects effects, List<Where> wheres, String file) {
    Site site = effects.site();
    List<String> row = new ArrayList<>();
    row.add(place(site, file));
    row.add(site.function());
    row.add(brief(site));
    wheres.forEach(where -> row.add(cell(effects.answer(where))));
    row.add(words(effects.answer()));
    return row;
  }

  private static String place(Site site, String file) {
    String name = String.valueOf(site.file().getFileName());
    return site.file().toString().equals(file) ? "" + site.line() : name + ":" + site.line();
  }

  private static String brief(Site site) {
    int half = (TEXT_MAX - BEFORE.length()) / 2;
    int at = site.text().indexOf(BEFORE);
    return site.kind() == Site.Kind.ORDER && at > 0
        ? clip(site.text().substring(0, at), half)
            + BEFORE
            + clip(site.text().substring(at + BEFORE.length()), half)
        : clip(site.text(), TEXT_MAX);
  }

  private static String clip(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String cell(Answer answer) {
    return switch (answer.kind()) {
      case NEEDED -> "needed";
      case WEAKER -> "weaker";
      case NO_EFFECT -> "-";
      case INCONCLUSIVE -> "?";
      case NOT_RUN -> "";
    };
  }

  private static String words(Answer answer) {
    return switch (answer.kind()) {
      case NEEDED -> "needed";
      case WEAKER -> "can be weakened to " + answer.weaker();
      case NO_EFFECT -> "no effect found";
      case INCONCLUSIVE -> "inconclusive";
      case NOT_RUN -> "not run";
    };
  }

  /** Pairs, claims and what is open: one line each. */
  private void notes(BarrierFindings findings) {
    List<String> notes = new ArrayList<>();
    for (SiteEffects effects : findings.sites()) {
      List<Site> partners = findings.partners(effects);
      String at = title(effects.site(), findings.file());
      if (!partners.isEmpty()) {
        notes.add(at + " pairs with " + names(partners, findings.file()));
      }
      Map<String, String> handlers = new LinkedHashMap<>();
      for (Witness handler : findings.handlers(effects)) {
        handlers.merge(handler.context(), handler.function(), (all, one) -> all + ", " + one);
      }
      handlers.forEach(
          (context, functions) ->
              notes.add("%s keeps order for %s (%s)".formatted(at, context, functions)));
      for (Judged judged : findings.claims(effects)) {
        Claim claim = judged.claim();
        String verdict = said(judged.verdict());
        notes.add("comment on line %d, \"%s\": %s".formatted(claim.line(), claim.text(), verdict));
      }
    }
    findings.sites().stream()
        .flatMap(e -> e.open().map(why -> title(e.site(), findings.file()) + ": " + why).stream())
        .forEach(text -> notes.add("not known: " + text));
    if (!notes.isEmpty()) {
      line("");
      notes.forEach(note -> wrap("  " + note));
    }
  }

  private static String said(Claim.Verdict verdict) {
    return switch (verdict) {
      case CONFIRMED -> "confirmed";
      case CONTRADICTED -> "CONTRADICTED";
      case NOT_SEEN -> "no cycle was found that the two close together";
    };
  }

  private static String names(List<Site> sites, String file) {
    return sites.stream().map(site -> title(site, file)).collect(Collectors.joining(", "));
  }

  /** {@code smp_rmb() at line 88 in f()}. */
  private static String title(Site site, String file) {
    return "%s at line %s in %s".formatted(brief(site), place(site, file), site.function());
  }

  private void story(SiteEffects effects, BarrierFindings findings) {
    List<Breakage> breakages = effects.breakages();
    if (breakages.isEmpty()) {
      return;
    }
    line("");
    Answer answer = effects.answer();
    wrap(
        "  "
            + palette.paint(
                Role.TITLE, title(effects.site(), findings.file()) + ": " + words(answer)));
    Map<String, List<String>> broken = new LinkedHashMap<>();
    for (Breakage breakage : breakages) {
      broken
          .computeIfAbsent(breakage.effect().what(), what -> new ArrayList<>())
          .add(where(breakage.checked()));
    }
    String removal = effects.site().removal().label();
    broken.forEach(
        (what, where) ->
            wrap("  " + removal + ": breaks " + what + " (" + String.join(", ", where) + ")"));
    breakages.get(0).effect().outcome().story().drawing().forEach(text -> line("  " + text));
  }

  private static String where(Case checked) {
    return checked.variant().name() + " " + Where.of(checked).label();
  }

  private void wrap(String text) {
    TextWrap.lines(text.strip(), ViolationText.WIDTH, 2).forEach(part -> line("  " + part));
  }

  private void line(String text) {
    out.print(text.stripTrailing() + "\n");
  }
}
