package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.Instruction;
import dev.kaboom.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Visits every complete execution graph of a program, each exactly once.
 *
 * <h2>The order of construction</h2>
 *
 * Every finished graph has one canonical order of construction, so a search that only constructs in
 * canonical order meets no graph twice and needs no memory of the past. The order is: as long as
 * some thread's next event <em>can</em> be added, add that of the first such thread. A write or a
 * fence can always be added; a read, once the write that it reads from is there. This is the
 * lexicographic normal form of the partial order po ∪ rf (Anisimov and Knuth, "Inhomogeneous
 * sorting", 1979).
 *
 * <p>The search does not know the finished graph, so at a read it tries both: the read takes one of
 * the writes that are there, or it is <em>postponed</em>, which promises that its write is still to
 * come. A postponed read is asked again whenever its cell has got a new write, and may then take
 * that one or wait on. A thread is postponed only while other threads may still write the cell
 * ({@link ValueDomains}). Each answer can be read off the finished graph: hence exactly once.
 *
 * <h2>Load buffering</h2>
 *
 * Where every thread waits and nothing can be added, po ∪ rf of the finished graph must have a
 * cycle. Models that allow it (the LKMM) let the first thread's read take a <em>guessed</em> value
 * from the cell's value domain; its write must be added later and have that value, else the graph
 * is given up. A guess may support itself through branches, as in herd7, but not through data: what
 * would take its value from itself has no value (see {@link Operand#UNDETERMINED}).
 *
 * <h2>Coherence and locks</h2>
 *
 * A new write is tried at every place of its cell's coherence order that keeps per-location
 * coherence and tears no RMW apart; a successful RMW stands directly behind the write that it reads
 * from. A lock acquisition is an RMW that reads from the initial value or an unlock, so the order
 * of a lock's critical sections is chosen once and not as rf and co of its halves apart. Reads
 * choose among coherent writes only.
 */
final class GraphExplorer {
  private final ExecutionGraph graph;
  private final ThreadRunner runner;
  private final ValueDomains domains;
  private final Axioms axioms;
  private final long[] initial;
  private final Completion completion;
  private final Budget budget;
  private final Promises promises;
  private final Waiting waiting;
  private final Blocking blocking;
  private final ThreadState[] threads;

  GraphExplorer(
      ThreadRunner runner,
      ValueDomains domains,
      Axioms axioms,
      long[] initial,
      Completion completion,
      Budget budget) {
    this.runner = runner;
    this.domains = domains;
    this.axioms = axioms;
    this.initial = initial;
    this.completion = completion;
    this.budget = budget;
    threads = runner.start();
    graph = new ExecutionGraph(threads.length, initial.length);
    promises = new Promises(graph);
    waiting = new Waiting(graph, runner, domains, threads);
    blocking = new Blocking(graph, runner, axioms, initial);
  }

  /** Visits all graphs. */
  void explore() {
    for (ThreadState thread : threads) {
      if (abandoned(thread)) {
        return;
      }
    }
    visit();
  }

  private static boolean abandoned(ThreadState thread) {
    return thread.status == Status.CUT || thread.status == Status.DISCARDED;
  }

  private void visit() {
    if (!budget.allows(graph.size(), completion.executions())) {
      return;
    }
    int thread = nextThread();
    if (thread >= 0) {
      ThreadState state = threads[thread];
      boolean first = initialise(state.location);
      perform(thread, state, runner.step(thread, state));
      threads[thread] = state;
      if (first) {
        graph.removeCoherence(graph.size() - 1);
        graph.pop();
      }
    } else {
      stuck();
    }
  }

  /** The first thread whose next event can be added, or must be asked again; -1 if none. */
  private int nextThread() {
    for (int thread = 0; thread < threads.length; thread++) {
      ThreadState state = threads[thread];
      if (state.status == Status.RUNNING
          && (state.stamp == 0
              || !runner.step(thread, state).kind().reads()
              || waiting.isServed(state))) {
        return thread;
      }
    }
    return -1;
  }

  /** Gives the cell its initial write, if it has none; whether that was done. */
  private boolean initialise(int location) {
    if (location < 0 || graph.writes(location) > 0) {
      return false;
    }
    Label label =
        new Label(
            EventKind.WRITE,
            location,
            initial[location],
            Tag.INIT.bit(),
            EventSet.EMPTY,
            EventSet.EMPTY,
            null);
    graph.insertCoherence(graph.push(label, -1, EventSet.EMPTY), 0);
    return true;
  }

  private void perform(int thread, ThreadState state, Step step) {
    switch (step.kind()) {
      case LOAD, RMW, LOCK, TRY_LOCK, IS_LOCKED -> read(thread, state, step);
      case STORE -> store(thread, state, step);
      case UNLOCK -> unlock(thread, state, step);
      case FENCE, SRCU_FENCE -> fence(thread, state, step);
      case NONDET -> nondet(thread, state, step);
      case ASSIGN,
          BRANCH,
          JUMP,
          REQUIRE,
          ASSUME,
          CHECK,
          HALT,
          ATOMIC_BEGIN,
          ATOMIC_END,
          NOTHING,
          UNSUPPORTED ->
          throw new IllegalStateException(step.kind() + " makes no event");
    }
  }

  /** Lets the thread run on to its next event, and goes on from there. */
  private void proceed(int thread, ThreadState state) {
    runner.advance(thread, state);
    if (!abandoned(state)) {
      threads[thread] = state;
      if (!waiting.someInVain()) {
        visit();
      }
    }
  }

  private void proceedIfAdmitted(int thread, ThreadState state) {
    if (!completion.suggestsPruning() || axioms.admits(graph)) {
      proceed(thread, state);
    }
  }

  // Reads

  private void read(int thread, ThreadState state, Step step) {
    int location = state.location;
    int first = Math.max(0, coherenceFloor(thread, location));
    boolean taken = false;
    for (int index = first; index < graph.writes(location); index++) {
      int write = graph.write(location, index);
      if (write >= state.stamp) {
        taken |= take(thread, state.copy(), step, write, index);
      }
    }
    boolean waits = state.awaiting >= 0 || (step.kind() == Step.Kind.LOCK && !taken);
    if (waits || waiting.othersMayWrite(thread, location)) {
      ThreadState postponed = state.copy();
      postponed.stamp = graph.size();
      threads[thread] = postponed;
      visit();
    }
  }

  /** The place in coherence order before which the thread may not read or write any more. */
  private int coherenceFloor(int thread, int location) {
    for (int i = graph.length(thread) - 1; i >= 0; i--) {
      int event = graph.event(thread, i);
      if (graph.location(event) == location) {
        if (graph.isWrite(event)) {
          return graph.coherenceIndex(event);
        }
        if (graph.isRead(event) && graph.source(event) >= 0) {
          return graph.coherenceIndex(graph.source(event));
        }
      }
    }
    return -1;
  }

  /** The read takes its value from the write, if it can; whether it could. */
  private boolean take(int thread, ThreadState state, Step step, int write, int index) {
    ReadOutcome outcome = ReadOutcome.of(step, state, graph, write, graph.value(write));
    if (outcome == null
        || (outcome.written() == null ? state.mustWrite : graph.hasRmwSuccessor(write))) {
      return false;
    }
    state.mustWrite = false;
    if (axioms.forgetsRewrites() ? outcome.changesValue() : outcome.written() != null) {
      state.awaiting = -1;
    }
    int read = graph.push(outcome.read(), thread, state.controlDependencies());
    graph.setSource(read, write);
    if (outcome.written() == null) {
      proceedIfAdmitted(thread, state);
    } else {
      int written = graph.push(outcome.written(), thread, state.controlDependencies());
      graph.setPartner(read, written);
      place(thread, state, written, index + 1);
      graph.pop();
    }
    graph.pop();
    return true;
  }

  // Writes

  private void store(int thread, ThreadState state, Step step) {
    Long value = compute(thread, state, step);
    if (value == null) {
      return;
    }
    Label label =
        new Label(
            EventKind.WRITE,
            state.location,
            Operand.wrap(step.type(), value),
            step.tags(),
            step.address().dependencies(state.taints),
            step.value().dependencies(state.taints),
            step.instruction());
    write(thread, state, label, coherenceFloor(thread, state.location) + 1);
  }

  /** The step's value; null when there is none, after what there is to visit then was visited. */
  private @Nullable Long compute(int thread, ThreadState state, Step step) {
    try {
      return step.value().value(state.registers);
    } catch (ArithmeticException e) {
      ThreadState failed = state.copy();
      ThreadRunner.fail(failed, Violation.Kind.BAD_ACCESS, "division by zero", step);
      threads[thread] = failed;
      visit();
      return null;
    } catch (Operand.UndeterminedValueException e) {
      return null;
    }
  }

  private void unlock(int thread, ThreadState state, Step step) {
    int location = state.location;
    Label label =
        new Label(
            EventKind.WRITE,
            location,
            0,
            Tag.UNLOCK.bit() | Tag.RELEASE.bit(),
            step.address().dependencies(state.taints),
            EventSet.EMPTY,
            step.instruction());
    int floor = coherenceFloor(thread, location);
    int acquired = floor < 0 ? -1 : graph.write(location, floor);
    if (acquired >= 0 && graph.has(acquired, Tag.LOCK_WRITE) && graph.thread(acquired) == thread) {
      int event = graph.push(label, thread, state.controlDependencies());
      ThreadState next = state.copy();
      next.pc++;
      place(thread, next, event, floor + 1);
      graph.pop();
    } else {
      write(thread, state, label, floor + 1);
    }
  }

  /** Adds a write at every place from {@code first} on that tears no RMW apart. */
  private void write(int thread, ThreadState state, Label label, int first) {
    int event = graph.push(label, thread, state.controlDependencies());
    for (int index = Math.max(1, first); index <= graph.writes(label.location()); index++) {
      if (!graph.tearsRmw(label.location(), index)) {
        ThreadState next = state.copy();
        next.pc++;
        place(thread, next, event, index);
      }
    }
    graph.pop();
  }

  /** Puts the write into coherence order; it may be what guessed reads waited for. */
  private void place(int thread, ThreadState state, int write, int index) {
    graph.insertCoherence(write, index);
    supply(thread, state, write, 0);
    graph.removeCoherence(write);
  }

  private void supply(int thread, ThreadState state, int write, int from) {
    int promise = promises.next(write, from);
    if (promise < 0) {
      proceedIfAdmitted(thread, promises.isEmpty() ? state : state.copy());
      return;
    }
    supply(thread, state, write, promise + 1);
    promises.fulfil(promise, write);
    if (axioms.admits(graph)) {
      supply(thread, state, write, promise + 1);
    }
    promises.withdraw(promise);
  }

  // What makes no choice of a write

  private void fence(int thread, ThreadState state, Step step) {
    Long value = compute(thread, state, step);
    if (value == null) {
      return;
    }
    ThreadState next = state.copy();
    Label label =
        new Label(
            EventKind.FENCE,
            step.kind() == Step.Kind.SRCU_FENCE ? state.location : -1,
            value,
            step.tags(),
            step.address().dependencies(state.taints),
            EventSet.EMPTY,
            step.instruction());
    if (step.register() >= 0) {
      // A cookie that no other lock returns.
      long cookie = 1000L * (thread + 1) + graph.length(thread);
      label = label.withValue(cookie);
      next.set(step.register(), cookie, EventSet.EMPTY);
    }
    graph.push(label, thread, state.controlDependencies());
    next.pc++;
    proceed(thread, next);
    graph.pop();
  }

  private void nondet(int thread, ThreadState state, Step step) {
    Instruction.Nondet nondet = (Instruction.Nondet) step.instruction();
    for (long value = nondet.low(); value <= nondet.high() && budget.exhausted() == null; value++) {
      ThreadState next = state.copy();
      next.set(step.register(), value, EventSet.EMPTY);
      next.pc++;
      proceed(thread, next);
      if (value == Long.MAX_VALUE) {
        return;
      }
    }
  }

  // Nothing can be added

  private void stuck() {
    boolean running = false;
    for (ThreadState thread : threads) {
      running |= thread.status == Status.RUNNING;
    }
    if (!running) {
      if (promises.allKept()) {
        completion.complete(graph, threads);
      }
      return;
    }
    if (promises.allKept() && blocking.allBlocked(threads)) {
      completion.blocked(graph, blocking.someSpins(threads));
    }
    if (axioms.allowsLoadBuffering()) {
      guess(0);
    }
  }

  /**
   * Guesses the value of the first waiting read, from this thread on, that may have to be guessed.
   *
   * <p>In the finished graph each waiting thread waits for a write that another waiting thread
   * makes after its own read; somewhere these waits form a circle. If each thread in it acquired
   * with its read or released with its write, happens-before would have a cycle; so some thread
   * does neither. Whether an RMW acquires depends on whether it writes: both are tried.
   */
  private void guess(int from) {
    int thread = from;
    while (thread < threads.length && !waiting.mayBeGuessed(thread)) {
      thread++;
    }
    if (thread == threads.length) {
      return;
    }
    ThreadState state = threads[thread];
    Step step = runner.step(thread, state);
    ValueSet values = domains.values(state.location);
    if (values.isEverything()) {
      budget.exhaust("too many values for " + step.instruction().at() + " to guess from");
      return;
    }
    boolean acquires = domains.acquires(step, state.location);
    if (waiting.othersMayWrite(thread, state.location)) {
      for (long value : values.values()) {
        promise(thread, state.copy(), step, value, acquires);
      }
      if (step.kind() == Step.Kind.LOAD) {
        promise(thread, state.copy(), step, Operand.UNDETERMINED, acquires);
      }
    }
    if (acquires) {
      threads[thread] = state.copy();
      threads[thread].mustWrite = true;
      guess(thread + 1);
    }
    threads[thread] = state;
  }

  private void promise(int thread, ThreadState state, Step step, long value, boolean onlyFailure) {
    ReadOutcome outcome = ReadOutcome.of(step, state, graph, ExecutionGraph.PENDING, value);
    if (outcome == null || (onlyFailure && outcome.written() != null)) {
      return;
    }
    if (outcome.written() != null) {
      state.awaiting = -1;
    }
    int first = coherenceFloor(thread, state.location) + 1;
    int read = graph.push(outcome.read(), thread, state.controlDependencies());
    promises.add(read, value);
    if (outcome.written() == null) {
      proceed(thread, state);
    } else {
      int written = graph.push(outcome.written(), thread, state.controlDependencies());
      graph.setPartner(read, written);
      for (int index = Math.max(1, first); index <= graph.writes(state.location); index++) {
        if (!graph.tearsRmw(graph.location(written), index)) {
          place(thread, state.copy(), written, index);
        }
      }
      graph.pop();
    }
    promises.removeLast();
    graph.pop();
  }
}
