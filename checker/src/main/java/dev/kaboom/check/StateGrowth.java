package dev.kaboom.check;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a breadth-first search grows, and how large it will be.
 *
 * <p>The widths of its levels rise, and fall again to a few final states. On a scale of logarithms
 * a parabola is near enough: through the last full level, as steep as there, and down to one state
 * where the longest execution ends ({@link Outline}).
 *
 * <p>Some searches grow for longer than that. Then it tells more and more of them: were it to tell
 * n<sup>a</sup> when n states are found, it would be right where both are the same. In the mean, on
 * a scale of logarithms, the truth is half way to there.
 */
final class StateGrowth {
  /** States that a search expands between two questions whether it is to end. */
  static final int EXPANDED = 64;

  /** States from which on a search is outlined now and then. */
  static final long OUTLINED = 16384;

  /** How many times as many are found until the next outline, and since one that is compared. */
  private static final int APART = 4;

  private static final int APART_LEAST = 3;

  /** The exponent that may be taken for a trend. */
  private static final double TREND_MOST = 0.6;

  private static final double ROUNDS = 16;

  private long found;
  private long expanded;
  private long levelEnd;
  private int level;
  private double width;
  private double widthBefore;
  private @Nullable Outline newest;
  private @Nullable Outline beforeNewest;

  /**
   * The number of combinations of places that the contexts can be at: what a search has at most if
   * all data are the same, and loops end.
   */
  static double places(Program program) {
    double places = 1;
    for (Context context : program.contexts()) {
      Code code = context.code();
      boolean loops =
          IntStream.range(0, code.size())
              .anyMatch(
                  at ->
                      code.instructions().get(at) instanceof Instruction.Jump jump
                          && jump.target() <= at);
      places *= (loops ? ROUNDS : 1) * (code.size() + 1.0);
    }
    return places;
  }

  /** Begins with another search. */
  void begin() {
    found = 0;
    expanded = 0;
    levelEnd = 0;
    level = 0;
    width = 0;
    widthBefore = 0;
    newest = null;
    beforeNewest = null;
  }

  /** Counts a state that was found. */
  void found() {
    found++;
  }

  /** Counts the states that were expanded since the last time. */
  void expanded() {
    expanded += EXPANDED;
    if (expanded >= levelEnd) {
      widthBefore = width;
      width = (double) found - levelEnd;
      levelEnd = found;
      level++;
    }
    if (found >= (newest == null ? OUTLINED : APART * newest.found())) {
      beforeNewest = newest;
      newest = outline();
    }
  }

  /** States found by this search. */
  long states() {
    return found;
  }

  /**
   * States that are still to be expanded, about.
   *
   * @param depth steps of the longest execution
   */
  double remaining(int depth) {
    double states = outline().states(depth);
    Outline before = isLongAgo(newest) ? newest : beforeNewest;
    if (before != null && isLongAgo(before)) {
      double grown = Math.log(states / before.states(depth));
      double trend = grown / Math.log((double) found / before.found());
      double exponent = Math.max(0, Math.min(TREND_MOST, trend));
      states *= Math.pow(states / found, exponent / (1 - exponent) / 2);
    }
    return states - expanded;
  }

  private Outline outline() {
    return new Outline(found, expanded, level, width, widthBefore);
  }

  private boolean isLongAgo(@Nullable Outline outline) {
    return outline != null && found >= APART_LEAST * outline.found();
  }

  /**
   * A search at some moment.
   *
   * @param found states found
   * @param expanded of these
   * @param level that is expanded, the first being 0
   * @param width states of the last full level
   * @param widthBefore of the one before it
   */
  private record Outline(long found, long expanded, int level, double width, double widthBefore) {
    private static final double STATES_MAX = 1e12;

    /** States of the whole search, about, if the longest execution has so many steps. */
    double states(int depth) {
      int steps = depth - level;
      double states = Math.max(found, expanded);
      if (steps <= 0 || widthBefore < 1 || width < 1) {
        return states;
      }
      double height = Math.log(width);
      double slope = Math.log(width / widthBefore);
      double bend = -(height + slope * steps) / ((double) steps * steps);
      for (int x = 1; x <= steps && states < STATES_MAX; x++) {
        states += Math.exp(height + slope * x + bend * x * x);
      }
      return Math.min(states, STATES_MAX);
    }
  }
}
