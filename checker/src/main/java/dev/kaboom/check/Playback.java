package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.replay.Snapshot;
import dev.kaboom.interleave.replay.StepOutcome;
import dev.kaboom.interleave.replay.Stepper;
import dev.kaboom.interleave.replay.StepperOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The states that a trace goes through, as the independent stepper has them.
 *
 * @param states before the first step, and after each
 * @param cuts for each handler that may come anywhere, what it meets where
 */
public record Playback(ImmutableList<Snapshot> states, ImmutableList<HandlerCuts> cuts) {
  /**
   * Plays a trace of interleavings again, and its handlers at every cut.
   *
   * @return empty where there are no steps: an execution graph, an EXISTS that nothing satisfies
   */
  public static Optional<Playback> of(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      Verdict.Violated violated) {
    if (violated.schedule().labels().isEmpty()) {
      return Optional.empty();
    }
    StepperOptions bounds =
        new StepperOptions(
            StepperOptions.Delivery.DRAINS, options.storeBufferMax(), options.windowMax());
    Supplier<Stepper> start = () -> Stepper.start(model, machine, compiler, bounds);
    ImmutableList.Builder<HandlerCuts> cuts = ImmutableList.builder();
    for (Context context : model.program().contexts()) {
      if (context.kind() == ContextKind.NMI || context.kind() == ContextKind.IRQ) {
        cuts.add(new CutSearch(model, compiler, options, start, violated, context).search());
      }
    }
    return Optional.of(new Playback(states(start.get(), violated), cuts.build()));
  }

  private static ImmutableList<Snapshot> states(Stepper stepper, Verdict.Violated violated) {
    List<Snapshot> states = new ArrayList<>();
    states.add(stepper.snapshot());
    for (Step step : violated.trace().steps()) {
      boolean stepped = stepper.tryStep(step.label()) instanceof StepOutcome.Stepped;
      states.add(stepped ? stepper.snapshot() : brokenOff(states.get(states.size() - 1), step));
    }
    return ImmutableList.copyOf(states);
  }

  /** There is no state behind a violation; what the step wrote before it is shown all the same. */
  private static Snapshot brokenOff(Snapshot before, Step step) {
    List<Long> memory = new ArrayList<>(before.memory());
    for (Effect effect : step.effects()) {
      if (effect.kind() == Effect.Kind.WRITE) {
        memory.set(effect.location(), effect.value());
      }
    }
    return before.withMemory(ImmutableList.copyOf(memory));
  }
}
