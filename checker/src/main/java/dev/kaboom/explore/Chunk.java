package dev.kaboom.explore;

import dev.kaboom.explore.TransitionSystem.StateKind;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Some states that wait to be expanded, and what came of it: for each state its successors and
 * violations in their order, in one list for all.
 */
final class Chunk {
  /** States of a chunk at most. */
  static final int STATES = 64;

  /** The step of a state that is itself wrong, or a successor. */
  static final int NO_VIOLATION = -1;

  /** There was no memory for a successor. */
  static final int NO_MEMORY = -2;

  /** Where the work stands. Only who claims a chunk writes to it until it is done. */
  private enum Phase {
    WAITING,
    CLAIMED,
    DONE
  }

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.DONE);
  private final int slots;
  private final long[] sources = new long[STATES];
  private final StateKind[] kinds = new StateKind[STATES];
  private final boolean[] judged = new boolean[STATES];
  private final int[] ends = new int[STATES];
  private long[] pairs = new long[4 * STATES];
  private int[] violations = new int[4 * STATES];
  private int[] labels = new int[4 * STATES];
  private int[] rows;
  private int first;
  private int states;
  private int steps;
  private @Nullable Throwable failure;

  /** An empty chunk of states with rows of {@code slots} ints. */
  Chunk(int slots) {
    this.slots = slots;
    this.rows = new int[4 * STATES * slots];
    Arrays.fill(kinds, StateKind.INNER);
  }

  /** Fills the chunk with the states of the ranks from {@code from} on. */
  void fill(StateSet store, int from, int count) {
    first = from;
    states = count;
    for (int i = 0; i < count; i++) {
      sources[i] = store.pair(from + i);
    }
    steps = 0;
    failure = null;
    phase.set(Phase.WAITING);
  }

  /** The rank of the first state. */
  int first() {
    return first;
  }

  int states() {
    return states;
  }

  /** Whether the work is the caller's from now on. */
  boolean claim() {
    return phase.get() == Phase.WAITING && phase.compareAndSet(Phase.WAITING, Phase.CLAIMED);
  }

  /** Whether the work has been done. */
  boolean isDone() {
    return phase.get() == Phase.DONE;
  }

  /** Ends the work, or gives it up for what was thrown. */
  void done(@Nullable Throwable thrown) {
    failure = thrown;
    phase.set(Phase.DONE);
  }

  /** What was thrown, if anything. */
  @Nullable Throwable failure() {
    return failure;
  }

  long source(int state) {
    return sources[state];
  }

  /** Ends the steps of a state. */
  void end(int state, StateKind kind, boolean isJudged) {
    kinds[state] = kind;
    judged[state] = isJudged;
    ends[state] = steps;
  }

  StateKind kind(int state) {
    return kinds[state];
  }

  boolean judged(int state) {
    return judged[state];
  }

  /** The first step of a state. */
  int begin(int state) {
    return state == 0 ? 0 : ends[state - 1];
  }

  /** One more than the last step of a state. */
  int end(int state) {
    return ends[state];
  }

  /** Adds a successor, whose pair is not known yet. */
  void addSuccessor(int[] row) {
    int step = add(NO_VIOLATION, TransitionSystem.NO_STEP);
    System.arraycopy(row, 0, rows, step * slots, slots);
  }

  /** Makes the pairs of the successors of the numbers of their halves, if there are these. */
  void pair(PairColumn lefts, PairColumn rights, boolean fits) {
    int successor = 0;
    for (int step = 0; step < steps; step++) {
      if (violations[step] == NO_VIOLATION) {
        long left = lefts.number(successor);
        pairs[step] = (left << 32) | (rights.number(successor++) & 0xffff_ffffL);
        violations[step] = fits ? NO_VIOLATION : NO_MEMORY;
      }
    }
  }

  /** The pairs of all steps, those of violations being anything. */
  long[] pairs() {
    return pairs;
  }

  int steps() {
    return steps;
  }

  /** The pairs of the states. */
  long[] sources() {
    return sources;
  }

  /** Adds a violation, or {@link #NO_MEMORY}. */
  void addViolation(int violation, int label) {
    int unused = add(violation, label);
  }

  long pair(int step) {
    return pairs[step];
  }

  int violation(int step) {
    return violations[step];
  }

  int label(int step) {
    return labels[step];
  }

  /** Copies the row of a successor. */
  void copyRow(int step, int[] row) {
    System.arraycopy(rows, step * slots, row, 0, slots);
  }

  private int add(int violation, int label) {
    if (steps == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * steps);
      violations = Arrays.copyOf(violations, 2 * steps);
      labels = Arrays.copyOf(labels, 2 * steps);
      rows = Arrays.copyOf(rows, 2 * steps * slots);
    }
    violations[steps] = violation;
    labels[steps] = label;
    return steps++;
  }
}
