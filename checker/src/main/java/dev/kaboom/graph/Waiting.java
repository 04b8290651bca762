package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;

/**
 * What waiting threads can hope for: who may still write the cell that a postponed read waits for,
 * and which waits may go round in a circle. All answers are upper bounds.
 */
final class Waiting {
  private final ExecutionGraph graph;
  private final ThreadRunner runner;
  private final ValueDomains domains;
  private final ThreadState[] threads;

  /**
   * A view of the threads.
   *
   * @param threads the explorer's own row, which it changes
   */
  Waiting(ExecutionGraph graph, ThreadRunner runner, ValueDomains domains, ThreadState[] threads) {
    this.graph = graph;
    this.runner = runner;
    this.domains = domains;
    this.threads = threads;
  }

  /** Whether the cell that a postponed read waits for has got a write since. */
  boolean isServed(ThreadState state) {
    for (int i = graph.writes(state.location) - 1; i >= 0; i--) {
      if (graph.write(state.location, i) >= state.stamp) {
        return true;
      }
    }
    return false;
  }

  /** Whether a postponed read waits for a write that nobody can make any more. */
  boolean someInVain() {
    for (int thread = 0; thread < threads.length; thread++) {
      ThreadState state = threads[thread];
      if (state.stamp > 0
          && state.status == Status.RUNNING
          && state.awaiting < 0
          && runner.step(thread, state).kind() != Step.Kind.LOCK
          && !isServed(state)
          && !othersMayWrite(thread, state.location)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether another thread may still write the cell before this one goes on.
   *
   * <p>Threads that wait for a lock which this thread holds do not count: what they write comes
   * after this thread's unlock, in every model.
   */
  boolean othersMayWrite(int thread, int location) {
    for (int other = 0; other < threads.length; other++) {
      if (other != thread
          && threads[other].status == Status.RUNNING
          && domains.mayWrite(other, threads[other].pc, location)
          && !waitsForLockOf(other, thread)) {
        return true;
      }
    }
    return false;
  }

  private boolean waitsForLockOf(int waiting, int holder) {
    int thread = waiting;
    for (int hops = 0; hops < threads.length; hops++) {
      ThreadState state = threads[thread];
      if (state.status != Status.RUNNING
          || runner.step(thread, state).kind() != Step.Kind.LOCK
          || graph.writes(state.location) == 0) {
        return false;
      }
      int last = graph.lastWrite(state.location);
      if (!graph.has(last, Tag.LOCK_WRITE)) {
        return false;
      }
      thread = graph.thread(last);
      if (thread == holder) {
        return true;
      }
    }
    return false;
  }

  /** Whether the waiting thread's read may be one whose value has to be guessed. */
  boolean mayBeGuessed(int thread) {
    ThreadState state = threads[thread];
    if (state.status != Status.RUNNING || state.mustWrite) {
      return false;
    }
    Step step = runner.step(thread, state);
    boolean acquires = domains.acquires(step, state.location);
    boolean writesNow = step.kind() == Step.Kind.RMW && !acquires;
    boolean mayNotAcquire =
        !acquires || step.kind() == Step.Kind.RMW || step.kind() == Step.Kind.TRY_LOCK;
    return mayNotAcquire && waitsInCircle(thread, writesNow);
  }

  /**
   * Whether the thread may wait, by way of others, for what it writes itself later on.
   *
   * @param writesNow whether what it writes in the very step at which it waits counts
   */
  private boolean waitsInCircle(int thread, boolean writesNow) {
    boolean[] reached = new boolean[threads.length];
    IntStack open = new IntStack();
    open.push(thread);
    while (open.size() > 0) {
      int waiting = open.pop();
      for (int writer = 0; writer < threads.length; writer++) {
        if (writer != waiting
            && !reached[writer]
            && (writer == thread
                ? maySupplyEarly(writer, waiting, writesNow)
                : maySupply(writer, waiting))) {
          reached[writer] = true;
          open.push(writer);
        }
      }
    }
    return reached[thread];
  }

  /** Whether a thread may write the cell that another waits for, behind where it waits itself. */
  private boolean maySupply(int writer, int waiting) {
    ThreadState state = threads[writer];
    return state.status == Status.RUNNING
        && domains.mayWrite(writer, state.pc, threads[waiting].location)
        && !waitsForLockOf(writer, waiting);
  }

  /** The same, by a write that need not happen after the read at which the writer waits. */
  private boolean maySupplyEarly(int writer, int waiting, boolean writesNow) {
    ThreadState state = threads[writer];
    Step step = runner.step(writer, state);
    int location = threads[waiting].location;
    int pc = writesNow ? state.pc : state.pc + 1;
    boolean early =
        (step.tags() & Tag.PLAIN.bit()) != 0
            ? domains.mayWrite(writer, pc, location)
            : domains.mayWriteRelaxed(writer, pc, location);
    return early && !waitsForLockOf(writer, waiting);
  }
}
