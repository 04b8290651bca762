package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.check.Reorderings.Overtaking;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import dev.kaboom.verdict.ExecutionPicture.Standing;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Accesses of one context that took effect in another order than the source has them, where other
 * contexts could tell. In an execution graph these are the edges of program order on the cycle that
 * the machine does not keep; in a trace under {@code cppo} the pair that {@link
 * Reorderings#noticed} finds, and those that conflict with others in between; under {@code tso} a
 * store that waited in its buffer while a later load took its value, and the access of another CPU
 * that did not see the store.
 *
 * @param context index of the context
 * @param cells indices of the cells accessed
 * @param cycle the cells of every edge of program order on the cycle of an execution graph; empty
 *     for a trace
 */
public record Disorder(int context, ImmutableSet<Integer> cells, ImmutableSet<Integer> cycle) {
  /** Traces beyond this are not looked at: looking is quadratic. */
  private static final int STEPS_MAX = 2_000;

  /** What the cycle of an execution graph has out of order. */
  static ImmutableList<Disorder> of(ExecutionPicture picture) {
    ImmutableList<Step> steps = picture.trace().steps();
    ImmutableSet.Builder<Integer> all = ImmutableSet.builder();
    for (CycleEdge edge : picture.cycle()) {
      if (edge.edge().kind() == Kind.PO) {
        all.addAll(cells(steps.get(edge.edge().from())));
        all.addAll(cells(steps.get(edge.edge().to())));
      }
    }
    ImmutableList.Builder<Disorder> found = ImmutableList.builder();
    for (CycleEdge edge : picture.cycle()) {
      if (edge.edge().kind() == Kind.PO && edge.standing() != Standing.KEPT) {
        Step from = steps.get(edge.edge().from());
        Step to = steps.get(edge.edge().to());
        found.add(new Disorder(from.context(), both(from, to), all.build()));
      }
    }
    return found.build();
  }

  /** What a trace has out of order. */
  static ImmutableList<Disorder> of(ImmutableList<Step> steps, CauseFinder.Lookahead lookahead) {
    if (steps.size() > STEPS_MAX) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Disorder> found = ImmutableList.builder();
    Reorderings reorderings = new Reorderings(steps, lookahead);
    Optional<Overtaking> moved = reorderings.noticed().or(reorderings::unfinished);
    moved.ifPresent(
        pair ->
            found.add(
                new Disorder(
                    pair.early().context(), both(pair.early(), pair.late()), ImmutableSet.of())));
    return found.addAll(overtaken(steps)).addAll(delayed(steps)).build();
  }

  /**
   * Accesses performed out of turn, and those performed late, where another context's accesses in
   * between conflict with both. It sees behind a guess, where no other order can be tried.
   */
  private static Set<Disorder> overtaken(ImmutableList<Step> steps) {
    Set<Disorder> found = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Step early = steps.get(i);
      for (int j = i + 1; early.label().contains("!") && j < steps.size(); j++) {
        Step late = steps.get(j);
        boolean performed = late.kind() == Step.Kind.PERFORM && late.context() == early.context();
        if (performed && between(steps, i, j, early) && between(steps, i, j, late)) {
          found.add(new Disorder(early.context(), both(early, late), ImmutableSet.of()));
        }
      }
    }
    return found;
  }

  /** Whether a step of another context conflicts with one. */
  private static boolean between(ImmutableList<Step> steps, int from, int to, Step one) {
    return steps.subList(from + 1, to).stream()
        .filter(step -> step.context() != one.context())
        .flatMap(step -> step.effects().stream())
        .anyMatch(
            other ->
                one.effects().stream()
                    .anyMatch(own -> own.location() == other.location() && conflict(own, other)));
  }

  private static boolean conflict(Effect one, Effect other) {
    return one.kind() != Effect.Kind.READ || other.kind() != Effect.Kind.READ;
  }

  /** Stores that reached memory behind a later load of another cell. */
  private static Set<Disorder> delayed(ImmutableList<Step> steps) {
    Set<Disorder> found = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Effect store : steps.get(i).effects()) {
        if (store.kind() == Effect.Kind.BUFFER) {
          addOvertaking(steps, i, store.location(), found);
        }
      }
    }
    return found;
  }

  private static void addOvertaking(
      ImmutableList<Step> steps, int at, int cell, Set<Disorder> found) {
    Step store = steps.get(at);
    int end = flush(steps, at, cell);
    for (int i = at + 1; i < end; i++) {
      Step load = steps.get(i);
      if (load.context() == store.context() && load.kind() != Step.Kind.FLUSH) {
        for (Effect effect : load.effects()) {
          boolean other = effect.kind() == Effect.Kind.READ && effect.location() != cell;
          if (other && missed(steps, at, end, store.cpu(), cell)) {
            found.add(
                new Disorder(
                    store.context(), ImmutableSet.of(cell, effect.location()), ImmutableSet.of()));
          }
        }
      }
    }
  }

  private static int flush(ImmutableList<Step> steps, int from, int cell) {
    for (int i = from + 1; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean flushed =
          step.kind() == Step.Kind.FLUSH
              && step.cpu() == steps.get(from).cpu()
              && cells(step).contains(cell);
      if (flushed) {
        return i;
      }
    }
    return steps.size();
  }

  /** Whether another CPU read the cell while the store waited. */
  private static boolean missed(ImmutableList<Step> steps, int from, int to, int cpu, int cell) {
    return steps.subList(from + 1, to).stream()
        .filter(step -> step.cpu() != cpu)
        .flatMap(step -> step.effects().stream())
        .anyMatch(effect -> effect.kind() == Effect.Kind.READ && effect.location() == cell);
  }

  private static ImmutableSet<Integer> both(Step one, Step other) {
    return ImmutableSet.<Integer>builder().addAll(cells(one)).addAll(cells(other)).build();
  }

  private static ImmutableSet<Integer> cells(Step step) {
    return step.effects().stream().map(Effect::location).collect(ImmutableSet.toImmutableSet());
  }
}
