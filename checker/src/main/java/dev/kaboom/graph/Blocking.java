package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;

/** Tells a deadlock from a thread that was merely not allowed to go on by the search. */
final class Blocking {
  private Blocking() {}

  /**
   * Whether every thread that still runs waits for a lock that is taken, or for a condition that
   * the final values of the cells do not satisfy.
   */
  static boolean allBlocked(ExecutionGraph graph, ThreadRunner runner, ThreadState[] threads) {
    for (int thread = 0; thread < threads.length; thread++) {
      if (threads[thread].status == Status.RUNNING
          && !blocked(graph, runner, thread, threads[thread])) {
        return false;
      }
    }
    return true;
  }

  private static boolean blocked(
      ExecutionGraph graph, ThreadRunner runner, int thread, ThreadState state) {
    Step step = runner.step(thread, state);
    if (step.kind() == Step.Kind.LOCK) {
      int last = graph.lastWrite(state.location);
      return graph.has(last, Tag.LOCK_WRITE) || graph.value(last) != 0;
    }
    return state.awaiting >= 0 && awaitFails(graph, runner, thread, state.copy());
  }

  private static boolean awaitFails(
      ExecutionGraph graph, ThreadRunner runner, int thread, ThreadState state) {
    while (state.status == Status.RUNNING && state.awaiting >= 0) {
      Step step = runner.step(thread, state);
      if (step.kind() != Step.Kind.LOAD || graph.writes(state.location) == 0) {
        return false;
      }
      int last = graph.lastWrite(state.location);
      state.set(step.register(), Operand.wrap(step.type(), graph.value(last)), EventSet.EMPTY);
      state.pc++;
      runner.advance(thread, state);
    }
    return state.status == Status.DISCARDED;
  }
}
