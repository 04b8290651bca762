package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.interleave.replay.Replay;
import dev.kaboom.interleave.replay.Replayer;
import dev.kaboom.interleave.replay.ScheduleException;
import dev.kaboom.interleave.replay.StepperOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Violation;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Replays with the stepper of the interleaving machines. */
final class StepperReplays implements Replays {
  private static final Trace NOTHING =
      new Trace(ImmutableList.of(), ImmutableList.of(), ImmutableList.of(), -1);

  @Override
  public Replayed replay(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions bounds,
      Schedule schedule,
      int loop) {
    StepperOptions options =
        new StepperOptions(
            StepperOptions.Delivery.DRAINS, bounds.storeBufferMax(), bounds.windowMax());
    try {
      Replay replay = Replayer.replay(model, machine, compiler, options, schedule, loop);
      return new Replayed(replay.trace(), violation(model, replay), "");
    } catch (ScheduleException e) {
      return new Replayed(NOTHING, Optional.empty(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      String reason = machine.label() + " has no steps to replay";
      return new Replayed(NOTHING, Optional.empty(), reason);
    }
  }

  private static Optional<Violation> violation(Model model, Replay replay) {
    if (replay.violation().isPresent()) {
      return replay.violation();
    }
    if (!replay.falseAlways().isEmpty()) {
      return Optional.of(property(model, replay.falseAlways().get(0), Violation.Kind.ALWAYS));
    }
    if (!replay.falseFinally().isEmpty()) {
      return Optional.of(property(model, replay.falseFinally().get(0), Violation.Kind.FINALLY));
    }
    return switch (replay.end()) {
      case DEADLOCK ->
          Optional.of(new Violation(Violation.Kind.DEADLOCK, "deadlock", Position.NONE));
      case LOOP -> Optional.of(new Violation(Violation.Kind.LIVELOCK, "livelock", Position.NONE));
      case FINAL -> condition(model, replay);
      case VIOLATION, UNFINISHED -> Optional.empty();
    };
  }

  private static Optional<Violation> condition(Model model, Replay replay) {
    ToLongFunction<Observable> value =
        observable -> replay.observables().get(model.observables().indexOf(observable));
    return model.properties().stream()
        .filter(Property.FinalCondition.class::isInstance)
        .map(Property.FinalCondition.class::cast)
        .filter(c -> c.filter().holds(value))
        .filter(c -> c.quantifier().refutedBy(c.formula().holds(value)))
        .map(
            c ->
                new Violation(
                    Violation.Kind.CONDITION, c.quantifier().label() + " " + c.text(), c.at()))
        .findFirst();
  }

  private static Violation property(Model model, int index, Violation.Kind kind) {
    Property property = model.properties().get(index);
    return new Violation(kind, property.name(), property.at());
  }
}
