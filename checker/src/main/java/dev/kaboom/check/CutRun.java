package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.HandlerCuts.Outcome;
import dev.kaboom.interleave.replay.Snapshot;
import dev.kaboom.interleave.replay.StepOutcome;
import dev.kaboom.interleave.replay.Stepper;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One execution that {@link CutSearch} tries, and what has gone wrong in it. */
final class CutRun {
  /** How many transitions may be tried, over several runs. */
  static final class Tries {
    private int left;

    Tries(int most) {
      left = most;
    }

    void count(int more) {
      left -= more;
    }

    boolean used() {
      return left <= 0;
    }
  }

  private final Model model;
  private final Stepper stepper;
  private final Context handler;
  private final Tries tries;
  private final List<Step> steps = new ArrayList<>();
  private final List<Step> handled = new ArrayList<>();
  private Optional<Violation> violation = Optional.empty();
  private boolean brokeOff;
  private boolean handling;

  /** Why the last transition that was tried led nowhere; "" if it was not possible at all. */
  private String deadEnd = "";

  CutRun(Model model, Stepper stepper, Context handler, Tries tries) {
    this.model = model;
    this.stepper = stepper;
    this.handler = handler;
    this.tries = tries;
  }

  CutRun copy() {
    CutRun copy = new CutRun(model, stepper.copy(), handler, tries);
    copy.steps.addAll(steps);
    copy.violation = violation;
    return copy;
  }

  /** The handler comes; why it cannot, or "". */
  String enter() {
    StepOutcome outcome = stepper.copy().tryStep(handler.name());
    if (outcome instanceof StepOutcome.NotEnabled refused) {
      return refused.reason();
    }
    if (outcome instanceof StepOutcome.Discarded discarded) {
      return discarded.reason();
    }
    handling = true;
    take(handler.name());
    return "";
  }

  /** Takes a transition if it is possible here. */
  boolean take(String label) {
    tries.count(1);
    StepOutcome outcome = stepper.tryStep(label);
    if (outcome instanceof StepOutcome.Stepped stepped) {
      deadEnd = "";
      record(stepped.step());
      violation = falseAlways();
      handling = handling && stepper.isActive(handler);
      return true;
    }
    if (outcome instanceof StepOutcome.Violated violated) {
      record(violated.step());
      violation = Optional.of(violated.violation());
      brokeOff = true;
      return true;
    }
    if (outcome instanceof StepOutcome.Discarded discarded) {
      deadEnd = discarded.reason();
    }
    return false;
  }

  private void record(Step step) {
    steps.add(step);
    if (handling && step.cpu() == handler.cpu() && step.kind() != Step.Kind.FLUSH) {
      handled.add(step);
    }
  }

  /** Some step of a CPU by itself: its oldest access, then its guesses, values and buffer. */
  boolean goOn(int cpu) {
    String name = "cpu" + cpu;
    return !tries.used()
        && (take(name)
            || take(name + "?1")
            || take(name + "?0")
            || take("flush" + cpu)
            || chooseValue(name + "="));
  }

  /** Some step of any CPU; an interrupt comes only where nothing else is left to happen. */
  boolean goOn() {
    for (int cpu = 0; cpu < model.program().cpuCount(); cpu++) {
      if (goOn(cpu)) {
        return true;
      }
    }
    return !tries.used() && (interrupt(Asked.YES) || (!stepper.isFinal() && interrupt(Asked.NO)));
  }

  private boolean chooseValue(String prefix) {
    ImmutableList<String> enabled = enabled();
    return enabled.stream().filter(label -> label.startsWith(prefix)).anyMatch(this::take);
  }

  /** Whether some CPU has asked for an interrupt. */
  private enum Asked {
    YES,
    NO
  }

  private boolean interrupt(Asked asked) {
    return model.program().contexts().stream()
        .filter(context -> context.kind() != ContextKind.PROCESS)
        .filter(context -> context.routine() >= 0 == (asked == Asked.YES))
        .anyMatch(context -> take(context.name()));
  }

  private ImmutableList<String> enabled() {
    ImmutableList<String> enabled = stepper.enabledLabels();
    tries.count(enabled.size());
    return enabled;
  }

  private Optional<Violation> falseAlways() {
    return model.properties().stream()
        .filter(Property.Always.class::isInstance)
        .map(Property.Always.class::cast)
        .filter(always -> !stepper.holds(always.predicate()))
        .map(always -> new Violation(Violation.Kind.ALWAYS, always.name(), always.at()))
        .findFirst();
  }

  /** What is wrong in the state that has been reached, if it is a last one. */
  private Optional<Violation> falseAtTheEnd() {
    if (stepper.isDeadlock()) {
      return Optional.of(new Violation(Violation.Kind.DEADLOCK, "deadlock", Position.NONE));
    }
    return model.properties().stream()
        .filter(Property.Finally.class::isInstance)
        .map(Property.Finally.class::cast)
        .filter(last -> stepper.isFinal() && !stepper.holds(last.predicate()))
        .map(last -> new Violation(Violation.Kind.FINALLY, last.name(), last.at()))
        .findFirst()
        .or(this::refuted);
  }

  private Optional<Violation> refuted() {
    return FinalWatch.condition(model)
        .filter(condition -> stepper.isFinal())
        .filter(condition -> condition.filter().holds(stepper::observe))
        .filter(c -> c.quantifier().refutedBy(c.formula().holds(stepper::observe)))
        .map(c -> new Violation(Violation.Kind.CONDITION, c.text(), c.at()));
  }

  /** How the run comes out where it stands. */
  Outcome outcome() {
    if (violation.isEmpty()) {
      violation = falseAtTheEnd();
    }
    if (violation.isPresent()) {
      return Outcome.VIOLATED;
    }
    if (stepper.isFinal()) {
      return Outcome.NOT_VIOLATED;
    }
    return deadEnd.isEmpty() ? Outcome.UNFINISHED : Outcome.REFUSED;
  }

  /** The violation, or why there is no answer; else "". */
  String says() {
    if (violation.isPresent() || stepper.isFinal()) {
      return violation.map(CutRun::text).orElse("");
    }
    return deadEnd.isEmpty() ? "not at its end after " + steps.size() + " steps" : deadEnd;
  }

  /** A violation in a few words. */
  static String text(Violation violation) {
    return Expected.kindLabel(violation.kind()) + ": " + violation.name();
  }

  Snapshot snapshot() {
    return stepper.snapshot();
  }

  Optional<Violation> violation() {
    return violation;
  }

  /** Whether the last step went wrong, so that there is no state after it. */
  boolean brokeOff() {
    return brokeOff;
  }

  /** Whether the handler has come and is not at its end. */
  boolean isHandling() {
    return handling && goesOn();
  }

  /** Whether the handler runs into an assumption that is not true. */
  boolean isDead() {
    return handling && !deadEnd.isEmpty();
  }

  boolean goesOn() {
    return violation.isEmpty() && !tries.used();
  }

  ImmutableList<Step> steps() {
    return ImmutableList.copyOf(steps);
  }

  ImmutableList<Step> handlerSteps() {
    return ImmutableList.copyOf(handled);
  }

  Optional<Step> last() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }
}
