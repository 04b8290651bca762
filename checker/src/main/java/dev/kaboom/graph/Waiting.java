package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.graph.ValueDomains.Freedom;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import org.jspecify.annotations.Nullable;

/**
 * What waiting threads can hope for: who may still write the cell that a postponed read waits for,
 * and which waits may go round in a circle. All answers are upper bounds.
 */
final class Waiting {
  private final ExecutionGraph graph;
  private final ValueDomains domains;
  private final Interrupts interrupts;
  private final ThreadState[] threads;

  /**
   * A view of the threads.
   *
   * @param threads the explorer's own row, which it changes
   */
  Waiting(
      ExecutionGraph graph, ValueDomains domains, Interrupts interrupts, ThreadState[] threads) {
    this.graph = graph;
    this.domains = domains;
    this.interrupts = interrupts;
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

  /**
   * Whether a postponed read waits for a write that nobody can make any more, or a request for a
   * handler that cannot come any more.
   */
  boolean someInVain() {
    for (int thread = 0; thread < threads.length; thread++) {
      ThreadState state = threads[thread];
      if (state.stamp > 0
          && state.status == Status.RUNNING
          && state.awaiting < 0
          && !waitsForEver(state)
          && !isServed(state)
          && !othersMayWrite(thread, state.location)) {
        return true;
      }
      if (state.status == Status.FINISHED
          && state.settled
          && interrupts.requestCanCome(graph, state, thread)) {
        return true;
      }
    }
    return false;
  }

  private static boolean waitsForEver(ThreadState state) {
    Step step = state.step();
    return step.kind() == Step.Kind.LOCK || Requests.waitsForService(step, state);
  }

  /**
   * Whether another thread may still write the cell before this one goes on.
   *
   * <p>Threads that wait for a lock which this thread holds do not count: what they write comes
   * after this thread's unlock, in every model.
   */
  boolean othersMayWrite(int thread, int location) {
    for (int other = 0; other < threads.length; other++) {
      if (other != thread && mayWrite(other, location) && !waitsForLockOf(other, thread)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a thread may still write the cell: what is interrupted there, and handlers, too. */
  private boolean mayWrite(int thread, int location) {
    ThreadState top = threads[thread];
    if (top.status == Status.RUNNING
        && domains.mayWrite(top.context, top.pendingFrom(), location)) {
      return true;
    }
    return mayWriteBeside(thread, location, null);
  }

  /**
   * The same for all but the topmost context.
   *
   * @param read the read that has to be earlier, and able to see it; null if that does not matter
   */
  private boolean mayWriteBeside(int thread, int location, @Nullable Step read) {
    ThreadState top = threads[thread];
    if (top.status != Status.RUNNING && (top.status != Status.FINISHED || top.settled)) {
      return false;
    }
    for (ThreadState state = top.below; state != null; state = state.below) {
      if (state.status == Status.RUNNING && mayWrite(state.context, state.pc, location, read)) {
        return true;
      }
    }
    for (Context handler : interrupts.on(thread)) {
      if (mayStillCome(top, handler)
          && mayWrite(handler.index(), interrupts.code(handler).start(), location, read)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayStillCome(ThreadState state, Context handler) {
    boolean decided = handler.kind() == ContextKind.IRQ || handler.kind() == ContextKind.NMI;
    return !decided || state.cpu.left(handler.index()) > 0;
  }

  private boolean mayWrite(int context, int pc, int location, @Nullable Step read) {
    return read == null
        ? domains.mayWrite(context, pc, location)
        : domains.mayWriteEarly(context, pc, location, read);
  }

  private boolean waitsForLockOf(int waiting, int holder) {
    int thread = waiting;
    for (int hops = 0; hops < threads.length; hops++) {
      ThreadState state = threads[thread];
      if (state.status != Status.RUNNING
          || state.step().kind() != Step.Kind.LOCK
          || (!state.settled && !interrupts.on(thread).isEmpty())
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
    if (state.status != Status.RUNNING || state.mustWrite || state.step().kind().requests()) {
      return false;
    }
    Step step = state.step();
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
    return threads[writer].status == Status.RUNNING
        && threads[waiting].status == Status.RUNNING
        && mayWrite(writer, threads[waiting].location)
        && !waitsForLockOf(writer, waiting);
  }

  /** The same, by a write that need not happen after the read at which the writer waits. */
  private boolean maySupplyEarly(int writer, int waiting, boolean writesNow) {
    ThreadState state = threads[writer];
    int location = threads[waiting].location;
    Step read = state.step();
    if (waitsForLockOf(writer, waiting)) {
      return false;
    }
    if (domains.freedom() == Freedom.COMPILER) {
      // What a handler stands between is in order, and a barrier has everything behind it.
      return Deferral.movable(read)
          && domains.mayWriteEarly(state.context, state.pc + 1, location, read);
    }
    int next = writesNow ? state.pc : state.pc + 1;
    int pc = state.deferral == null ? next : state.pendingFrom();
    return domains.mayWriteEarly(state.context, pc, location, read)
        || mayWriteBeside(writer, location, read);
  }
}
