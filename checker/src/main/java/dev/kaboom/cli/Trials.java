package dev.kaboom.cli;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
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
import dev.kaboom.check.Variant;
import dev.kaboom.explore.Cores;
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
  private static final int READ_MAX = 1_000;

  /** A check that found no answer is made again with that much more time. */
  private static final double WORTHWHILE = 1.5;

  private final Services services;
  private final CheckOptions options;
  private final TimeBudget budget;
  private final OutcomeStore store;
  private final TrialProgress progress;
  private final Workers workers;
  private final TrialModel model;
  private final Thread interruption;
  private final Map<Key, Made> checked = new LinkedHashMap<>();

  /** Changed models that were read; the same one is checked on several machines. */
  private final Cache<Source, Loader.Loaded> read =
      CacheBuilder.newBuilder().maximumSize(READ_MAX).softValues().build();

  /** What a check depends on; equal keys have equal answers. */
  private record Key(
      Machine machine,
      Compiler compiler,
      CheckOptions.Extent extent,
      Program program,
      ImmutableList<Property> properties) {}

  /** A check that is made or being made, and what it might take. */
  private record Made(FutureTask<Outcome> task, CheckOptions limits) {
    /** Whether more time may give another answer. */
    boolean again(CheckOptions offered) {
      return offered.secondsMax() > WORTHWHILE * limits.secondsMax()
          && task.isDone()
          && !lasting(Workers.await(task), limits);
    }
  }

  /** A variant of a changed model. */
  private record Source(Variant variant, ImmutableMap<Path, String> texts) {}

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
    Cores.limit(arguments.jobs());
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

  @Override
  public double share(double fraction) {
    budget.share(fraction);
    return budget.left();
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
    Case asked = trial.checked();
    Model original = model.originals().get(asked.variant());
    if (original == null) {
      return Tried.without(Tried.Kind.UNREADABLE, "the variant is not known");
    }
    if (trial.texts().isEmpty()) {
      return checked(trial, original);
    }
    Source source = new Source(asked.variant(), trial.texts());
    if (budget.used() && read.getIfPresent(source) == null) {
      return left();
    }
    Loader.Loaded loaded = read(source);
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
    return checked(trial, changed);
  }

  private static Tried left() {
    return Tried.without(Tried.Kind.LEFT, "not checked, since --budget is used up");
  }

  private Loader.Loaded read(Source source) {
    Loader.Loaded known = read.getIfPresent(source);
    if (known != null) {
      return known;
    }
    Loader.Loaded loaded =
        services
            .loader()
            .load(model.file(), source.variant().defines(), Overlay.of(source.texts()));
    read.put(source, loaded);
    return loaded;
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

  private Tried checked(Trial trial, Model changed) {
    Case asked = trial.checked();
    Machine machine = steps() ? asked.machine() : Machine.LKMM;
    Key key =
        new Key(
            asked.machine(),
            asked.compiler(),
            trial.extent(),
            Erasure.of(changed.program(), machine, asked.compiler()),
            changed.properties());
    CheckOptions limits = budget.cut(options.withExtent(trial.extent()), trial.patience());
    Made made = new Made(new FutureTask<>(() -> kept(trial, changed, limits)), limits);
    boolean asks;
    synchronized (checked) {
      Made earlier = checked.get(key);
      asks = earlier == null || earlier.again(limits);
      if (asks && budget.used()) {
        return left();
      }
      made = asks || earlier == null ? made : earlier;
      checked.put(key, made);
    }
    if (asks) {
      made.task().run();
    }
    return new Tried(Tried.Kind.CHECKED, Workers.await(made.task()));
  }

  private Outcome kept(Trial trial, Model changed, CheckOptions limits) {
    Map<Path, String> all = new LinkedHashMap<>(model.texts());
    all.putAll(trial.texts());
    String name = Fingerprint.of(all, trial.checked(), limits);
    return store
        .find(name)
        .orElseGet(
            () -> {
              Outcome outcome = answer(trial.checked(), changed, limits);
              if (lasting(outcome, limits)) {
                store.keep(name, outcome);
              }
              return outcome;
            });
  }

  /**
   * A search that stops at its first violation knows nothing where that one cannot be confirmed; it
   * is made again to the end.
   */
  private Outcome answer(Case asked, Model changed, CheckOptions limits) {
    Outcome outcome = check(asked, changed, limits);
    boolean again =
        limits.extent() == CheckOptions.Extent.FIRST_VIOLATION
            && outcome.inconclusive()
            && lasting(outcome, limits);
    return again
        ? check(asked, changed, limits.withExtent(CheckOptions.Extent.EVERY_PROPERTY))
        : outcome;
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
