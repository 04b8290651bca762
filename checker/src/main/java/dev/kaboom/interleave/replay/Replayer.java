package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/** Runs a schedule. */
public final class Replayer {
  /** For a schedule without a repeating part. */
  public static final int NO_LOOP = -1;

  private static final int LABELS_LISTED = 20;

  private final Model model;
  private final Stepper stepper;
  private final ImmutableList<String> labels;
  private final int loopStart;
  private final ImmutableList<Long> initialMemory;
  private final ImmutableList.Builder<Step> steps = ImmutableList.builder();
  private Optional<Violation> violation;

  private Replayer(Model model, Stepper stepper, Schedule schedule, int loopStart) {
    this.model = model;
    this.stepper = stepper;
    this.labels = schedule.labels();
    this.loopStart = loopStart;
    this.initialMemory = stepper.memory();
    this.violation = stepper.violation();
  }

  /**
   * Runs a schedule without a repeating part.
   *
   * @throws ScheduleException if the schedule does not fit the model
   * @throws IllegalArgumentException for a machine that has no small-step semantics
   */
  public static Replay replay(Model model, Machine machine, Compiler compiler, Schedule schedule)
      throws ScheduleException {
    return replay(model, machine, compiler, StepperOptions.DEFAULT, schedule, NO_LOOP);
  }

  /**
   * Runs a schedule whose steps from {@code loopStart} on repeat for ever. The state in which the
   * repeating part starts and ends must be the same; registers whose old values play no role may
   * differ the first time, so it is run twice if necessary.
   *
   * @throws ScheduleException if the schedule does not fit the model
   * @throws IllegalArgumentException for a machine that has no small-step semantics
   */
  public static Replay replay(
      Model model,
      Machine machine,
      Compiler compiler,
      StepperOptions options,
      Schedule schedule,
      int loopStart)
      throws ScheduleException {
    Stepper stepper = Stepper.start(model, machine, compiler, options);
    return new Replayer(model, stepper, schedule, loopStart).run();
  }

  private Replay run() throws ScheduleException {
    boolean loops = loopStart >= 0 && loopStart < labels.size();
    if (loopStart != NO_LOOP && !loops) {
      throw new ScheduleException("there is no step " + (loopStart + 1) + " to go back to");
    }
    run(0, loops ? loopStart : labels.size());
    String before = stepper.stateText();
    if (loops) {
      run(loopStart, labels.size());
    }
    Trace trace =
        new Trace(steps.build(), initialMemory, stepper.memory(), loops ? loopStart : NO_LOOP);
    return replay(trace, loops && comesBack(before));
  }

  private void run(int from, int to) throws ScheduleException {
    for (int at = from; at < to; at++) {
      StepOutcome outcome = stepper.step(labels.get(at));
      if (violation.isPresent()) {
        String rest =
            "step " + (at + 1) + ": '" + labels.get(at) + "' comes after the run has ended";
        throw new ScheduleException(rest + " with a violation: " + violation.get().name());
      }
      if (outcome instanceof StepOutcome.Stepped stepped) {
        steps.add(stepped.step());
      } else if (outcome instanceof StepOutcome.Violated violated) {
        steps.add(violated.step());
        violation = Optional.of(violated.violation());
      } else {
        throw new ScheduleException("step " + (at + 1) + ": " + complaint(outcome, labels.get(at)));
      }
    }
  }

  private boolean comesBack(String before) throws ScheduleException {
    String once = stepper.stateText();
    if (violation.isPresent() || once.equals(before)) {
      return violation.isEmpty();
    }
    run(loopStart, labels.size());
    if (violation.isPresent() || !stepper.stateText().equals(once)) {
      throw new ScheduleException("the repeating part does not lead back to where it starts");
    }
    return true;
  }

  private static String complaint(StepOutcome outcome, String label) {
    if (outcome instanceof StepOutcome.NotEnabled refused) {
      ImmutableList<String> possible = refused.possible();
      String listed = String.join(", ", possible.stream().limit(LABELS_LISTED).toList());
      String more = possible.size() > LABELS_LISTED ? ", ..." : "";
      String choices = possible.isEmpty() ? "nothing is" : "possible are: " + listed + more;
      return "'" + label + "' is not possible here (" + refused.reason() + "); " + choices;
    }
    String reason = outcome instanceof StepOutcome.Discarded discarded ? discarded.reason() : "";
    return "'" + label + "' leads nowhere: " + reason;
  }

  private Replay replay(Trace trace, boolean loops) {
    ImmutableList.Builder<Integer> falseAlways = ImmutableList.builder();
    ImmutableList.Builder<Integer> falseFinally = ImmutableList.builder();
    boolean isFinal = violation.isEmpty() && stepper.isFinal();
    for (int i = 0; i < model.properties().size(); i++) {
      Property property = model.properties().get(i);
      if (property instanceof Property.Always always && !stepper.holds(always.predicate())) {
        falseAlways.add(i);
      }
      if (property instanceof Property.Finally last
          && isFinal
          && !stepper.holds(last.predicate())) {
        falseFinally.add(i);
      }
    }
    return new Replay(
        trace,
        violation,
        end(isFinal, loops),
        stepper.observables(),
        falseAlways.build(),
        falseFinally.build());
  }

  private Replay.End end(boolean isFinal, boolean loops) {
    if (violation.isPresent()) {
      return Replay.End.VIOLATION;
    }
    if (loops) {
      return Replay.End.LOOP;
    }
    if (isFinal) {
      return Replay.End.FINAL;
    }
    return stepper.isDeadlock() ? Replay.End.DEADLOCK : Replay.End.UNFINISHED;
  }
}
