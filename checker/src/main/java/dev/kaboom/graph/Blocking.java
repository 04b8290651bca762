package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;

/** Tells a deadlock from a thread that was merely not allowed to go on by the search. */
final class Blocking {
  private final ExecutionGraph graph;
  private final ThreadRunner runner;
  private final Axioms axioms;
  private final long[] initial;

  /**
   * A view of the graph.
   *
   * @param initial the cells' values before the first write
   */
  Blocking(ExecutionGraph graph, ThreadRunner runner, Axioms axioms, long[] initial) {
    this.graph = graph;
    this.runner = runner;
    this.axioms = axioms;
    this.initial = initial;
  }

  /**
   * Whether every thread that still runs waits for a lock that is taken, or for a condition that
   * the final values of the cells do not satisfy.
   */
  boolean allBlocked(ThreadState[] threads) {
    for (int thread = 0; thread < threads.length; thread++) {
      if (threads[thread].status == Status.RUNNING && !blocked(thread, threads[thread])) {
        return false;
      }
    }
    return true;
  }

  /** Whether some thread that still runs goes round a loop. */
  boolean someSpins(ThreadState[] threads) {
    for (int thread = 0; thread < threads.length; thread++) {
      if (threads[thread].status == Status.RUNNING && runner.spins(thread, threads[thread])) {
        return true;
      }
    }
    return false;
  }

  private boolean blocked(int thread, ThreadState state) {
    Step step = runner.step(thread, state);
    if (step.kind() == Step.Kind.LOCK) {
      return lockIsTaken(state);
    }
    return state.awaiting >= 0 && awaitFails(thread, state.copy());
  }

  /** Whether the wait fails, from its beginning on, when all that it reads has its final value. */
  private boolean awaitFails(int thread, ThreadState state) {
    state.pc = state.awaiting;
    state.awaiting = -1;
    runner.advance(thread, state);
    try {
      while (state.status == Status.RUNNING && state.awaiting >= 0) {
        if (!fails(runner.step(thread, state), state)) {
          return false;
        }
        state.pc++;
        runner.advance(thread, state);
      }
    } catch (ArithmeticException e) {
      // It does not wait: this round ends in a violation.
      return false;
    }
    return state.status == Status.DISCARDED;
  }

  /** Gives the step the final value of what it reads; whether it has no effect then. */
  private boolean fails(Step step, ThreadState state) {
    return switch (step.kind()) {
      case FENCE -> true;
      case LOAD -> {
        state.set(step.register(), old(step, state), EventSet.EMPTY);
        yield true;
      }
      case RMW -> {
        state.set(step.register(), old(step, state), EventSet.EMPTY);
        yield !writes(step, state);
      }
      case TRY_LOCK -> {
        state.set(step.register(), 0, EventSet.EMPTY);
        yield lockIsTaken(state);
      }
      default -> false;
    };
  }

  private boolean writes(Step step, ThreadState state) {
    if (!ThreadRunner.condition(step, state)) {
      return false;
    }
    long stored = Operand.wrap(step.type(), step.value().value(state.registers));
    return !axioms.forgetsRewrites() || stored != old(step, state);
  }

  private boolean lockIsTaken(ThreadState state) {
    if (graph.writes(state.location) == 0) {
      return initial[state.location] != 0;
    }
    int last = graph.lastWrite(state.location);
    return graph.has(last, Tag.LOCK_WRITE) || graph.value(last) != 0;
  }

  private long old(Step step, ThreadState state) {
    return Operand.wrap(step.type(), finalValue(state));
  }

  private long finalValue(ThreadState state) {
    int cell = state.location;
    return graph.writes(cell) == 0 ? initial[cell] : graph.value(graph.lastWrite(cell));
  }
}
