package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Verdict;
import java.util.Arrays;
import java.util.Optional;

/** Answers whether a model holds, with whichever engine knows the machine. */
public final class Checker {
  private final ImmutableList<Engine> engines;

  /**
   * A checker with the given engines.
   *
   * @param engines in the order in which {@link EngineChoice#AUTO} prefers them
   */
  public Checker(ImmutableList<Engine> engines) {
    this.engines = engines;
  }

  /** The machines that some engine knows, in the order of {@link Machine}. */
  public ImmutableList<Machine> machines() {
    return Arrays.stream(Machine.values())
        .filter(machine -> engines.stream().anyMatch(engine -> engine.supports(machine)))
        .collect(ImmutableList.toImmutableList());
  }

  /** The machines that are searched state by state: every kind of property can be checked. */
  public ImmutableList<Machine> machinesWithStates() {
    return machines().stream()
        .filter(
            machine ->
                engines.stream()
                    .anyMatch(e -> e.choice() == EngineChoice.STATES && e.supports(machine)))
        .collect(ImmutableList.toImmutableList());
  }

  /** Checks one model under one machine and compiler. */
  public CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    Optional<Engine> chosen = engine(machine, options);
    if (chosen.isEmpty()) {
      return unanswered(model, machine, compiler, refusal(machine, options.engine()));
    }
    try {
      return chosen.get().check(model, machine, compiler, options, progress);
    } catch (OutOfMemoryError e) {
      String advice = "the heap is full: set a lower --max-memory or give the JVM a larger heap";
      return unanswered(model, machine, compiler, advice);
    }
  }

  /** The cause of a violation that {@link #check} returned; "" for another result. */
  public String cause(CheckResult result, CheckOptions options) {
    Optional<Engine> engine = engine(result.machine(), options);
    if (engine.isEmpty() || !(result.verdict() instanceof Verdict.Violated violated)) {
      return "";
    }
    if (byGraphs(engine.get(), result)) {
      return result
          .picture()
          .map(ExecutionPicture::cause)
          .orElseGet(() -> GraphPictures.untold(result));
    }
    Model model = result.model();
    return CauseFinder.cause(
        model,
        violated,
        (prefix, label) ->
            engine.get().next(model, result.machine(), result.compiler(), prefix, label));
  }

  /**
   * What an execution that {@link #check} found has out of order.
   *
   * @param shown the violation, or an example of what an {@code exists} asks for
   */
  public ImmutableList<Disorder> disorder(
      CheckResult result, Optional<Verdict.Violated> shown, CheckOptions options) {
    Optional<Engine> engine = engine(result.machine(), options);
    if (engine.isEmpty() || byGraphs(engine.get(), result)) {
      return result.picture().map(Disorder::of).orElse(ImmutableList.of());
    }
    Model model = result.model();
    return shown
        .map(
            found ->
                Disorder.of(
                    found.trace().steps(),
                    (prefix, label) ->
                        engine
                            .get()
                            .next(model, result.machine(), result.compiler(), prefix, label)))
        .orElse(ImmutableList.of());
  }

  /**
   * For an {@code exists} that {@link #check} found to come true in some execution and not in
   * others, a shortest such execution; empty for other results and where the engine has no traces.
   */
  public Optional<Verdict.Violated> witness(CheckResult result, CheckOptions options) {
    return result.observation() == Observation.SOMETIMES
        ? engine(result.machine(), options)
            .flatMap(e -> e.witness(result.model(), result.machine(), result.compiler(), options))
        : Optional.empty();
  }

  /** Whether execution graphs gave the answer; that of states counts no executions. */
  private static boolean byGraphs(Engine engine, CheckResult result) {
    return engine.choice() == EngineChoice.GRAPHS || result.statistics().executions() > 0;
  }

  private Optional<Engine> engine(Machine machine, CheckOptions options) {
    EngineChoice choice = options.engine();
    return engines.stream()
        .filter(engine -> engine.supports(machine))
        .filter(engine -> choice == EngineChoice.AUTO || choice == engine.choice())
        .findFirst();
  }

  private String refusal(Machine machine, EngineChoice choice) {
    boolean known = machines().contains(machine);
    if (known || choice == EngineChoice.STATES) {
      return "--engine %s does not know the machine %s".formatted(choice.label(), machine.label());
    }
    return "the %s machine needs the graph engine, which this build does not have"
        .formatted(machine.label());
  }

  private static CheckResult unanswered(
      Model model, Machine machine, Compiler compiler, String reason) {
    return new CheckResult(
        model,
        machine,
        compiler,
        new Verdict.Inconclusive(reason),
        Observation.NONE,
        ImmutableSortedSet.of(),
        null,
        null,
        ImmutableSortedSet.of(),
        ImmutableList.of(),
        new Statistics(0, 0, 0, 0, 0, 0));
  }
}
