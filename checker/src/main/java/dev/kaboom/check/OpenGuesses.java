package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.replay.StepOutcome;
import dev.kaboom.interleave.replay.Stepper;
import dev.kaboom.verdict.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges whether what the compiler's reordering took for granted in a trace can come true.
 *
 * <p>Under {@code cppo} an access may be performed while an earlier one does not know its address
 * yet, or an earlier assumption has not been evaluated. Should the address turn out to be the same,
 * or the assumption to be false, there is no such execution. A trace that ends before that proves
 * nothing, not even if an NMI has stopped the CPU for good: the compiled code has this order only
 * if the addresses differ. So each context is run on by itself from its last step in the trace,
 * oldest access first, until everything that could have been waiting in its window is settled.
 */
final class OpenGuesses {
  /** Steps tried for one trace; more is too long to tell. */
  private static final int TRIES_MAX = 20_000;

  private final Supplier<Stepper> start;
  private final int windowMax;
  private int tries;

  /**
   * A judge.
   *
   * @param start gives a stepper in the initial state
   * @param windowMax entries that a window may hold
   */
  OpenGuesses(Supplier<Stepper> start, int windowMax) {
    this.start = start;
    this.windowMax = windowMax;
  }

  /**
   * Whether every context can go on from where the trace leaves it.
   *
   * @param survivors how many steps of the trace lead to a state: all of them, or all but the last
   */
  boolean canComeTrue(ImmutableList<Step> steps, int survivors) {
    Set<Integer> judged = new LinkedHashSet<>();
    for (int last = steps.size() - 1; last >= 0; last--) {
      Step step = steps.get(last);
      int length = Math.min(last + 1, survivors);
      if (judged.add(step.context()) && !settles(after(steps, length), step.cpu(), windowMax)) {
        return false;
      }
    }
    return true;
  }

  private Stepper after(ImmutableList<Step> steps, int length) {
    Stepper stepper = start.get();
    steps.subList(0, length).forEach(step -> stepper.step(step.label()));
    return stepper;
  }

  private boolean settles(Stepper at, int cpu, int left) {
    List<String> choices = left == 0 ? List.of() : choices(at, cpu);
    for (String label : choices) {
      if (++tries > TRIES_MAX) {
        return false;
      }
      Stepper next = at.copy();
      StepOutcome outcome = next.step(label);
      boolean failed = outcome instanceof StepOutcome.Violated;
      if (failed || (outcome instanceof StepOutcome.Stepped && settles(next, cpu, left - 1))) {
        return true;
      }
    }
    return choices.isEmpty();
  }

  /** The oldest access; if it cannot come, what may have to come before it. */
  private static List<String> choices(Stepper at, int cpu) {
    ImmutableList<String> enabled = at.enabledLabels();
    Optional<String> first =
        List.of("cpu" + cpu, "flush" + cpu).stream().filter(enabled::contains).findFirst();
    return first
        .map(List::of)
        .orElseGet(
            () ->
                enabled.stream()
                    .filter(l -> l.startsWith("cpu" + cpu + "?") || l.startsWith("cpu" + cpu + "="))
                    .toList());
  }
}
