package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Checker;
import dev.kaboom.check.Expectations;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.report.Reporter;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One run of {@code kaboom check}: loads models, checks them, passes the results on. */
final class CheckRun {
  private final Console console;
  private final Services services;
  private final CheckOptions options;
  private final Reporter reporter;
  private final Notices notices;
  private final Interruption interruption;
  private boolean badInput;
  private boolean toldMachines;
  private int exitCode = ExitCode.OK;

  /** Whether progress and notices are printed. */
  enum Notices {
    ON,
    OFF
  }

  CheckRun(
      Console console,
      Services services,
      CheckOptions options,
      Reporter reporter,
      Notices notices) {
    this.console = console;
    this.services = services;
    this.options = options;
    this.reporter = reporter;
    this.notices = notices;
    this.interruption = Interruption.watch(console, reporter);
  }

  /** Checks a model in every case of its plan; each variant is loaded once. */
  void model(Path file, Expectations expectations, ImmutableList<Expectations.Case> cases) {
    Map<Variant, Optional<Model>> loaded = new LinkedHashMap<>();
    for (Expectations.Case planned : cases) {
      Variant variant = planned.variant();
      Optional<Model> model = loaded.computeIfAbsent(variant, v -> load(file, v.defines()));
      if (model.isPresent()) {
        Machine machine = planned.machine();
        Expected expected = expectations.expected(variant, machine, planned.compiler());
        check(file, variant, model.get(), machine, planned.compiler(), expected);
      }
    }
  }

  /** Checks a litmus test; empty sets mean that the command line does not say. */
  void litmus(Path file, ImmutableSet<Machine> machines, ImmutableSet<Compiler> compilers) {
    Optional<Model> model = load(file, ImmutableMap.of());
    if (model.isEmpty()) {
      return;
    }
    ImmutableSet<Compiler> orders =
        compilers.isEmpty() ? ImmutableSet.of(Compiler.SOURCE) : compilers;
    for (Machine machine : machines.isEmpty() ? litmusMachines() : machines) {
      for (Compiler compiler : orders) {
        Expected expected = Expected.ofComment(model.get().expectation(), machine);
        check(file, Variant.PLAIN, model.get(), machine, compiler, expected);
      }
    }
  }

  /** The kernel's model; where the build has none, the machines of interleavings. */
  private ImmutableSet<Machine> litmusMachines() {
    if (services.checker().machines().contains(Machine.LKMM)) {
      return ImmutableSet.of(Machine.LKMM);
    }
    ImmutableList<Machine> others = services.checker().machinesWithStates();
    if (notices == Notices.ON && !toldMachines) {
      String labels = String.join(" and ", others.stream().map(Machine::label).toList());
      console.complain("this build has no lkmm machine; litmus tests are checked under " + labels);
      toldMachines = true;
    }
    return ImmutableSet.copyOf(others);
  }

  private Optional<Model> load(Path file, ImmutableMap<String, String> defines) {
    Loader.Loaded loaded = services.loader().load(file, defines);
    if (loaded.model().isEmpty() || notices == Notices.ON) {
      loaded.diagnostics().forEach(console::note);
    }
    badInput |= loaded.model().isEmpty();
    return loaded.model();
  }

  private void check(
      Path file,
      Variant variant,
      Model model,
      Machine machine,
      Compiler compiler,
      Expected expected) {
    String title = "%s %s %s".formatted(file.getFileName(), machine.label(), compiler.label());
    ProgressLine progress =
        notices == Notices.ON
            ? ProgressLine.shown(console, title)
            : ProgressLine.hidden(console, title);
    interruption.working(progress);
    Checker checker = services.checker();
    CheckResult result;
    try {
      result = checker.check(model, machine, compiler, options, progress);
    } finally {
      progress.wipe();
    }
    String cause = checker.cause(result, options);
    Optional<Verdict.Violated> witness =
        notices == Notices.ON ? checker.witness(result, options) : Optional.empty();
    Checked checked = new Checked(file.toString(), variant, result, expected, cause, witness);
    interruption.guarded(() -> reporter.checked(checked));
    count(checked);
  }

  private void count(Checked checked) {
    switch (checked.outcome()) {
      case PASSED -> {}
      case FAILED -> exitCode = ExitCode.VIOLATED;
      case INCONCLUSIVE -> exitCode = exitCode == ExitCode.OK ? ExitCode.INCONCLUSIVE : exitCode;
    }
  }

  /** Ends the report of one file. */
  void endOfFile() {
    interruption.guarded(reporter::endOfFile);
  }

  /** Ends the report. */
  void end() {
    interruption.guarded(reporter::end);
  }

  /** Ends the run, reported or not. */
  void close() {
    interruption.over();
  }

  boolean badInput() {
    return badInput;
  }

  int exitCode() {
    return exitCode;
  }
}
