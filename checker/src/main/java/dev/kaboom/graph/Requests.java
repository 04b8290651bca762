package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.verdict.Violation;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Requests for interrupts as accesses to {@link RequestCells}: which cell, and what is read. */
final class Requests {
  /** For programs without contexts: INIT and predicates. */
  static final Requests NONE = new Requests(new RequestCells(0, 0, 0), ImmutableList.of());

  private final RequestCells cells;
  private final ImmutableList<Context> contexts;

  Requests(RequestCells cells, ImmutableList<Context> contexts) {
    this.cells = cells;
    this.contexts = contexts;
  }

  RequestCells cells() {
    return cells;
  }

  /** Finds the cell of a step that is about a request. */
  void resolve(Step step, ThreadState state) {
    switch (step.kind()) {
      case ENTER -> state.location = step.cell();
      case SERVED -> state.location = cells.served(state.requester);
      case AWAIT_SENT -> state.location = cells.served(state.context);
      default -> resolveSend(step, state);
    }
  }

  private void resolveSend(Step step, ThreadState state) {
    if (state.cpu.awaits(state.context)) {
      state.location = cells.served(state.context);
      return;
    }
    Instruction.Send send = (Instruction.Send) step.instruction();
    long cpu = step.address().value(state.registers);
    Context handler = handler(send.kind(), cpu, send.routine());
    if (handler == null) {
      String what = "CPU " + cpu + " has no handler for the request";
      ThreadRunner.fail(state, Violation.Kind.FAULT, what, step);
    } else {
      state.location = cells.queue(send.kind(), handler.cpu());
    }
  }

  /** The context that serves such requests; null if there is none. */
  @Nullable Context handler(ContextKind kind, long cpu, int routine) {
    for (Context context : contexts) {
      if (context.kind() == kind && context.cpu() == cpu && context.routine() == routine) {
        return context;
      }
    }
    return null;
  }

  /** The cells that the step may write. */
  BitSet targets(Step step) {
    BitSet targets = new BitSet();
    for (Context context : contexts) {
      boolean requested =
          context.kind() == ContextKind.IPI || context.kind() == ContextKind.SENT_NMI;
      if (step.kind() == Step.Kind.SERVED) {
        targets.set(cells.served(context.index()));
      } else if (step.instruction() instanceof Instruction.Send send
          && requested
          && context.kind() == send.kind()
          && context.routine() == send.routine()) {
        targets.set(cells.queue(context.kind(), context.cpu()));
      }
    }
    return targets;
  }

  /** Whether a SEND has to wait for an earlier request, and whether any step waits so. */
  static boolean waitsForService(Step step, ThreadState state) {
    return step.kind() == Step.Kind.AWAIT_SENT
        || (step.kind() == Step.Kind.SEND && state.cpu.awaits(state.context));
  }

  /** The outcome of a step that is about a request, as {@link ReadOutcome#of}. */
  static @Nullable ReadOutcome outcome(
      Step step, ThreadState state, ExecutionGraph graph, int write) {
    if (write < 0) {
      return null;
    }
    if (waitsForService(step, state)) {
      return acknowledge(step, state, graph, write);
    }
    if (step.kind() == Step.Kind.ENTER) {
      return enter(step, state, graph, write);
    }
    EventSet target = step.address().dependencies(state.taints);
    EventSet data = step.value().dependencies(state.taints);
    long argument = step.value().value(state.registers);
    int location = state.location;
    state.cpu = state.cpu.sends(state.context);
    state.pc++;
    return new ReadOutcome(
        new Label(
            EventKind.READ,
            location,
            graph.value(write),
            step.tags(),
            target,
            EventSet.EMPTY,
            step.instruction()),
        new Label(
            EventKind.WRITE,
            location,
            argument,
            step.writeTags(),
            target,
            data,
            step.instruction()));
  }

  /** Reads that this context's last request was served: the write of as many as were sent. */
  private static @Nullable ReadOutcome acknowledge(
      Step step, ThreadState state, ExecutionGraph graph, int write) {
    if (graph.coherenceIndex(write) != state.cpu.sent(state.context)) {
      return null;
    }
    Label read = label(step, state, graph, write, Tag.ACQUIRE.bit());
    state.cpu = state.cpu.acknowledges(state.context);
    if (step.kind() == Step.Kind.AWAIT_SENT) {
      state.pc++;
    }
    return new ReadOutcome(read, null);
  }

  private static @Nullable ReadOutcome enter(
      Step step, ThreadState state, ExecutionGraph graph, int write) {
    Instruction made = graph.instruction(write);
    ContextKind kind = made instanceof Instruction.Send send ? send.kind() : ContextKind.IPI;
    if (graph.coherenceIndex(write) != state.cpu.taken(kind) + 1) {
      return null;
    }
    Label read = label(step, state, graph, write, step.tags());
    state.cpu = state.cpu.took(kind, state.context);
    state.requester = graph.context(write);
    state.set(step.register(), graph.value(write), EventSet.of(graph.size()));
    state.pc++;
    return new ReadOutcome(read, null);
  }

  private static Label label(
      Step step, ThreadState state, ExecutionGraph graph, int write, int tags) {
    return new Label(
        EventKind.READ,
        state.location,
        graph.value(write),
        tags,
        EventSet.EMPTY,
        EventSet.EMPTY,
        step.instruction());
  }

  /** The context whose code serves the request that was written there. */
  Context servant(ExecutionGraph graph, int write, int cpu) {
    Instruction.Send send = (Instruction.Send) graph.instruction(write);
    Context handler = send == null ? null : handler(send.kind(), cpu, send.routine());
    if (handler == null) {
      throw new IllegalStateException("a request without a handler");
    }
    return handler;
  }
}
