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
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.report.Reporter;
import dev.kaboom.report.Unchecked;
import dev.kaboom.verdict.CheckResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Set<Unchecked> toldUnchecked = new LinkedHashSet<>();
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
    for (Machine machine : machines.isEmpty() ? litmusMachines(model.get()) : machines) {
      for (Compiler compiler : orders) {
        Expected expected = Expected.ofComment(model.get().expectation(), machine);
        check(file, Variant.PLAIN, model.get(), machine, compiler, expected);
      }
    }
  }

  /** The kernel's model; the machines of interleavings for what execution graphs do not take. */
  private ImmutableSet<Machine> litmusMachines(Model model) {
    boolean handlers =
        model.program().contexts().stream()
            .anyMatch(context -> context.kind() != ContextKind.PROCESS);
    if (!handlers && services.checker().machines().contains(Machine.LKMM)) {
      return ImmutableSet.of(Machine.LKMM);
    }
    ImmutableList<Machine> others = services.checker().machinesWithStates();
    if (notices == Notices.ON && !toldMachines) {
      String labels = String.join(" and ", others.stream().map(Machine::label).toList());
      console.complain(
          handlers
              ? "lkmm takes no handlers yet; tests with one are checked under " + labels
              : "this build has no lkmm machine; litmus tests are checked under " + labels);
      toldMachines = true;
    }
    return ImmutableSet.copyOf(others);
  }

  private Optional<Model> load(Path file, ImmutableMap<String, String> defines) {
    Loader.Loaded loaded = services.loader().load(file, defines);
    if (loaded.model().isEmpty() || notices == Notices.ON) {
      loaded.diagnostics().forEach(console::note);
    }
    if (loaded.model().isEmpty()) {
      badInput = true;
      loaded.diagnostics().forEach(message -> unchecked(file, message));
    }
    return loaded.model();
  }

  /** Reports once what is wrong with a file; variants of a model have their mistakes in common. */
  void unchecked(Path file, String message) {
    Unchecked unchecked = Unchecked.of(file.toString(), message);
    boolean warning = unchecked.reason().startsWith("warning: ");
    if (!warning && toldUnchecked.add(unchecked)) {
      interruption.guarded(() -> reporter.unchecked(unchecked));
    }
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
    Checked checked = new Checked(file.toString(), variant, result, expected, cause);
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
