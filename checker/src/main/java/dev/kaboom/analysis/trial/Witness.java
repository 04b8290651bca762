package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.verdict.Step;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function that accesses, in another context, what a context has out of order.
 *
 * @param context in which it runs: {@code NMI(0)}
 * @param function the innermost one
 * @param side whether it runs on the CPU of the accesses that are out of order
 */
public record Witness(String context, String function, Side side) {
  /** Where a witness runs. */
  public enum Side {
    SAME_CPU,
    OTHER_CPU
  }

  /**
   * The witnesses of a trace. A context that accesses one of several variables only cannot tell in
   * which order they were accessed, nor can a routine tell what a handler did that interrupted it.
   *
   * @param titles of the contexts, by index
   * @param context index of the one with accesses out of order
   * @param cells indices of what it accessed
   */
  public static ImmutableList<Witness> of(
      List<Step> steps, List<String> titles, int context, ImmutableSet<Integer> cells) {
    Optional<Step> own = steps.stream().filter(step -> step.context() == context).findFirst();
    Map<Integer, Set<Integer>> accessed = new LinkedHashMap<>();
    Map<Integer, Set<Witness>> found = new LinkedHashMap<>();
    for (Step step : steps) {
      int who = step.context();
      boolean known = who >= 0 && who < titles.size() && step.at().line() > 0;
      boolean tells = known && own.isPresent() && sees(step, own.get());
      for (Step.Effect effect : step.effects()) {
        if (tells && cells.contains(effect.location())) {
          Side side = step.cpu() == own.get().cpu() ? Side.SAME_CPU : Side.OTHER_CPU;
          accessed.computeIfAbsent(who, c -> new LinkedHashSet<>()).add(effect.location());
          found
              .computeIfAbsent(who, c -> new LinkedHashSet<>())
              .add(new Witness(titles.get(who), step.at().function(), side));
        }
      }
    }
    int least = Math.min(2, cells.size());
    found.keySet().removeIf(who -> accessed.getOrDefault(who, ImmutableSet.of()).size() < least);
    return found.values().stream().flatMap(Set::stream).collect(ImmutableList.toImmutableList());
  }

  /** Whether a step is another CPU's, or that of a handler that interrupts the context. */
  private static boolean sees(Step step, Step own) {
    return step.context() != own.context()
        && (step.cpu() != own.cpu() || step.depth() > own.depth());
  }
}
