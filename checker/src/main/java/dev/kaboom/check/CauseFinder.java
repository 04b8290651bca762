package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Reorderings.Overtaking;
import dev.kaboom.program.Context;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Says in a sentence what about a trace made the violation possible: which accesses the compiler
 * moved past each other, which store was still in a store buffer, between which two statements the
 * interrupt came, which access of another CPU came between. Each clause is a fact that can be read
 * off the trace, or off the step that would have come next; that the violation needs it is not
 * claimed, though traces are shortest and take reorderings last.
 */
public final class CauseFinder {
  /** Looking is quadratic in the steps. */
  private static final int STEPS_MAX = 2_000;

  private final Model model;
  private final Violation violation;
  private final ImmutableList<Step> steps;
  private final Trace trace;
  private final Lookahead lookahead;
  private final Phrases phrases;

  private CauseFinder(Model model, Verdict.Violated violated, Lookahead lookahead) {
    this.model = model;
    this.violation = violated.violation();
    this.trace = violated.trace();
    this.steps = trace.steps();
    this.lookahead = lookahead;
    this.phrases = new Phrases(model);
  }

  /** What would come next in an execution. */
  @FunctionalInterface
  public interface Lookahead {
    /** The step that {@code label} takes after {@code prefix}, or empty if it is not enabled. */
    Optional<Step> next(Schedule prefix, String label);
  }

  /** The cause, a sentence without capital and full stop. */
  public static String cause(Model model, Verdict.Violated violated, Lookahead lookahead) {
    int length = violated.trace().steps().size();
    if (length > STEPS_MAX) {
      return "a trace of %,d steps is too long to look for one".formatted(length);
    }
    return new CauseFinder(model, violated, lookahead).sentence();
  }

  private String sentence() {
    if (steps.isEmpty()) {
      return violation.kind() == Violation.Kind.EXISTS
          ? "no reachable state satisfies it: the model may be vacuous"
          : "the initial state violates it already";
    }
    List<String> clauses = new ArrayList<>();
    Optional<Overtaking> overtaking = overtaking();
    overtaking.map(this::reordering).ifPresent(clauses::add);
    Optional<String> between = overtaking.flatMap(this::between);
    between.ifPresent(clauses::add);
    if (between.isEmpty() || overtaking.map(o -> !o.interrupts()).orElse(Boolean.TRUE)) {
      clauses.addAll(interruptions());
    }
    Conflicts conflicts = new Conflicts(model, steps);
    conflicts.staleRead().ifPresent(clauses::add);
    conflicts.badPointer(violation.kind()).ifPresent(clauses::add);
    waiting().ifPresent(clauses::add);
    if (clauses.isEmpty()) {
      conflicts.interleaving().ifPresent(clauses::add);
    }
    return clauses.isEmpty() ? alone() : String.join("; ", clauses);
  }

  /** Under cppo: which access was performed before which one that stands before it. */
  private Optional<Overtaking> overtaking() {
    Reorderings reorderings = new Reorderings(steps, lookahead);
    Optional<Overtaking> noticed = reorderings.noticed();
    return noticed.isPresent() || !judgesStates() ? noticed : reorderings.unfinished();
  }

  private boolean judgesStates() {
    return switch (violation.kind()) {
      case ALWAYS, FINALLY, EXISTS, CONDITION -> true;
      case ASSERT, BUG, WARN, FAULT, BAD_ACCESS, DEADLOCK, LIVELOCK, FLAG -> false;
    };
  }

  private String reordering(Overtaking overtaking) {
    return "the compiler may emit %s before %s"
        .formatted(
            phrases.statement(overtaking.early(), overtaking.late()),
            phrases.statement(overtaking.late(), overtaking.early()));
  }

  /** The handler, or the access of another CPU, that saw the one without the other. */
  private Optional<String> between(Overtaking overtaking) {
    if (overtaking.witness() < 0) {
      return Optional.empty();
    }
    Step witness = steps.get(overtaking.witness());
    if (overtaking.interrupts()) {
      return Optional.of(who(witness) + " between the two");
    }
    return ownStep(witness)
        ? Optional.of(
            phrases.actor(witness) + "'s " + phrases.statement(witness) + " came between the two")
        : Optional.empty();
  }

  private String who(Step ofHandler) {
    return phrases.handler(ofHandler) + " on CPU " + ofHandler.cpu();
  }

  /** Where on each CPU the last handler came, in the order of time. */
  private List<String> interruptions() {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean last =
          steps.subList(i + 1, steps.size()).stream()
              .noneMatch(s -> s.kind() == Step.Kind.ENTER && s.cpu() == step.cpu());
      if (step.kind() == Step.Kind.ENTER && last) {
        found.add(interruption(i));
      }
    }
    return found;
  }

  /** Between which statements of what it interrupted a handler came. */
  private String interruption(int entry) {
    Step enter = steps.get(entry);
    Optional<Step> before = interruptedBefore(entry);
    Optional<Step> after = interruptedAfter(entry, before);
    String who = who(enter);
    if (before.isPresent() && after.isPresent()) {
      return "%s between %s and %s"
          .formatted(
              who,
              phrases.statement(before.get(), after.get()),
              phrases.statement(after.get(), before.get()));
    }
    return before
        .map(step -> who + " after " + phrases.statement(step))
        .or(() -> after.map(step -> who + " before " + phrases.statement(step)))
        .orElse(who);
  }

  private Optional<Step> interruptedBefore(int entry) {
    Step enter = steps.get(entry);
    for (int i = entry - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step.cpu() == enter.cpu() && step.depth() < enter.depth() && ownStep(step)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  private Optional<Step> interruptedAfter(int entry, Optional<Step> before) {
    Step enter = steps.get(entry);
    for (Step step : steps.subList(entry + 1, steps.size())) {
      boolean same = before.map(b -> b.context() == step.context()).orElse(step.depth() == 0);
      if (step.cpu() == enter.cpu() && step.depth() < enter.depth() && same && ownStep(step)) {
        return Optional.of(step);
      }
    }
    return lookahead.next(prefix(entry), "cpu" + enter.cpu());
  }

  private static boolean ownStep(Step step) {
    return step.kind() == Step.Kind.INSTRUCTION || step.kind() == Step.Kind.PERFORM;
  }

  /** For what never ends or never goes on: where each CPU stands. */
  private Optional<String> waiting() {
    if (violation.kind() == Violation.Kind.LIVELOCK && trace.loopStart() >= 0) {
      List<Step> loop = steps.subList(Math.min(trace.loopStart(), steps.size() - 1), steps.size());
      String cpus = loop.stream().map(step -> "CPU " + step.cpu()).distinct().collect(joining());
      return Optional.of(
          "%s can repeat %s for ever".formatted(cpus, phrases.statement(loop.get(0))));
    }
    if (violation.kind() != Violation.Kind.DEADLOCK) {
      return Optional.empty();
    }
    List<String> places = new ArrayList<>();
    for (int cpu = 0; cpu < model.program().cpuCount(); cpu++) {
      int on = cpu;
      Optional<Step> last =
          steps.stream().filter(s -> s.cpu() == on && ownStep(s)).reduce((a, b) -> b);
      last.ifPresent(step -> places.add("CPU " + on + " after " + phrases.statement(step)));
    }
    return Optional.of("nothing can go on: " + String.join(", ", places));
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(" and ");
  }

  private String alone() {
    List<Integer> contexts = steps.stream().map(Step::context).distinct().toList();
    Context first = model.program().contexts().get(contexts.get(0));
    return contexts.size() == 1
        ? first.title() + " alone gets there: no interrupt and no other CPU is involved"
        : "the order of %s shown above"
            .formatted(
                contexts.stream()
                    .map(index -> model.program().contexts().get(index).title())
                    .collect(joining()));
  }

  private Schedule prefix(int length) {
    return new Schedule(
        steps.subList(0, length).stream()
            .map(Step::label)
            .collect(ImmutableList.toImmutableList()));
  }
}
