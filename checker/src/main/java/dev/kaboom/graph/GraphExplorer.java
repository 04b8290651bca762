package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Program;
import dev.kaboom.verdict.Violation;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Visits every complete execution graph of a program, each exactly once. {@link RevisitingExplorer}
 * does so faster for some programs.
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
 * choose among coherent writes only, but for {@link Axioms#readsInOrder}.
 *
 * <h2>Handlers</h2>
 *
 * A CPU is one thread: what its handlers do stands in its program order where they came. {@link
 * Decisions} decides at each place whether one comes.
 */
final class GraphExplorer {
  final ExecutionGraph graph;
  final ThreadRunner runner;
  final ValueDomains domains;
  final Axioms axioms;
  final Interrupts interrupts;
  final Budget budget;
  final Promises promises;
  final Waiting waiting;

  /** The CPUs' topmost contexts; those that stand here are not changed, but replaced. */
  final ThreadState[] threads;

  private final long[] initial;
  private final Completion completion;
  private final Share share;
  private final Blocking blocking;
  private final Guesses guesses;
  private final LocalSteps localSteps;
  private final Handover handover;
  private final Decisions decisions;
  private @Nullable TreeSampler sampler;
  private boolean started;
  private int stepsMost;

  GraphExplorer(
      Program program,
      Interrupts interrupts,
      ThreadRunner runner,
      ValueDomains domains,
      Axioms axioms,
      Compiler compiler,
      long[] initial,
      Completion completion,
      Share share,
      Budget budget) {
    this.share = share;
    this.interrupts = interrupts;
    this.runner = runner;
    this.domains = domains;
    this.axioms = axioms;
    this.initial = initial;
    this.completion = completion;
    this.budget = budget;
    threads = interrupts.start(program);
    graph = new ExecutionGraph(threads.length, initial.length);
    promises = new Promises(graph, axioms);
    waiting = new Waiting(graph, domains, interrupts, threads);
    blocking = new Blocking(graph, runner, axioms, interrupts, threads, initial);
    guesses = new Guesses(this);
    localSteps = new LocalSteps(this);
    handover = new Handover(graph);
    decisions = new Decisions(this, compiler);
  }

  /** Visits all graphs; may be called again. */
  void explore() {
    if (start()) {
      visit();
    }
  }

  /** Whether there is anything to visit. */
  private boolean start() {
    if (started) {
      return true;
    }
    for (ThreadState thread : threads) {
      runner.advance(thread);
      if (abandoned(thread)) {
        return false;
      }
    }
    started = true;
    return true;
  }

  /**
   * The size of the tree that {@link #explore} would visit, as random descents tell it. What they
   * complete is judged, but not each execution once.
   *
   * @param children to make about
   */
  TreeSampler sample(long children, Random random) {
    TreeSampler sampled = new TreeSampler(random, children);
    sampler = sampled;
    boolean begun = start();
    while (begun && budget.exhausted() == null && sampled.begin()) {
      visit();
    }
    return sampled;
  }

  /** Events of the longest execution that was complete. */
  int stepsMost() {
    return stepsMost;
  }

  private static boolean abandoned(ThreadState thread) {
    return thread.status == Status.CUT || thread.status == Status.DISCARDED;
  }

  void visit() {
    if (sampler != null && !sampler.enters()) {
      return;
    }
    if (share.enter()) {
      if (share.atParcel()) {
        completion.beginParcel();
      }
      visitOwn();
    }
    share.leave();
  }

  private void visitOwn() {
    if (share.counts() ? !budget.allows(graph.size(), completion.executions()) : budget.stopped()) {
      if (sampler != null) {
        sampler.abort();
      }
      return;
    }
    do {
      extend();
    } while (sampler != null && sampler.choose());
  }

  private void extend() {
    if (blocking.someFailed() && promises.allKept()) {
      completion.failed(graph, threads);
    }
    int thread = nextThread();
    if (thread >= 0) {
      ThreadState state = threads[thread];
      boolean first = initialise(state.location);
      if (decisions.isOpen(thread, state)) {
        decisions.decide(thread, state);
      } else {
        perform(thread, state, state.step());
      }
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
      if (decisions.isOpen(thread, state)
          || (state.status == Status.RUNNING
              && (state.stamp == 0 || !state.step().kind().reads() || waiting.isServed(state)))) {
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
      case LOAD, RMW, LOCK, TRY_LOCK, IS_LOCKED, SEND, AWAIT_SENT -> read(thread, state, step);
      case ENTER -> enter(thread, state);
      case STORE -> store(thread, state, step);
      case SERVED -> served(thread, state, step);
      case UNLOCK -> unlock(thread, state, step);
      case FENCE, SRCU_FENCE -> localSteps.fence(thread, state, step);
      case IRQ -> localSteps.mask(thread, state, step);
      case NONDET -> localSteps.nondet(thread, state, step);
      case BRANCH -> localSteps.branch(thread, state);
      case HALT -> localSteps.halt(thread, state);
      case ASSIGN, JUMP, REQUIRE, ASSUME, CHECK, ATOMIC_BEGIN, ATOMIC_END, UNSUPPORTED ->
          throw new IllegalStateException(step.kind() + " makes no event");
    }
  }

  /** Lets the thread run on to its next event, and goes on from there. */
  void proceed(int thread, ThreadState from) {
    ThreadState state = from;
    if (state.deferral != null && state.deferral.mayEnter()) {
      decisions.interrupt(thread, state);
      state.deferral = state.deferral.passedBy();
    }
    runner.advance(state);
    while (state.status == Status.FINISHED && state.below != null) {
      ThreadState resumed = state.below.copy();
      resumed.cpu =
          state.cpu.returned(
              state.context, state.registers, state.maskBefore, graph.length(thread));
      resumed.settled = false;
      state = resumed;
    }
    if (!abandoned(state)) {
      threads[thread] = state;
      if (!waiting.someInVain() && !someGuessInVain()) {
        visit();
      }
    }
  }

  /** Whether a guessed read waits for a write that nobody can make any more. */
  private boolean someGuessInVain() {
    for (int i = promises.open(0); i >= 0; i = promises.open(i + 1)) {
      int read = promises.read(i);
      if (!waiting.othersMayWrite(graph.thread(read), graph.location(read))) {
        return true;
      }
    }
    return false;
  }

  private void proceedIfAdmitted(int thread, ThreadState state) {
    if (!completion.suggestsPruning() || axioms.admits(graph)) {
      proceed(thread, state);
    }
  }

  // Reads

  private void read(int thread, ThreadState state, Step step) {
    int location = state.location;
    int first = Math.max(0, readFloor(thread, step, location));
    boolean taken = false;
    for (int index = first; index < graph.writes(location); index++) {
      int write = graph.write(location, index);
      if (write >= state.stamp) {
        taken |= take(thread, state.copy(), step, write, index);
      }
    }
    boolean waits =
        state.waits()
            || (step.kind() == Step.Kind.LOCK && !taken)
            || (!taken && Requests.waitsForService(step, state));
    boolean settled = taken && Requests.waitsForService(step, state);
    if (waits || (!settled && waiting.othersMayWrite(thread, location))) {
      ThreadState postponed = state.copy();
      postponed.stamp = graph.size();
      threads[thread] = postponed;
      visit();
    }
  }

  /** The place in coherence order before which the thread may not read or write any more. */
  int coherenceFloor(int thread, int location) {
    return axioms.readsInOrder()
        ? lastPlace(thread, location, Earlier.ACCESSES)
        : Math.max(lastPlace(thread, location, Earlier.WRITES), highestSource(thread, location));
  }

  /** The same for what the thread may not read any more. */
  private int readFloor(int thread, Step step, int location) {
    boolean inOrder = axioms.readsInOrder() || step.kind().requests();
    int own = lastPlace(thread, location, inOrder ? Earlier.ACCESSES : Earlier.WRITES);
    return step.kind().requests() ? own : Math.max(own, toldFloor(thread, step, location));
  }

  /** The place in coherence order before which the step cannot see, nor write, by what was told. */
  private int toldFloor(int thread, Step step, int location) {
    boolean told = axioms.ordersByRelease() && (step.tags() & Tag.PLAIN.bit()) == 0;
    return told ? handover.floor(thread, location) : -1;
  }

  /** The same for what an RMW may read whose read is allowed: nothing more where reads tell. */
  private int writeFloor(int thread, int location) {
    return axioms.readsInOrder() ? -1 : coherenceFloor(thread, location);
  }

  /** The last place in coherence order that the thread's reads of the cell have seen. */
  private int highestSource(int thread, int location) {
    int highest = -1;
    for (int i = 0; i < graph.length(thread); i++) {
      int event = graph.event(thread, i);
      if (graph.isRead(event) && graph.location(event) == location && graph.source(event) >= 0) {
        highest = Math.max(highest, graph.coherenceIndex(graph.source(event)));
      }
    }
    return highest;
  }

  /** Which of a thread's earlier accesses count. */
  private enum Earlier {
    ACCESSES,
    WRITES
  }

  private int lastPlace(int thread, int location, Earlier counted) {
    for (int i = graph.length(thread) - 1; i >= 0; i--) {
      int event = graph.event(thread, i);
      if (graph.location(event) == location) {
        if (graph.isWrite(event)) {
          return graph.coherenceIndex(event);
        }
        if (counted == Earlier.ACCESSES && graph.isRead(event) && graph.source(event) >= 0) {
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
        || (outcome.written() == null ? state.mustWrite : graph.hasRmwSuccessor(write))
        || (outcome.written() != null && index < writeFloor(thread, state.location))) {
      return false;
    }
    state.mustWrite = false;
    if (axioms.forgetsRewrites() ? outcome.changesValue() : outcome.written() != null) {
      state.leaveWait();
    }
    int read = push(thread, state, outcome.read(), step);
    graph.setSource(read, write);
    if (outcome.written() == null) {
      proceedIfAdmitted(thread, state);
    } else {
      int written = graph.push(outcome.written(), thread, state);
      graph.setPartner(read, written);
      place(thread, state, written, index + 1);
      graph.pop();
    }
    graph.pop();
    return true;
  }

  /** Adds the first event of a step that the context takes. */
  int push(int thread, ThreadState state, Label label, Step step) {
    if (state.block < 0 && state.isIndivisible()) {
      state.block = graph.size();
    }
    int event = graph.push(label, thread, state);
    ThreadRunner.made(state, event, label.location(), state.value(step.register()));
    return event;
  }

  /** A handler of a request takes the oldest one. */
  private void enter(int thread, ThreadState placeholder) {
    int location = placeholder.location;
    ContextKind kind = interrupts.kind(placeholder);
    int index = placeholder.cpu.taken(kind) + 1;
    if (graph.writes(location) <= index) {
      if (waiting.othersMayWrite(thread, location)) {
        ThreadState postponed = placeholder.copy();
        postponed.stamp = graph.size();
        threads[thread] = postponed;
        visit();
      }
      return;
    }
    int write = graph.write(location, index);
    Context servant = interrupts.requests().servant(graph, write, thread);
    if (placeholder.below != null && !Interrupts.isRunning(placeholder.below, servant)) {
      ThreadState state =
          new ThreadState(interrupts.code(servant), servant.index(), placeholder.cpu);
      state.below = placeholder.below;
      state.maskBefore = placeholder.maskBefore;
      state.location = location;
      take(thread, state, state.step(), write, index);
    }
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
    int floor =
        Math.max(coherenceFloor(thread, state.location), toldFloor(thread, step, state.location));
    write(thread, state, label, step, floor + 1);
  }

  /** The handler of a request tells the context that asked; such writes come in their order. */
  private void served(int thread, ThreadState state, Step step) {
    Label label =
        new Label(
            EventKind.WRITE,
            state.location,
            1,
            step.tags(),
            EventSet.EMPTY,
            EventSet.EMPTY,
            step.instruction());
    write(thread, state, label, step, graph.writes(state.location));
  }

  /** The step's value; null when there is none, after what there is to visit then was visited. */
  @Nullable Long compute(int thread, ThreadState state, Step step) {
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
      ThreadState next = state.copy();
      int event = push(thread, next, label, step);
      next.pc++;
      place(thread, next, event, floor + 1);
      graph.pop();
    } else {
      write(thread, state, label, step, floor + 1);
    }
  }

  /** Adds a write at every place from {@code first} on that tears no RMW apart. */
  private void write(int thread, ThreadState from, Label label, Step step, int first) {
    boolean noted = from.isIndivisible() || from.deferral != null || from.script != null;
    ThreadState state = noted ? from.copy() : from;
    int event = push(thread, state, label, step);
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
  void place(int thread, ThreadState state, int write, int index) {
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

  // Nothing can be added

  private void stuck() {
    boolean running = false;
    for (ThreadState thread : threads) {
      running |= thread.status == Status.RUNNING;
    }
    if (!running) {
      int steps = 0;
      for (int thread = 0; thread < threads.length; thread++) {
        steps += graph.length(thread);
      }
      stepsMost = Math.max(stepsMost, steps);
      if (promises.allKept() && blocking.allServed()) {
        completion.complete(graph, threads);
      }
      return;
    }
    if (promises.allKept() && blocking.allBlocked()) {
      if (blocking.someStopped()) {
        completion.complete(graph, threads);
      } else {
        completion.blocked(graph, threads, blocking.someSpins());
      }
    }
    if (axioms.allowsLoadBuffering()) {
      guesses.guess(0);
    }
  }
}
