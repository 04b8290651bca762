package dev.kaboom.check;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import java.util.stream.IntStream;

/**
 * How a breadth-first search grows, and how large it will be.
 *
 * <p>The widths of its levels rise, and fall again to a few final states. On a scale of logarithms
 * a parabola is near enough: through the last full level, as steep as there, and down to one state
 * where the longest execution ends.
 */
final class StateGrowth {
  /** States that a search expands between two questions whether it is to end. */
  static final int EXPANDED = 64;

  private static final double STATES_MAX = 1e12;
  private static final double ROUNDS = 16;

  private long found;
  private long expanded;
  private long levelEnd;
  private int level;
  private double width;
  private double widthBefore;

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
    double waiting = Math.max(0, found - expanded);
    int steps = depth - level;
    if (steps <= 0 || widthBefore < 1 || width < 1) {
      return waiting;
    }
    double height = Math.log(width);
    double slope = Math.log(width / widthBefore);
    double bend = -(height + slope * steps) / ((double) steps * steps);
    double states = waiting;
    for (int x = 1; x <= steps && states < STATES_MAX; x++) {
      states += Math.exp(height + slope * x + bend * x * x);
    }
    return Math.min(states, STATES_MAX);
  }
}
