package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The pairs of accesses that a trace under {@code cppo} performs in another order than the source
 * has them, and which of these another context could tell apart.
 *
 * <p>A trace contains reorderings that make no difference. One does only if it closes a cycle
 * (Shasha and Snir, TOPLAS 1988): between the early access and the delayed one, some other context
 * made an access that conflicts with the delayed one, which therefore came too late. The handler
 * that interrupted the two is the most telling of these, most of all if it used what the early
 * access touched as well. A property of states reads every cell, so there a store that was still
 * missing at the end counts too.
 */
final class Reorderings {
  private final ImmutableList<Step> steps;
  private final CauseFinder.Lookahead lookahead;

  Reorderings(ImmutableList<Step> steps, CauseFinder.Lookahead lookahead) {
    this.steps = steps;
    this.lookahead = lookahead;
  }

  /**
   * Two accesses of a context in the order of their execution, which is not the source's.
   *
   * @param time when the early one was performed
   * @param late the delayed one, as it would have been performed in its turn
   * @param lateTime when it was performed; the number of steps if it never was
   * @param witness the last step in between of another context that conflicts with {@code late}; if
   *     there is none, with {@code early}; if there is none of these either, -1
   * @param witnesses which of the two the steps of other contexts in between conflict with
   * @param interrupts whether the witness belongs to a handler that interrupted the two
   */
  record Overtaking(
      int time,
      Step early,
      Step late,
      int lateTime,
      int witness,
      Witnesses witnesses,
      boolean interrupts)
      implements Comparable<Overtaking> {
    private static final Comparator<Overtaking> RELEVANCE =
        Comparator.comparing(Overtaking::witnesses)
            .thenComparing(Overtaking::interrupts)
            .thenComparingInt(Overtaking::witness)
            .thenComparingInt(Overtaking::time);

    @Override
    public int compareTo(Overtaking other) {
      return RELEVANCE.compare(this, other);
    }
  }

  /** What the other contexts saw of two accesses, the least telling first. */
  enum Witnesses {
    NONE,
    OF_EARLY,
    OF_LATE,
    OF_BOTH
  }

  /** The most telling of the reorderings that another context noticed. */
  Optional<Overtaking> noticed() {
    return best(
        all().stream().filter(o -> o.witnesses().compareTo(Witnesses.OF_LATE) >= 0).toList());
  }

  /** The most telling store that was performed while an older one was missing to the end. */
  Optional<Overtaking> unfinished() {
    return best(
        all().stream()
            .filter(o -> o.lateTime() == steps.size())
            .filter(o -> writes(o.early()) && writes(o.late()))
            .toList());
  }

  /** Of equal ones the first, whose delayed access stands first in the source. */
  private static Optional<Overtaking> best(List<Overtaking> found) {
    return found.stream().reduce((best, next) -> next.compareTo(best) > 0 ? next : best);
  }

  private List<Overtaking> all() {
    List<Overtaking> all = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int bang = steps.get(i).label().indexOf('!');
      if (bang > 0) {
        for (Step late : overtaken(i, bang)) {
          all.add(overtaking(i, late));
        }
      }
    }
    return all;
  }

  /** What stands before step {@code at} in the source and was not performed yet, in order. */
  private List<Step> overtaken(int at, int bang) {
    Step early = steps.get(at);
    String oldest = early.label().substring(0, bang);
    int position = Integer.parseInt(early.label().substring(bang + 1));
    List<String> labels = new ArrayList<>();
    steps.subList(0, at).forEach(step -> labels.add(step.label()));
    List<Step> older = new ArrayList<>();
    while (older.size() < position) {
      Optional<Step> next = lookahead.next(new Schedule(ImmutableList.copyOf(labels)), oldest);
      if (next.isEmpty() || sameAccess(next.get(), early)) {
        break;
      }
      older.add(next.get());
      labels.add(oldest);
    }
    return older;
  }

  private Overtaking overtaking(int time, Step late) {
    Step early = steps.get(time);
    int lateTime = performed(late, time);
    int ofLate = lastConflict(late, time, lateTime);
    int ofEarly = lastConflict(early, time, lateTime);
    int witness = ofLate >= 0 ? ofLate : ofEarly;
    boolean interrupts =
        witness >= 0
            && steps.get(witness).cpu() == late.cpu()
            && steps.get(witness).depth() > late.depth();
    return new Overtaking(
        time, early, late, lateTime, witness, witnesses(ofEarly >= 0, ofLate >= 0), interrupts);
  }

  private static Witnesses witnesses(boolean ofEarly, boolean ofLate) {
    if (ofLate) {
      return ofEarly ? Witnesses.OF_BOTH : Witnesses.OF_LATE;
    }
    return ofEarly ? Witnesses.OF_EARLY : Witnesses.NONE;
  }

  private int performed(Step late, int from) {
    for (int i = from + 1; i < steps.size(); i++) {
      if (sameAccess(steps.get(i), late)) {
        return i;
      }
    }
    return steps.size();
  }

  private int lastConflict(Step access, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      Step step = steps.get(i);
      boolean other = step.context() != access.context() && acts(step, access.cpu());
      if (other && conflict(step, access)) {
        return i;
      }
    }
    return -1;
  }

  /** Entering a handler, or a flush on the same CPU, only moves what that CPU has done before. */
  private static boolean acts(Step step, int cpu) {
    return switch (step.kind()) {
      case INSTRUCTION, PERFORM -> true;
      case FLUSH -> step.cpu() != cpu;
      case ENTER, SPECULATE -> false;
    };
  }

  private static boolean conflict(Step one, Step other) {
    return one.effects().stream()
        .anyMatch(
            a ->
                other.effects().stream()
                    .anyMatch(b -> a.location() == b.location() && (writes(a) || writes(b))));
  }

  private static boolean writes(Step step) {
    return step.effects().stream().anyMatch(Reorderings::writes);
  }

  private static boolean writes(Effect effect) {
    return effect.kind() != Effect.Kind.READ;
  }

  private static boolean sameAccess(Step one, Step other) {
    return one.context() == other.context()
        && one.at().equals(other.at())
        && cells(one).equals(cells(other));
  }

  private static List<Integer> cells(Step step) {
    return step.effects().stream().map(Effect::location).toList();
  }
}
