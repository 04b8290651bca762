package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.StateSearch.Searched;
import dev.kaboom.explore.Finding;
import dev.kaboom.interleave.replay.Replay;
import dev.kaboom.interleave.replay.Replayer;
import dev.kaboom.interleave.replay.ScheduleException;
import dev.kaboom.interleave.replay.StepOutcome;
import dev.kaboom.interleave.replay.Stepper;
import dev.kaboom.interleave.replay.StepperOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Property.FinalCondition;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Has findings of a search replayed by the stepper, and believes what both agree on. Under {@code
 * cppo} a violation is provisional until {@link OpenGuesses} has judged its trace.
 */
record Confirmation(Model model, Machine machine, Compiler compiler, StepperOptions options) {
  static Confirmation of(Model model, Machine machine, Compiler compiler, CheckOptions options) {
    StepperOptions bounds =
        new StepperOptions(
            StepperOptions.Delivery.DRAINS, options.storeBufferMax(), options.windowMax());
    return new Confirmation(model, machine, compiler, bounds);
  }

  /**
   * What became of the findings of a search.
   *
   * @param violated those that are real, the shortest first
   * @param provisional how many others were met only on guesses that do not come true
   */
  record Confirmed(ImmutableList<Verdict.Violated> violated, int provisional) {}

  /** The findings of a search, replayed; of several ways to one thing, the first that is real. */
  Confirmed confirm(Searched searched) {
    Map<String, Optional<Verdict.Violated>> found = new LinkedHashMap<>();
    for (Finding finding : searched.result().findings()) {
      String what = finding.kind().name() + finding.number();
      if (found.getOrDefault(what, Optional.empty()).isEmpty()) {
        Verdict.Violated violated =
            confirm(finding, PropertyResults.violation(model, searched, finding));
        boolean isReal = compiler == Compiler.SOURCE || comesTrue(finding, violated);
        found.put(what, isReal ? Optional.of(violated) : Optional.empty());
      }
    }
    ImmutableList<Verdict.Violated> confirmed =
        found.values().stream()
            .flatMap(Optional::stream)
            .sorted(Comparator.comparingInt(v -> v.trace().steps().size()))
            .collect(ImmutableList.toImmutableList());
    return new Confirmed(confirmed, found.size() - confirmed.size());
  }

  private boolean comesTrue(Finding finding, Verdict.Violated violated) {
    boolean inStep =
        finding.kind() == Finding.Kind.VIOLATION
            && PropertyResults.isFault(violated.violation().kind());
    int steps = violated.trace().steps().size();
    Supplier<Stepper> start = () -> Stepper.start(model, machine, compiler, options);
    return new OpenGuesses(start, options.windowMax())
        .canComeTrue(violated.trace().steps(), inStep ? Math.max(0, steps - 1) : steps);
  }

  /**
   * The violation with its trace, as the stepper tells it.
   *
   * @param claimed what the search says is at the end of the finding's path
   * @throws ReplayMismatchException if the stepper does not come to it
   */
  private Verdict.Violated confirm(Finding finding, Violation claimed) {
    Schedule schedule = new Schedule(finding.path().labels());
    try {
      int loopStart = finding.path().loopStart();
      Replay replay = Replayer.replay(model, machine, compiler, options, schedule, loopStart);
      if (!reproduces(replay, finding, claimed)) {
        throw mismatch(schedule, claimed, "the replay ends in " + describe(replay));
      }
      Violation told = replay.violation().orElse(claimed);
      return new Verdict.Violated(told, replay.trace(), schedule);
    } catch (ScheduleException e) {
      throw mismatch(schedule, claimed, String.valueOf(e.getMessage()));
    }
  }

  private boolean reproduces(Replay replay, Finding finding, Violation claimed) {
    return switch (finding.kind()) {
      case DEADLOCK -> replay.end() == Replay.End.DEADLOCK;
      case LIVELOCK -> replay.end() == Replay.End.LOOP;
      case VIOLATION -> reproduces(replay, claimed);
    };
  }

  private boolean reproduces(Replay replay, Violation claimed) {
    return switch (claimed.kind()) {
      case ALWAYS -> names(replay.falseAlways(), claimed);
      case FINALLY -> names(replay.falseFinally(), claimed);
      case CONDITION -> replay.end() == Replay.End.FINAL && refuted(replay);
      case EXISTS, DEADLOCK, LIVELOCK, FLAG -> false;
      case ASSERT, BUG, WARN, FAULT ->
          replay.violation().map(told -> told.equals(claimed)).orElse(Boolean.FALSE);
      case BAD_ACCESS ->
          replay
              .violation()
              .map(told -> told.kind() == claimed.kind() && told.at().equals(claimed.at()))
              .orElse(!replay.falseAlways().isEmpty() || !replay.falseFinally().isEmpty());
    };
  }

  private boolean names(Iterable<Integer> indices, Violation claimed) {
    for (int index : indices) {
      Property property = model.properties().get(index);
      if (property.name().equals(claimed.name()) && property.at().equals(claimed.at())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the end of the schedule refutes the litmus condition. */
  private boolean refuted(Replay replay) {
    Optional<FinalCondition> condition = FinalWatch.condition(model);
    if (condition.isEmpty()) {
      return false;
    }
    FinalCondition asked = condition.get();
    Stepper stepper = Stepper.start(model, machine, compiler, options);
    replay.trace().steps().forEach(step -> stepper.step(step.label()));
    return asked.filter().holds(stepper::observe)
        && asked.quantifier().refutedBy(asked.formula().holds(stepper::observe));
  }

  private ReplayMismatchException mismatch(Schedule schedule, Violation claimed, String instead) {
    return new ReplayMismatchException(
        """
        model:    %s
        machine:  %s %s
        claimed:  %s: %s (%s)
        but:      %s
        schedule: %s"""
            .formatted(
                model.program().file(),
                machine.label(),
                compiler.label(),
                Expected.kindLabel(claimed.kind()),
                claimed.name(),
                claimed.at(),
                instead,
                schedule));
  }

  private static String describe(Replay replay) {
    String end = "a state that is " + replay.end();
    return replay
        .violation()
        .map(told -> Expected.kindLabel(told.kind()) + ": " + told.name() + " (" + told.at() + ")")
        .orElse(end);
  }

  /** The step that {@code label} takes after {@code prefix}, if it can be taken there. */
  Optional<Step> next(Schedule prefix, String label) {
    Stepper stepper = Stepper.start(model, machine, compiler, options);
    for (String taken : prefix.labels()) {
      if (!(stepper.step(taken) instanceof StepOutcome.Stepped)) {
        return Optional.empty();
      }
    }
    StepOutcome outcome = stepper.step(label);
    if (outcome instanceof StepOutcome.Stepped stepped) {
      return Optional.of(stepped.step());
    }
    return outcome instanceof StepOutcome.Violated violated
        ? Optional.of(violated.step())
        : Optional.empty();
  }
}
