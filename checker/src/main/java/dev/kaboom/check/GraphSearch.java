package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.graph.FinalState;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.Supervisor;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Property.FinalCondition;
import dev.kaboom.property.StateStrings;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine of the memory models that are axioms: every consistent execution graph. It answers for
 * litmus conditions, FINALLY, flags and checks in the code, and for an EXISTS that the memory at
 * the end of some execution satisfies; what needs other states (ALWAYS, other EXISTS) it reports as
 * not checked, and the answer is then inconclusive. A violation comes with its execution graph,
 * which {@link GraphPictures} has confirmed and explains; it has no schedule.
 */
public final class GraphSearch implements Engine {
  @Override
  public EngineChoice choice() {
    return EngineChoice.GRAPHS;
  }

  @Override
  public boolean supports(Machine machine) {
    return true;
  }

  @Override
  public Optional<Step> next(
      Model model, Machine machine, Compiler compiler, Schedule prefix, String label) {
    return Optional.empty();
  }

  @Override
  public CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    return withPicture(model, machine, compiler, options, Supervisor.NONE, progress);
  }

  /** The same, watched over. */
  static CheckResult withPicture(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      Supervisor supervisor,
      ProgressListener progress) {
    GraphOptions bounds = bounds(options);
    GraphResult found = explore(model, machine, compiler, bounds, supervisor, progress);
    Optional<GraphFinding> violation = GraphFinding.violation(model, found);
    Optional<ExecutionPicture> picture =
        violation
            .or(() -> GraphFinding.example(model, found))
            .flatMap(
                finding ->
                    new GraphPictures(model, machine, compiler, bounds)
                        .of(finding, found.statistics().nodes()));
    return new Found(model, machine, compiler, options, found).result(violation, picture);
  }

  /** The same without a picture: for a caller who only wants to know whether the model holds. */
  static CheckResult withoutPicture(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      Supervisor supervisor,
      ProgressListener progress) {
    GraphResult found = explore(model, machine, compiler, bounds(options), supervisor, progress);
    return new Found(model, machine, compiler, options, found)
        .result(GraphFinding.violation(model, found), Optional.empty());
  }

  private static GraphResult explore(
      Model model,
      Machine machine,
      Compiler compiler,
      GraphOptions bounds,
      Supervisor supervisor,
      ProgressListener progress) {
    GraphOptions watched =
        bounds.withSupervisor(supervisor).withWatcher(new GraphProgress(progress));
    return GraphEngine.explore(model, MemoryModel.of(machine, compiler), compiler, watched);
  }

  /** The bounds of an exploration. */
  static GraphOptions bounds(CheckOptions options) {
    return GraphOptions.DEFAULT
        .withUnroll(options.unrollMax())
        .withExecutionsMax(options.statesMax())
        .withSecondsMax(options.secondsMax())
        .withWorkers(options.workers());
  }

  /** What an exploration has found. */
  private record Found(
      Model model, Machine machine, Compiler compiler, CheckOptions options, GraphResult found) {
    CheckResult result(Optional<GraphFinding> violation, Optional<ExecutionPicture> picture) {
      boolean counted = found.incomplete() == null;
      return new CheckResult(
          model,
          machine,
          compiler,
          verdict(model, options, found, violation, picture),
          observation(model, found),
          states(model, found),
          counted ? found.positive() : null,
          counted ? found.negative() : null,
          found.flags(),
          properties(model, found),
          new Statistics(
              0,
              found.statistics().executions(),
              found.statistics().nodes(),
              0,
              0,
              found.statistics().seconds()),
          picture);
    }
  }

  private static Verdict verdict(
      Model model,
      CheckOptions options,
      GraphResult found,
      Optional<GraphFinding> finding,
      Optional<ExecutionPicture> picture) {
    Optional<Violation> violation = finding.map(GraphFinding::violation);
    if (violation.isPresent()) {
      Trace none = new Trace(ImmutableList.of(), ImmutableList.of(), ImmutableList.of(), -1);
      return new Verdict.Violated(
          violation.get(),
          picture.map(ExecutionPicture::trace).orElse(none),
          new Schedule(ImmutableList.of()));
    }
    String reason = unfinished(model, options, found);
    return reason == null ? new Verdict.Holds() : new Verdict.Inconclusive(reason);
  }

  private static @Nullable String unfinished(Model model, CheckOptions options, GraphResult found) {
    if (found.incomplete() != null) {
      return found.incomplete();
    }
    if (model.dialect() == Model.Dialect.KERNEL_C && found.statistics().executions() == 0) {
      return "no execution is consistent: the code blocks itself, or its assumptions exclude all";
    }
    List<String> reasons = new ArrayList<>();
    if (found.boundCut()) {
      reasons.add(cutOff(options, found.cuts()));
    }
    String unchecked =
        model.properties().stream()
            .filter(property -> needsStates(property, found))
            .map(Property::name)
            .collect(Collectors.joining("\", \""));
    if (!unchecked.isEmpty()) {
      reasons.add("execution graphs have no states in which to check \"" + unchecked + "\"");
    }
    return reasons.isEmpty() ? null : String.join("; ", reasons);
  }

  private static String cutOff(CheckOptions options, ImmutableList<Position> loops) {
    String places =
        loops.stream()
            .map(loop -> loop.file() + ":" + loop.line())
            .distinct()
            .collect(Collectors.joining(" and "));
    String advice = "give --unroll a higher bound, or write a loop that only waits as await()";
    return "the loop at %s was cut off after %d rounds: %s"
        .formatted(places, options.unrollMax(), advice);
  }

  /** herd7's word; a search that ended early may still have seen both answers. */
  private static Observation observation(Model model, GraphResult found) {
    if (FinalWatch.condition(model).isEmpty()) {
      return Observation.NONE;
    }
    if (found.positive() > 0 && found.negative() > 0) {
      return Observation.SOMETIMES;
    }
    if (found.incomplete() != null) {
      return Observation.NONE;
    }
    return found.positive() == 0 ? Observation.NEVER : Observation.ALWAYS;
  }

  private static ImmutableSortedSet<String> states(Model model, GraphResult found) {
    ImmutableSortedSet.Builder<String> texts = ImmutableSortedSet.naturalOrder();
    found.states().keySet().forEach(state -> texts.add(text(model, state)));
    return texts.build();
  }

  /** As {@link StateStrings}; a value out of thin air is a symbol, as in herd7. */
  private static String text(Model model, FinalState state) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < model.observables().size(); i++) {
      Observable seen = model.observables().get(i);
      String value =
          state.undetermined(i) ? "S0" : StateStrings.value(model, seen, state.values().get(i));
      parts.add(seen.label() + "=" + value + ";");
    }
    return String.join(" ", parts);
  }

  private static boolean needsStates(Property property, GraphResult found) {
    return property instanceof Property.Always
        || (property instanceof Property.Exists && !found.reached().contains(property.name()));
  }

  private static ImmutableList<PropertyResult> properties(Model model, GraphResult found) {
    ImmutableList.Builder<PropertyResult> results = ImmutableList.builder();
    String open = found.incomplete() == null && !found.boundCut() ? "holds" : "inconclusive";
    for (Property property : model.properties()) {
      if (property instanceof FinalCondition condition) {
        String verdict = GraphFinding.refuted(condition, found) ? "violated" : open;
        results.add(new PropertyResult(condition.text(), "condition", verdict));
      } else if (property instanceof Property.Finally) {
        String verdict = names(found, property) ? "violated" : open;
        results.add(new PropertyResult(property.name(), "finally", verdict));
      } else {
        String kind = property instanceof Property.Always ? "always" : "exists";
        String verdict = needsStates(property, found) ? "not checked" : "holds";
        results.add(new PropertyResult(property.name(), kind, verdict));
      }
    }
    boolean fault =
        found.violations().stream()
            .anyMatch(wrong -> PropertyResults.isFault(wrong.violation().kind()));
    results.add(new PropertyResult("faults", "faults", fault ? "violated" : open));
    String deadlock = found.blocked() > 0 ? "violated" : open;
    results.add(new PropertyResult("deadlock", "deadlock", deadlock));
    boolean spinning =
        found.violations().stream()
            .anyMatch(wrong -> wrong.violation().kind() == Violation.Kind.LIVELOCK);
    String livelock = spinning ? "violated" : open;
    return results.add(new PropertyResult("livelock", "livelock", livelock)).build();
  }

  private static boolean names(GraphResult found, Property property) {
    return found.violations().stream()
        .anyMatch(wrong -> wrong.violation().name().equals(property.name()));
  }
}
