package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a step of a trace stands.
 *
 * @param function the innermost function or block
 */
public record Place(String file, int line, String function) {
  /**
   * The places of a trace at which a change may matter: accesses to what another context accesses
   * as well, one of them writing; and what a handler came between.
   */
  public static ImmutableList<Place> of(ImmutableList<Step> steps) {
    Set<Place> all = new LinkedHashSet<>();
    Set<Place> places = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Position at = steps.get(i).at();
      Place place = new Place(at.file(), at.line(), at.function());
      if (at.line() > 0) {
        all.add(place);
      }
      if (at.line() > 0 && (contested(steps, i) || borders(steps, i))) {
        places.add(place);
      }
    }
    return ImmutableList.copyOf(places.isEmpty() ? all : places);
  }

  private static boolean contested(List<Step> steps, int i) {
    Step step = steps.get(i);
    return step.effects().stream()
        .anyMatch(
            own ->
                steps.stream()
                    .filter(other -> other.context() != step.context())
                    .flatMap(other -> other.effects().stream())
                    .anyMatch(effect -> conflict(own, effect)));
  }

  private static boolean conflict(Effect one, Effect other) {
    boolean writes = one.kind() != Effect.Kind.READ || other.kind() != Effect.Kind.READ;
    return writes && one.location() == other.location();
  }

  /** Whether the step is the last one of its CPU before a handler, or the first one after. */
  private static boolean borders(List<Step> steps, int i) {
    return isEntry(neighbour(steps, i, 1), steps.get(i))
        || isEntry(neighbour(steps, i, -1), steps.get(i));
  }

  /** The next step of the same CPU in a direction, flushes left out, or the step itself. */
  private static Step neighbour(List<Step> steps, int at, int direction) {
    for (int i = at + direction; i >= 0 && i < steps.size(); i += direction) {
      Step step = steps.get(i);
      boolean same = step.cpu() == steps.get(at).cpu() && step.kind() != Step.Kind.FLUSH;
      if (same) {
        return step;
      }
    }
    return steps.get(at);
  }

  private static boolean isEntry(Step neighbour, Step step) {
    return neighbour.kind() == Step.Kind.ENTER || neighbour.depth() != step.depth();
  }
}
