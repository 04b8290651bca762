package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;

/**
 * Decides at each place of a CPU's program order whether a handler comes there: before each event
 * of the topmost context, after the last one, and between two handlers.
 *
 * <p>Each answer can be read off the finished graph. A handler for a request may be decided on
 * before the request exists: its first event reads from the request, and waits for it as a read
 * waits for its write. Where the compiler may reorder, an access may be put off to behind a handler
 * ({@link Deferral}); that is decided here too.
 *
 * <p>What no other context accesses is made as soon as it can be: whether that was before or after
 * a handler came, nobody can tell, neither the handler nor another CPU. Where a CPU may halt, the
 * end tells: what was put off then is never made, so writes count there whoever else accesses their
 * cell.
 */
final class Decisions {
  private final GraphExplorer explorer;
  private final Interrupts interrupts;
  private final Compiler compiler;

  Decisions(GraphExplorer explorer, Compiler compiler) {
    this.explorer = explorer;
    this.interrupts = explorer.interrupts;
    this.compiler = compiler;
  }

  /** Whether there is something to decide before the CPU goes on. */
  boolean isOpen(int cpu, ThreadState state) {
    if (state.settled
        || interrupts.on(cpu).isEmpty()
        || state.hasBegunIndivisible()
        || (state.status != Status.RUNNING && state.status != Status.FINISHED)
        || (state.status == Status.RUNNING && state.step().kind() == Step.Kind.ENTER)) {
      return false;
    }
    return state.deferral != null || somethingMayCome(cpu, state);
  }

  private boolean somethingMayCome(int cpu, ThreadState state) {
    for (Context handler : interrupts.on(cpu)) {
      if (interrupts.mayCome(state, handler)) {
        return true;
      }
    }
    for (ContextKind kind : Interrupts.requestKinds()) {
      if (mayBeAsked(cpu, state, kind)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a request of the kind is there, or may still be made, that can be served now. */
  private boolean mayBeAsked(int cpu, ThreadState state, ContextKind kind) {
    return interrupts.mayServe(state, cpu, kind)
        && (interrupts.isPending(explorer.graph, state, cpu, kind)
            || explorer.waiting.othersMayWrite(
                cpu, interrupts.requests().cells().queue(kind, cpu)));
  }

  /** Goes on with every decision. */
  void decide(int cpu, ThreadState state) {
    if (state.deferral == null) {
      interrupt(cpu, state);
    }
    if (mayDefer(cpu, state)) {
      ThreadState next = state.copy();
      explorer.runner.defer(next);
      explorer.proceed(cpu, next);
    }
    if (state.deferral == null || !state.mustDefer) {
      ThreadState next = state.copy();
      next.settled = true;
      explorer.threads[cpu] = next;
      if (next.status == Status.RUNNING || !explorer.waiting.someInVain()) {
        explorer.visit();
      }
    }
  }

  /** Lets each handler come that may. */
  void interrupt(int cpu, ThreadState state) {
    for (Context handler : interrupts.on(cpu)) {
      if (interrupts.mayCome(state, handler)) {
        enter(cpu, state, handler);
      }
    }
    for (ContextKind kind : Interrupts.requestKinds()) {
      if (mayBeAsked(cpu, state, kind)) {
        // Which of the routines it is will be known when the request is.
        interrupts.on(cpu).stream()
            .filter(handler -> handler.kind() == kind)
            .findFirst()
            .ifPresent(handler -> enter(cpu, state, handler));
      }
    }
  }

  private void enter(int cpu, ThreadState state, Context handler) {
    ThreadState interrupted = state.deferral == null ? state.copy() : state.deferral.resumed(state);
    interrupted.settled = false;
    VisitLog log =
        new VisitLog(
            state.cpu.visits(),
            handler.index(),
            explorer.graph.length(cpu),
            state.deferral != null);
    Cpu entered = state.cpu.entered(handler.index(), handler.kind(), log);
    ThreadState top = new ThreadState(interrupts.code(handler), handler.index(), entered);
    top.below = interrupted;
    top.maskBefore = state.cpu.masked();
    explorer.proceed(cpu, top);
  }

  private boolean mayDefer(int cpu, ThreadState state) {
    if (compiler == Compiler.SOURCE
        || state.status != Status.RUNNING
        || state.isIndivisible()
        || !Deferral.movable(state.step())
        || !somethingMayCome(cpu, state)) {
      return false;
    }
    boolean forced = state.deferral != null && state.mustDefer;
    return forced || isSeen(state);
  }

  /** Whether somebody could tell that the access at which the context stands is not made yet. */
  private boolean isSeen(ThreadState state) {
    return !explorer.domains.isPrivate(state.location)
        || (interrupts.someHalts() && state.step().kind().writes());
  }
}
