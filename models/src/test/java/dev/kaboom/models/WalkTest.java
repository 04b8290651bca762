package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.explore.TransitionSystem;
import dev.kaboom.interleave.FinalStates;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.interleave.MachineOptions;
import dev.kaboom.interleave.replay.StepOutcome;
import dev.kaboom.interleave.replay.Stepper;
import dev.kaboom.interleave.replay.StepperOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On random walks through every model, the packed machine and the stepper, which share no code,
 * allow the same transitions, agree which of them go wrong, and come to the same memory.
 */
class WalkTest {
  private static final int WALKS = 10;
  private static final int STEPS_MAX = 60;

  @ParameterizedTest
  @CsvSource({"SC, SOURCE", "SC, CPPO", "TSO, SOURCE", "TSO, CPPO"})
  void machineAndStepperGoTheSameWays(Machine machine, Compiler compiler) throws IOException {
    Random random = new Random(7);
    Set<Model> models = new LinkedHashSet<>();
    ModelCheck.ofModels().forEach(check -> models.add(check.model()));
    long steps = 0;
    for (Model model : models) {
      for (int i = 0; i < WALKS; i++) {
        steps += new Walk(model, machine, compiler).run(random);
      }
    }
    assertTrue(steps > (long) models.size() * WALKS * 10, steps + " steps");
  }

  /** What the machine offers in one state. */
  private static final class Offer implements TransitionSystem.Sink {
    private final InterleavingMachine machine;
    private final int[] from;
    private final Map<String, int[]> states = new LinkedHashMap<>();
    private final Set<String> violated = new LinkedHashSet<>();

    Offer(InterleavingMachine machine, int[] from) {
      this.machine = machine;
      this.from = from;
    }

    @Override
    public void accept(int[] state, int label) {
      states.put(machine.name(from, label), state.clone());
    }

    @Override
    public void violated(int violation, int label) {
      violated.add(machine.name(from, label));
    }
  }

  /** One walk. */
  private static final class Walk {
    private final Model model;
    private final InterleavingMachine machine;
    private final Stepper stepper;
    private final FinalStates memory;
    private final List<String> schedule = new ArrayList<>();
    private int[] state = {};

    Walk(Model model, Machine machine, Compiler compiler) {
      this.model = model;
      this.machine = InterleavingMachine.of(model, machine, compiler, MachineOptions.DEFAULT);
      this.stepper = Stepper.start(model, machine, compiler, StepperOptions.DEFAULT);
      this.memory = this.machine.finalStates();
    }

    /** Goes on until nothing is possible, and returns how many steps that were. */
    int run(Random random) {
      machine.initial(
          new TransitionSystem.Sink() {
            @Override
            public void accept(int[] initial, int label) {
              state = initial.clone();
            }

            @Override
            public void violated(int violation, int label) {}
          });
      while (schedule.size() < STEPS_MAX) {
        Offer offer = new Offer(machine, state);
        TransitionSystem.StateKind kind = machine.expand(state, false, offer);
        compare(offer, kind);
        if (offer.states.isEmpty()) {
          break;
        }
        ImmutableList<String> labels = ImmutableList.copyOf(offer.states.keySet());
        String label = labels.get(random.nextInt(labels.size()));
        schedule.add(label);
        state = ImmutableList.copyOf(offer.states.values()).get(labels.indexOf(label));
        stepper.step(label);
      }
      return schedule.size();
    }

    private void compare(Offer offer, TransitionSystem.StateKind kind) {
      Set<String> stepped = new LinkedHashSet<>();
      Set<String> violated = new LinkedHashSet<>();
      for (String label : stepper.enabledLabels()) {
        StepOutcome outcome = stepper.copy().step(label);
        if (outcome instanceof StepOutcome.Stepped) {
          stepped.add(label);
        } else if (outcome instanceof StepOutcome.Violated) {
          violated.add(label);
        }
      }
      String where = model.program().name() + " after " + schedule;
      Set<String> extra = Sets.difference(offer.states.keySet(), stepped);
      assertEquals(Set.of(), extra, () -> "possible for the machine only, " + where);
      Set<String> missing = Sets.difference(stepped, offer.states.keySet());
      assertEquals(Set.of(), withoutGuesses(missing), () -> "for the stepper only, " + where);
      assertEquals(withoutGuesses(violated), withoutGuesses(offer.violated), where);
      assertEquals(stepper.isFinal(), kind == TransitionSystem.StateKind.FINAL, where);
      assertEquals(stepper.isDeadlock(), kind == TransitionSystem.StateKind.DEADLOCK, where);
      for (int cell = 0; cell < stepper.memory().size(); cell++) {
        assertEquals(stepper.memory().get(cell), memory.memory(state, cell), where);
      }
    }

    /** The machine leaves out guesses that only set when something is issued. */
    private static Set<String> withoutGuesses(Set<String> labels) {
      return labels.stream()
          .filter(label -> !label.contains("?"))
          .collect(ImmutableSet.toImmutableSet());
    }
  }
}
