package dev.kaboom.cli;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.patch.SideBySide;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Checker;
import dev.kaboom.check.Expectations;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.lang.Overlay;
import dev.kaboom.property.Model;
import dev.kaboom.report.JsonReporter;
import dev.kaboom.report.Palette;
import dev.kaboom.report.PatchReport;
import dev.kaboom.report.Reporter;
import dev.kaboom.report.TextReporter;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of {@code kaboom patch}: each case before and after. */
final class PatchRun {
  private final Console console;
  private final Services services;
  private final CheckOptions options;
  private final boolean quiet;
  private final List<SideBySide> checks = new ArrayList<>();

  PatchRun(Console console, Services services, CheckOptions options, boolean quiet) {
    this.console = console;
    this.services = services;
    this.options = options;
    this.quiet = quiet;
  }

  /** Both sides of one variant. */
  private record Pair(Model before, Model after) {}

  /** Checks every case on both sides; whether both sides can be understood. */
  boolean check(Path model, Path diff, Overlay overlay, List<Expectations.Case> cases) {
    Map<Variant, Pair> pairs = new LinkedHashMap<>();
    for (Expectations.Case planned : cases) {
      Optional<Pair> pair =
          Optional.ofNullable(pairs.get(planned.variant()))
              .or(() -> load(model, planned.variant().defines(), overlay));
      if (pair.isEmpty()) {
        return false;
      }
      pairs.put(planned.variant(), pair.get());
      String patched = model + "+" + diff.getFileName();
      checks.add(
          SideBySide.of(
              check(model.toString(), pair.get().before(), planned),
              check(patched, pair.get().after(), planned)));
    }
    return true;
  }

  private Optional<Pair> load(Path model, ImmutableMap<String, String> defines, Overlay overlay) {
    Optional<Model> before = load(model, defines, Overlay.NONE, "");
    return before.flatMap(
        old ->
            load(model, defines, overlay, "the patched model cannot be understood:")
                .map(patched -> new Pair(old, patched)));
  }

  private Optional<Model> load(
      Path model, ImmutableMap<String, String> defines, Overlay overlay, String complaint) {
    Loader.Loaded loaded = services.loader().load(model, defines, overlay);
    if (loaded.model().isEmpty() && !complaint.isEmpty()) {
      console.complain(complaint);
    }
    if (loaded.model().isEmpty() || !quiet) {
      loaded.diagnostics().forEach(console::note);
    }
    return loaded.model();
  }

  private Checked check(String file, Model model, Expectations.Case planned) {
    String title =
        "%s %s %s".formatted(file, planned.machine().label(), planned.compiler().label());
    ProgressLine progress =
        quiet ? ProgressLine.hidden(console, title) : ProgressLine.shown(console, title);
    Checker checker = services.checker();
    try {
      CheckResult result =
          checker.check(model, planned.machine(), planned.compiler(), options, progress);
      String cause = checker.cause(result, options);
      return new Checked(file, planned.variant(), result, Expected.NOTHING, cause);
    } finally {
      progress.wipe();
    }
  }

  /** Prints what came out. */
  void report(OutputFormat format, PatchReport report, Palette palette) {
    if (format == OutputFormat.TEXT) {
      report.compare(checks);
      if (!quiet) {
        tell(new TextReporter(console.out(), palette, TextReporter.Detail.ALL, options));
      }
      report.conclusion(checks);
    } else {
      JsonReporter json = new JsonReporter(console.out());
      for (SideBySide check : checks) {
        json.checked(check.before());
        json.checked(check.after());
      }
      json.end();
    }
  }

  /** The traces of what the patched model violates. */
  private void tell(Reporter reporter) {
    List<Checked> violated =
        checks.stream()
            .map(SideBySide::after)
            .filter(after -> after.result().verdict() instanceof Verdict.Violated)
            .toList();
    if (!violated.isEmpty()) {
      console.out().print("\n");
      violated.forEach(reporter::checked);
      reporter.endOfFile();
    }
  }

  int exitCode() {
    if (checks.stream().anyMatch(c -> c.after().result().verdict() instanceof Verdict.Violated)) {
      return ExitCode.VIOLATED;
    }
    return checks.stream()
            .anyMatch(c -> c.after().result().verdict() instanceof Verdict.Inconclusive)
        ? ExitCode.INCONCLUSIVE
        : ExitCode.OK;
  }
}
