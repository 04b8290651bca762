package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.explore.Candidates.Candidate;
import dev.kaboom.explore.LivelockSearch.Livelock;
import dev.kaboom.explore.TransitionSystem.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Turns ranks of states into paths: expands each state of the path once more to see which
 * transition leads to the next.
 */
final class PathFinder {
  private final TransitionSystem system;
  private final boolean reduction;
  private final IntFunction<int[]> rows;

  /**
   * @param rows a row of one's own for each rank that is asked for
   */
  PathFinder(TransitionSystem system, boolean reduction, IntFunction<int[]> rows) {
    this.system = system;
    this.reduction = reduction;
    this.rows = rows;
  }

  Finding finding(Candidate candidate, ImmutableIntArray stem) {
    List<String> names = names(stem);
    if (candidate.label() != TransitionSystem.NO_STEP) {
      names.add(system.name(rows.apply(candidate.state()), candidate.label()));
    }
    Path path = new Path(initial(stem), ImmutableList.copyOf(names), -1);
    return new Finding(candidate.kind(), candidate.number(), path);
  }

  Finding finding(Livelock livelock, ImmutableIntArray stem) {
    List<String> names = names(stem);
    int loopStart = names.size();
    for (Lasso.Edge edge : livelock.cycle().edges()) {
      names.add(system.name(rows.apply(edge.source()), edge.label()));
    }
    Path path = new Path(initial(stem), ImmutableList.copyOf(names), loopStart);
    return new Finding(Finding.Kind.LIVELOCK, livelock.handler(), path);
  }

  private List<String> names(ImmutableIntArray stem) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < stem.length(); i++) {
      int[] source = rows.apply(stem.get(i - 1));
      FirstMatch match = new FirstMatch(rows.apply(stem.get(i)));
      system.expand(source, reduction, match);
      names.add(system.name(source, match.label()));
    }
    return names;
  }

  private int initial(ImmutableIntArray stem) {
    if (stem.isEmpty()) {
      return Path.NO_STATE;
    }
    FirstMatch match = new FirstMatch(rows.apply(stem.get(0)));
    system.initial(match);
    return match.label();
  }

  /** Remembers the first label that comes with a given state. */
  private static final class FirstMatch implements Sink {
    private static final int NONE = -1;

    private final int[] sought;
    private int found = NONE;

    FirstMatch(int[] sought) {
      this.sought = sought;
    }

    int label() {
      if (found == NONE) {
        throw new IllegalStateException("a state's successors differ from one call to the next");
      }
      return found;
    }

    @Override
    public void accept(int[] state, int label) {
      if (found == NONE && Arrays.equals(state, sought)) {
        found = label;
      }
    }

    @Override
    public void violated(int violation, int label) {}
  }
}
