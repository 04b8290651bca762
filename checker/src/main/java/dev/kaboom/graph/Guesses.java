package dev.kaboom.graph;

/** Load buffering: reads whose value is guessed before the write exists that they read from. */
final class Guesses {
  private final GraphExplorer explorer;
  private final ExecutionGraph graph;

  Guesses(GraphExplorer explorer) {
    this.explorer = explorer;
    graph = explorer.graph;
  }

  /**
   * Guesses the value of the first waiting read, from this thread on, that may have to be guessed.
   *
   * <p>In the finished graph each waiting thread waits for a write that another waiting thread
   * makes after its own read; somewhere these waits form a circle. If each thread in it acquired
   * with its read or released with its write, happens-before would have a cycle; so some thread
   * does neither. Whether an RMW acquires depends on whether it writes: both are tried.
   */
  void guess(int from) {
    int thread = from;
    while (thread < explorer.threads.length && !explorer.waiting.mayBeGuessed(thread)) {
      thread++;
    }
    if (thread == explorer.threads.length) {
      return;
    }
    ThreadState state = explorer.threads[thread];
    Step step = state.step();
    ValueSet values = explorer.domains.values(state.location);
    if (values.isEverything()) {
      explorer.budget.exhaust("too many values for " + step.instruction().at() + " to guess from");
      return;
    }
    boolean acquires = explorer.domains.acquires(step, state.location);
    if (explorer.waiting.othersMayWrite(thread, state.location)) {
      for (int i = 0; i < values.size(); i++) {
        promise(thread, state.copy(), step, values.value(i), acquires);
      }
      if (step.kind() == Step.Kind.LOAD
          && explorer.domains.freedom() == ValueDomains.Freedom.MEMORY) {
        promise(thread, state.copy(), step, Operand.UNDETERMINED, acquires);
      }
    }
    if (acquires) {
      explorer.threads[thread] = state.copy();
      explorer.threads[thread].mustWrite = true;
      guess(thread + 1);
    }
    explorer.threads[thread] = state;
  }

  private void promise(int thread, ThreadState state, Step step, long value, boolean onlyFailure) {
    ReadOutcome outcome = ReadOutcome.of(step, state, graph, ExecutionGraph.PENDING, value);
    if (outcome == null || (onlyFailure && outcome.written() != null)) {
      return;
    }
    if (outcome.written() != null) {
      state.leaveWait();
    }
    int first = explorer.coherenceFloor(thread, state.location) + 1;
    int read = explorer.push(thread, state, outcome.read(), step);
    explorer.promises.add(read, value);
    if (outcome.written() == null) {
      explorer.proceed(thread, state);
    } else {
      int written = graph.push(outcome.written(), thread, state);
      graph.setPartner(read, written);
      for (int index = Math.max(1, first); index <= graph.writes(state.location); index++) {
        if (!graph.tearsRmw(graph.location(written), index)) {
          explorer.place(thread, state.copy(), written, index);
        }
      }
      graph.pop();
    }
    explorer.promises.removeLast();
    graph.pop();
  }
}
