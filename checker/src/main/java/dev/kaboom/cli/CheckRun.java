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
import dev.kaboom.report.Restored;
import dev.kaboom.report.Unchecked;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.nio.file.Path;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code kaboom check}: loads models, has them checked on several threads, and passes
 * the results on in the order of the input, whatever is finished first.
 */
final class CheckRun {
  /** How many checks may wait for their turn for each worker. */
  private static final int AHEAD = 256;

  private final Console console;
  private final Services services;
  private final CheckOptions options;
  private final Reporter reporter;
  private final Notices notices;
  private final EarlierRun earlier;
  private final FolderProgress folder;
  private final Interruption interruption;
  private final Deque<Pending> pending = new ConcurrentLinkedDeque<>();
  private final int jobs;
  private final boolean failFast;
  private final Workers workers;
  private boolean badInput;
  private boolean stopped;
  private boolean toldMachines;
  private final Set<Unchecked> toldUnchecked = new LinkedHashSet<>();
  private int exitCode = ExitCode.OK;

  /** A check that was begun, or something else that the reporter is to hear in its turn. */
  private record Pending(
      @Nullable Future<Checked> check, Consumer<Reporter> other, ProgressLine progress) {
    boolean isReady() {
      return check == null || check.isDone();
    }
  }

  /** Whether progress and notices are printed. */
  enum Notices {
    ON,
    OFF
  }

  /**
   * A run.
   *
   * @param options the memory in them is that of all workers together
   * @param earlier results that need not be found again
   * @param folder shows how far the run is
   */
  CheckRun(
      Console console,
      Services services,
      CheckOptions options,
      Reporter reporter,
      Notices notices,
      Pace pace,
      EarlierRun earlier,
      FolderProgress folder) {
    this.jobs = pace.jobs();
    this.failFast = pace.failFast();
    this.workers = new Workers(jobs);
    this.console = console;
    this.services = services;
    this.options = options.withBytesMax(options.bytesMax() / jobs);
    this.reporter = reporter;
    this.notices = notices;
    this.earlier = earlier;
    this.folder = folder;
    this.interruption = Interruption.watch(console, reporter, this::passFinished);
  }

  /**
   * How many checks are made at a time, and whether the first that comes out wrong ends the run.
   */
  record Pace(int jobs, boolean failFast) {}

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
      tell(reporter -> reporter.unchecked(unchecked));
    }
  }

  private void check(
      Path file,
      Variant variant,
      Model model,
      Machine machine,
      Compiler compiler,
      Expected expected) {
    if (stopped) {
      return;
    }
    Optional<Restored> known =
        earlier.find(file.toString(), variant, model, machine, compiler, expected);
    if (known.isPresent()) {
      tell(
          reporter -> {
            reporter.restored(known.get());
            count(known.get().outcome());
          });
      passReady();
      return;
    }
    String title = "%s %s %s".formatted(file.getFileName(), machine.label(), compiler.label());
    ProgressLine progress = ProgressLine.hidden(console, title);
    Future<Checked> work =
        workers.submit(
            () -> checked(file.toString(), variant, model, machine, compiler, expected, progress));
    pending.add(new Pending(work, other -> {}, progress));
    passAllBut(AHEAD * jobs);
    passReady();
  }

  private void tell(Consumer<Reporter> message) {
    pending.add(new Pending(null, message, ProgressLine.hidden(console, "")));
  }

  private Checked checked(
      String file,
      Variant variant,
      Model model,
      Machine machine,
      Compiler compiler,
      Expected expected,
      ProgressLine progress) {
    Checker checker = services.checker();
    CheckResult result = checker.check(model, machine, compiler, options, progress);
    String cause = checker.cause(result, options);
    Optional<Verdict.Violated> witness =
        notices == Notices.ON ? checker.witness(result, options) : Optional.empty();
    return new Checked(file, variant, result, expected, cause, witness);
  }

  /** Passes results on until no more than so many checks are under way. */
  private void passAllBut(int most) {
    while (pending.size() > most && !stopped) {
      passFirst();
    }
  }

  /**
   * Passes on what is finished, so that a run that is killed has lost little. Annotations share
   * standard error with complaints, and must not come before or after them as it happens.
   */
  private void passReady() {
    boolean alone = console.log() == Console.Log.PLAIN;
    while (alone && !pending.isEmpty() && !stopped && pending.getFirst().isReady()) {
      passFirst();
    }
  }

  private void passFirst() {
    Pending first = pending.getFirst();
    if (first.check() == null) {
      passed(() -> first.other().accept(reporter));
      return;
    }
    interruption.working(first.progress());
    folder.working(first.progress());
    if (notices == Notices.ON && !folder.isBar()) {
      first.progress().show();
    }
    Checked checked = awaited(first.check(), first.progress());
    passed(() -> reporter.checked(checked));
    count(checked.outcome());
  }

  /** Lets the reporter print; neither an interruption nor the bar comes in between. */
  private void passed(Runnable report) {
    interruption.guarded(
        () -> {
          pending.removeFirst();
          folder.aside(report);
        });
  }

  private static Checked awaited(Future<Checked> check, ProgressLine progress) {
    try {
      return Workers.await(check);
    } finally {
      progress.wipe();
    }
  }

  /** Passes on what is finished, when the run is interrupted. */
  private void passFinished() {
    folder.close();
    for (Pending next : pending) {
      if (next.check() == null) {
        next.other().accept(reporter);
      } else if (next.check().isDone()) {
        reporter.checked(Workers.await(next.check()));
      }
    }
  }

  private void count(Checked.Outcome outcome) {
    switch (outcome) {
      case PASSED -> {}
      case FAILED -> exitCode = ExitCode.VIOLATED;
      case INCONCLUSIVE -> exitCode = exitCode == ExitCode.OK ? ExitCode.INCONCLUSIVE : exitCode;
    }
    stopped |= failFast && outcome != Checked.Outcome.PASSED;
  }

  /** Ends the report of one file. */
  void endOfFile() {
    tell(
        reporter -> {
          reporter.endOfFile();
          folder.fileDone();
        });
    passReady();
  }

  /** Whether there is nothing more to do. */
  boolean stopped() {
    return stopped;
  }

  /** Waits for what is under way, and ends the report. */
  void end() {
    passAllBut(0);
    folder.close();
    interruption.guarded(reporter::end);
  }

  /** Ends the run, reported or not. */
  void close() {
    workers.stop();
    folder.close();
    interruption.over();
  }

  boolean badInput() {
    return badInput;
  }

  int exitCode() {
    return exitCode;
  }
}
