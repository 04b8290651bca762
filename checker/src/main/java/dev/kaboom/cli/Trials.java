package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.trial.Erasure;
import dev.kaboom.analysis.trial.Fingerprint;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.OutcomeStore;
import dev.kaboom.analysis.trial.Trial;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.lang.Overlay;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Checks of changed models on several threads. What was checked in an earlier run is not checked
 * again, nor is a program twice that two changes lead to, nor one that the machine cannot tell from
 * the model as it is.
 */
final class Trials implements TrialRunner, AutoCloseable {
  private final Services services;
  private final CheckOptions options;
  private final TimeBudget budget;
  private final OutcomeStore store;
  private final TrialProgress progress;
  private final Workers workers;
  private final TrialModel model;
  private final Thread interruption;
  private final Map<Key, FutureTask<Outcome>> checked = new LinkedHashMap<>();

  /** What a check depends on; equal keys have equal answers. */
  private record Key(
      Machine machine,
      Compiler compiler,
      CheckOptions.Extent extent,
      Program program,
      ImmutableList<Property> properties) {}

  /**
   * Trials of one model.
   *
   * @param options of each check
   */
  Trials(
      Services services,
      CheckOptions options,
      TrialArguments arguments,
      TrialProgress progress,
      Console console,
      TrialModel model) {
    this.services = services;
    this.options = options;
    this.budget = arguments.begin();
    this.store = arguments.store();
    this.progress = progress;
    this.workers = new Workers(arguments.jobs());
    this.model = model;
    this.interruption =
        new Thread(
            () -> {
              progress.close();
              console.complain(
                  "interrupted after %d checks; the same command goes on there"
                      .formatted(progress.done()));
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(interruption);
  }

  /** Sets one of so many equal parts of the time that is left aside for what comes next. */
  void share(int parts) {
    budget.share(parts);
  }

  @Override
  public void expect(int trials) {
    progress.expect(trials);
  }

  @Override
  public ImmutableList<Tried> run(List<Trial> trials) {
    List<Future<Tried>> under = new ArrayList<>();
    trials.forEach(trial -> under.add(workers.submit(() -> counted(trial))));
    return under.stream().map(Workers::await).collect(ImmutableList.toImmutableList());
  }

  private Tried counted(Trial trial) {
    try {
      return one(trial);
    } finally {
      progress.step();
    }
  }

  private Tried one(Trial trial) {
    if (budget.used()) {
      return Tried.without(Tried.Kind.LEFT, "not checked, since --budget is used up");
    }
    Case asked = trial.checked();
    Model original = model.originals().get(asked.variant());
    if (original == null) {
      return Tried.without(Tried.Kind.UNREADABLE, "the variant is not known");
    }
    if (trial.texts().isEmpty()) {
      return new Tried(Tried.Kind.CHECKED, outcome(trial, original));
    }
    Overlay overlay = Overlay.of(trial.texts());
    Loader.Loaded loaded = services.loader().load(model.file(), asked.variant().defines(), overlay);
    if (loaded.model().isEmpty()) {
      return Tried.without(Tried.Kind.UNREADABLE, String.join("\n", loaded.diagnostics()));
    }
    Model changed = loaded.model().get();
    if (same(original, changed, Machine.LKMM, Compiler.CPPO)) {
      return Tried.without(Tried.Kind.NOT_RUN, "the scenario does not run it");
    }
    if (steps() && same(original, changed, asked.machine(), asked.compiler())) {
      return Tried.without(Tried.Kind.SAME_MEANING, "");
    }
    return new Tried(Tried.Kind.CHECKED, outcome(trial, changed));
  }

  /** Whether states are searched wherever they can be. */
  private boolean steps() {
    return options.engine() != EngineChoice.GRAPHS;
  }

  private static boolean same(Model one, Model other, Machine machine, Compiler compiler) {
    return Erasure.of(one.program(), machine, compiler)
            .equals(Erasure.of(other.program(), machine, compiler))
        && one.properties().equals(other.properties());
  }

  private Outcome outcome(Trial trial, Model changed) {
    Case asked = trial.checked();
    Machine machine = steps() ? asked.machine() : Machine.LKMM;
    Key key =
        new Key(
            asked.machine(),
            asked.compiler(),
            trial.extent(),
            Erasure.of(changed.program(), machine, asked.compiler()),
            changed.properties());
    FutureTask<Outcome> task = new FutureTask<>(() -> kept(trial, changed));
    FutureTask<Outcome> first;
    synchronized (checked) {
      first = checked.computeIfAbsent(key, absent -> task);
    }
    if (first == task) {
      task.run();
    }
    return Workers.await(first);
  }

  private Outcome kept(Trial trial, Model changed) {
    CheckOptions limits = options.withExtent(trial.extent());
    Map<Path, String> all = new LinkedHashMap<>(model.texts());
    all.putAll(trial.texts());
    String name = Fingerprint.of(all, trial.checked(), limits);
    return store
        .find(name)
        .orElseGet(
            () -> {
              CheckOptions cut = budget.cut(limits);
              Outcome outcome = check(trial.checked(), changed, cut);
              if (lasting(outcome, cut)) {
                store.keep(name, outcome);
              }
              return outcome;
            });
  }

  private Outcome check(Case asked, Model changed, CheckOptions limits) {
    return new TrialCheck(services.checker(), limits).outcome(model.file(), asked, changed);
  }

  /** Whether another run with more time or memory would say the same. */
  private static boolean lasting(Outcome outcome, CheckOptions limits) {
    boolean memory = outcome.reason().contains("memory") || outcome.reason().contains("heap");
    return !outcome.inconclusive() || (!memory && outcome.seconds() < limits.secondsMax() / 2);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process is ending already, and says so itself.
      return;
    }
    workers.stop();
    progress.close();
  }
}
