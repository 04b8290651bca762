package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
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
    if (overtaking.map(this::handlerSeparates).orElse(Boolean.FALSE)) {
      Step enter = steps.get(lastIndex(Step.Kind.ENTER));
      clauses.add(phrases.handler(enter) + " on CPU " + enter.cpu() + " between the two");
    } else {
      interruption().ifPresent(clauses::add);
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

  /**
   * Under cppo: which access was performed before which one that stands before it. Only one that
   * another context could notice counts: the other must have acted later.
   */
  private Optional<Overtaking> overtaking() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      int bang = step.label().indexOf('!');
      if (bang > 0 && othersActAfter(i)) {
        Optional<Step> overtaken = overtaken(i, bang);
        if (overtaken.isPresent()) {
          return Optional.of(new Overtaking(i, step, overtaken.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** An access, when it was performed, and the one that stands before it and came later. */
  private record Overtaking(int time, Step early, Step late) {}

  private boolean othersActAfter(int time) {
    int context = steps.get(time).context();
    return steps.subList(time + 1, steps.size()).stream().anyMatch(s -> s.context() != context);
  }

  /**
   * Of the older entries of the window that could have been performed in place of step {@code at},
   * the first whose cell another context used before that access came to be; else the first.
   */
  private Optional<Step> overtaken(int at, int bang) {
    String label = steps.get(at).label();
    String cpu = label.substring(0, bang);
    int position = Integer.parseInt(label.substring(bang + 1));
    List<Step> older = new ArrayList<>();
    for (int entry = 0; entry < position; entry++) {
      lookahead.next(prefix(at), entry == 0 ? cpu : cpu + "!" + entry).ifPresent(older::add);
    }
    return older.stream()
        .filter(step -> missed(step, at))
        .findFirst()
        .or(() -> older.stream().findFirst());
  }

  private boolean missed(Step late, int from) {
    for (Step step : steps.subList(from + 1, steps.size())) {
      if (step.context() == late.context() && step.at().equals(late.at())) {
        return false;
      }
      boolean same =
          step.effects().stream()
              .anyMatch(e -> late.effects().stream().anyMatch(l -> l.location() == e.location()));
      if (step.context() != late.context() && same) {
        return true;
      }
    }
    return false;
  }

  private String reordering(Overtaking overtaking) {
    return "the compiler may emit %s before %s"
        .formatted(
            phrases.statement(overtaking.early(), overtaking.late()),
            phrases.statement(overtaking.late(), overtaking.early()));
  }

  /** Whether the last handler came between the two. */
  private boolean handlerSeparates(Overtaking overtaking) {
    int entry = lastIndex(Step.Kind.ENTER);
    if (entry < overtaking.time()) {
      return false;
    }
    Step enter = steps.get(entry);
    boolean performed =
        steps.subList(overtaking.time(), entry).stream()
            .anyMatch(
                step ->
                    step.context() == overtaking.late().context()
                        && step.at().equals(overtaking.late().at()));
    return enter.cpu() == overtaking.early().cpu()
        && enter.depth() > overtaking.early().depth()
        && !performed;
  }

  /** Between which statements of what it interrupted the last handler came. */
  private Optional<String> interruption() {
    int entry = lastIndex(Step.Kind.ENTER);
    if (entry < 0) {
      return Optional.empty();
    }
    Step enter = steps.get(entry);
    Optional<Step> before = interruptedBefore(entry);
    Optional<Step> after = interruptedAfter(entry, before);
    String who = phrases.handler(enter) + " on CPU " + enter.cpu();
    if (before.isPresent() && after.isPresent()) {
      return Optional.of(
          "%s between %s and %s"
              .formatted(
                  who,
                  phrases.statement(before.get(), after.get()),
                  phrases.statement(after.get(), before.get())));
    }
    return before
        .map(step -> who + " after " + phrases.statement(step))
        .or(() -> after.map(step -> who + " before " + phrases.statement(step)))
        .or(() -> Optional.of(who));
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

  private int lastIndex(Step.Kind kind) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).kind() == kind) {
        return i;
      }
    }
    return -1;
  }

  private Schedule prefix(int length) {
    return new Schedule(
        steps.subList(0, length).stream()
            .map(Step::label)
            .collect(ImmutableList.toImmutableList()));
  }
}
