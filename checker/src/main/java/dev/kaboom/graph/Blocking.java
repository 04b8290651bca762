package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;

/** Tells a deadlock from a thread that was merely not allowed to go on by the search. */
final class Blocking {
  private final ExecutionGraph graph;
  private final ThreadRunner runner;
  private final Axioms axioms;
  private final Interrupts interrupts;
  private final ThreadState[] threads;
  private final long[] initial;

  /**
   * A view of the threads.
   *
   * @param threads the explorer's own row, which it changes
   * @param initial values of the cells
   */
  Blocking(
      ExecutionGraph graph,
      ThreadRunner runner,
      Axioms axioms,
      Interrupts interrupts,
      ThreadState[] threads,
      long[] initial) {
    this.initial = initial;
    this.graph = graph;
    this.runner = runner;
    this.axioms = axioms;
    this.interrupts = interrupts;
    this.threads = threads;
  }

  /** Whether some CPU has stopped for good, so that others may wait for it with every right. */
  boolean someStopped() {
    for (ThreadState thread : threads) {
      if (thread.status == Status.HALTED || thread.status == Status.FAILED) {
        return true;
      }
    }
    return false;
  }

  /** Whether some CPU has done something that is a violation. */
  boolean someFailed() {
    for (ThreadState thread : threads) {
      if (thread.status == Status.FAILED) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether nothing can happen any more: every thread that still runs waits for a lock that is
   * taken, for a condition that the final values of the cells do not satisfy, or for a request that
   * nobody has served; and no handler can come.
   */
  boolean allBlocked() {
    for (int thread = 0; thread < threads.length; thread++) {
      ThreadState state = threads[thread];
      if ((state.status == Status.RUNNING && !blocked(state))
          || interrupts.somethingCanCome(graph, state, thread)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every request that can be served has been served. */
  boolean allServed() {
    for (int thread = 0; thread < threads.length; thread++) {
      if (threads[thread].status == Status.FINISHED
          && interrupts.requestCanCome(graph, threads[thread], thread)) {
        return false;
      }
    }
    return true;
  }

  /** Whether some thread that still runs goes round a loop. */
  boolean someSpins() {
    for (ThreadState thread : threads) {
      if (thread.status == Status.RUNNING && thread.spins()) {
        return true;
      }
    }
    return false;
  }

  private boolean blocked(ThreadState state) {
    Step step = state.step();
    if (state.deferral != null) {
      return false;
    }
    if (step.kind() == Step.Kind.LOCK) {
      return lockIsTaken(state);
    }
    if (Requests.waitsForService(step, state)) {
      return graph.writes(state.location) <= state.cpu.sent(state.context);
    }
    return state.waits() && awaitFails(state.copy());
  }

  /** Whether the wait fails, from its beginning on, when all that it reads has its final value. */
  private boolean awaitFails(ThreadState state) {
    state.pc = state.awaiting;
    state.awaiting = -1;
    state.script = null;
    runner.advance(state);
    try {
      while (state.status == Status.RUNNING && state.awaiting >= 0) {
        if (!fails(state.step(), state)) {
          return false;
        }
        state.pc++;
        runner.advance(state);
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
    if (!ThreadRunner.condition(step.condition(), state)) {
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
    int cell = state.location;
    long value = graph.writes(cell) == 0 ? initial[cell] : graph.value(graph.lastWrite(cell));
    return Operand.wrap(step.type(), value);
  }
}
