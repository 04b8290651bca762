package dev.kaboom.graph;

import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.Instruction;

/** Takes the steps that neither choose a write nor a place for one: fences, masks, choices. */
final class LocalSteps {
  private final GraphExplorer explorer;
  private final ExecutionGraph graph;

  LocalSteps(GraphExplorer explorer) {
    this.explorer = explorer;
    graph = explorer.graph;
  }

  void fence(int thread, ThreadState state, Step step) {
    Long value = explorer.compute(thread, state, step);
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
    explorer.push(thread, next, label, step);
    next.pc++;
    explorer.proceed(thread, next);
    graph.pop();
  }

  void mask(int thread, ThreadState state, Step step) {
    Long flags = explorer.compute(thread, state, step);
    if (flags == null) {
      return;
    }
    ThreadState next = state.copy();
    EventSet none = EventSet.EMPTY;
    Label label = new Label(EventKind.FENCE, -1, 0, step.tags(), none, none, step.instruction());
    explorer.push(thread, next, label, step);
    next.set(step.register(), state.cpu.masked() ? 0 : 1, none);
    next.cpu =
        state.cpu.withMask(
            switch (((Instruction.IrqOperation) step.instruction()).kind()) {
              case DISABLE, SAVE -> true;
              case ENABLE -> false;
              case RESTORE -> flags == 0;
            });
    next.pc++;
    explorer.proceed(thread, next);
    graph.pop();
  }

  /** The CPU stops for good: a step of its own, before which a handler may come. */
  void halt(int thread, ThreadState state) {
    ThreadState next = state.copy();
    next.status = Status.HALTED;
    explorer.proceed(thread, next);
  }

  /** A branch on a value that was put off goes either way. */
  void branch(int thread, ThreadState state) {
    for (boolean taken : new boolean[] {true, false}) {
      ThreadState next = state.copy();
      explorer.runner.guess(next, taken);
      explorer.proceed(thread, next);
    }
  }

  void nondet(int thread, ThreadState state, Step step) {
    if (state.script != null) {
      choose(thread, state, step, state.script.entry().value());
      return;
    }
    Instruction.Nondet nondet = (Instruction.Nondet) step.instruction();
    for (long value = nondet.low(); value <= nondet.high() && !explorer.budget.stopped(); value++) {
      choose(thread, state, step, value);
      if (value == Long.MAX_VALUE) {
        return;
      }
    }
  }

  private void choose(int thread, ThreadState state, Step step, long value) {
    ThreadState next = state.copy();
    next.set(step.register(), value, EventSet.EMPTY);
    ThreadRunner.passed(next, Script.Entry.choice(value));
    next.pc++;
    explorer.proceed(thread, next);
  }
}
