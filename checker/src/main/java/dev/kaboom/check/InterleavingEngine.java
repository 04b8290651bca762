package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.check.Confirmation.Confirmed;
import dev.kaboom.check.StateSearch.Searched;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.interleave.Unsupported;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine of {@code sc} and {@code tso}: explicit states, searched breadth first. */
public final class InterleavingEngine implements Engine {
  @Override
  public EngineChoice choice() {
    return EngineChoice.STATES;
  }

  @Override
  public boolean supports(Machine machine) {
    return switch (machine) {
      case SC, TSO -> true;
      case LKMM, LKMM_6_1, JVM -> false;
    };
  }

  @Override
  public Optional<Step> next(
      Model model, Machine machine, Compiler compiler, Schedule prefix, String label) {
    return Confirmation.of(model, machine, compiler, CheckOptions.defaults()).next(prefix, label);
  }

  /** What violates the opposite claim is an example. */
  @Override
  public Optional<Verdict.Violated> witness(
      Model model, Machine machine, Compiler compiler, CheckOptions options) {
    Optional<Model> denied =
        FinalWatch.condition(model)
            .filter(asked -> asked.quantifier() == Quantifier.EXISTS)
            .map(asked -> denying(model, asked));
    if (denied.isEmpty() || InterleavingMachine.unsupported(model).isPresent()) {
      return Optional.empty();
    }
    StateSearch search =
        new StateSearch(
            denied.get(),
            machine,
            compiler,
            options,
            ProgressListener.none(),
            StateSupervisor.NONE);
    return Confirmation.of(denied.get(), machine, compiler, options)
        .confirm(search.shortest())
        .violated()
        .stream()
        .filter(found -> found.violation().kind() == Violation.Kind.CONDITION)
        .findFirst();
  }

  private static Model denying(Model model, Property.FinalCondition asked) {
    Property.FinalCondition never =
        new Property.FinalCondition(
            asked.name(),
            asked.at(),
            Quantifier.NOT_EXISTS,
            asked.formula(),
            asked.filter(),
            asked.text());
    ImmutableList<Property> properties =
        model.properties().stream()
            .map(property -> property.equals(asked) ? never : property)
            .collect(ImmutableList.toImmutableList());
    return model.withProperties(properties);
  }

  @Override
  public CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    return check(model, machine, compiler, options, progress, StateSupervisor.NONE);
  }

  /** The same, watched over. What it says is of no use once the supervisor has ended a search. */
  CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress,
      StateSupervisor supervisor) {
    Optional<Unsupported> unsupported = InterleavingMachine.unsupported(model);
    if (unsupported.isPresent()) {
      return refused(model, machine, compiler, unsupported.get());
    }
    StateSearch search = new StateSearch(model, machine, compiler, options, progress, supervisor);
    Searched searched = search.answer();
    Confirmation confirmation = Confirmation.of(model, machine, compiler, options);
    Confirmed confirmed = confirmation.confirm(searched);
    Verdict verdict = verdict(confirmation, options, search, searched, confirmed);
    @Nullable FinalWatch counted = counted(model, search, searched);
    return new CheckResult(
        model,
        machine,
        compiler,
        verdict,
        observation(model, searched),
        searched.watch().states(),
        counted == null ? null : counted.positive(),
        counted == null ? null : counted.negative(),
        ImmutableSortedSet.of(),
        new PropertyResults(model, searched, confirmed).list(),
        statistics(search, searched));
  }

  private static CheckResult refused(
      Model model, Machine machine, Compiler compiler, Unsupported unsupported) {
    Position at = unsupported.at();
    String where = at.line() == 0 ? "" : " (" + at + ")";
    String reason = "not modelled: " + unsupported.what() + where;
    ImmutableList<PropertyResult> none = ImmutableList.of();
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
        none,
        new Statistics(0, 0, 0, 0, 0, 0));
  }

  private static Verdict verdict(
      Confirmation confirmation,
      CheckOptions options,
      StateSearch search,
      Searched searched,
      Confirmed confirmed) {
    if (!confirmed.violated().isEmpty()) {
      return shortest(confirmation, options, search, confirmed.violated().get(0));
    }
    if (confirmed.provisional() > 0) {
      return new Verdict.Inconclusive(
          "a violation was met only where the order of accesses rests on addresses or assumptions"
              + " that turn out otherwise; whether another order violates it was not found out");
    }
    if (!searched.complete()) {
      return new Verdict.Inconclusive(Limits.reason(options, searched));
    }
    return PropertyResults.unsatisfied(confirmation.model(), searched)
        .<Verdict>map(InterleavingEngine::vacuous)
        .orElseGet(Verdict.Holds::new);
  }

  /**
   * What the search without reduction finds, if it does, else what was found with it. Of paths of
   * one length, the first of a full search goes on with one CPU as long as it can, which reads
   * better.
   */
  private static Verdict.Violated shortest(
      Confirmation confirmation, CheckOptions options, StateSearch search, Verdict.Violated found) {
    int length = found.trace().steps().size();
    if (options.reduction() == CheckOptions.Reduction.OFF || length <= 1) {
      return found;
    }
    return confirmation.confirm(search.shortest()).violated().stream()
        .filter(full -> full.trace().steps().size() <= length)
        .findFirst()
        .orElse(found);
  }

  private static Verdict vacuous(Property.Exists property) {
    return new Verdict.Violated(
        new Violation(Violation.Kind.EXISTS, property.name(), property.at()),
        new Trace(ImmutableList.of(), ImmutableList.of(), ImmutableList.of(), -1),
        new Schedule(ImmutableList.of()));
  }

  /** Where each instruction runs once at most, executions can be told apart and are counted. */
  private static @Nullable FinalWatch counted(Model model, StateSearch search, Searched searched) {
    boolean wanted = FinalWatch.condition(model).isPresent() && searched.complete();
    if (!wanted || !InterleavingMachine.canCountExecutions(model.program())) {
      return null;
    }
    Searched counted = search.executions();
    return counted.complete() ? counted.watch() : null;
  }

  private static Observation observation(Model model, Searched searched) {
    if (FinalWatch.condition(model).isEmpty()) {
      return Observation.NONE;
    }
    FinalWatch watch = searched.watch();
    if (watch.positive() > 0 && watch.negative() > 0) {
      return Observation.SOMETIMES;
    }
    if (!searched.complete()) {
      return Observation.NONE;
    }
    return watch.positive() == 0 ? Observation.NEVER : Observation.ALWAYS;
  }

  private static Statistics statistics(StateSearch search, Searched searched) {
    return new Statistics(
        searched.result().states(),
        0,
        searched.result().transitions(),
        searched.result().depth(),
        searched.result().storeBytes(),
        search.seconds());
  }
}
