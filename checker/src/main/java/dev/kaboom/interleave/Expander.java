package dev.kaboom.interleave;

import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.explore.TransitionSystem.StateKind;
import dev.kaboom.interleave.BoundHit.Bound;
import dev.kaboom.program.Instruction;

/** All transitions of a state, in the order of docs/semantics.md, and what kind of state it is. */
final class Expander {
  private final CompiledProgram code;
  private final StateLayout layout;
  private final Labels labels;
  private final Bounds bounds;
  private final StepEngine engine;
  private final Spinning spinning;
  private final int cpus;

  /** Transitions of the current state, discarded ones and violations included. */
  private int moves;

  Expander(Core core, StepEngine engine, Spinning spinning) {
    this.code = core.code;
    this.layout = code.layout;
    this.labels = core.labels;
    this.bounds = core.bounds;
    this.engine = engine;
    this.spinning = spinning;
    this.cpus = code.program.cpuCount();
  }

  StateKind expand(int[] state, Sink sink) {
    moves = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      int context = engine.handlers.top(state, cpu);
      if (context >= 0) {
        own(state, cpu, context, sink);
      }
      if (engine.port.buffered(state, cpu) > 0) {
        emit(state, Labels.ofCpu(Labels.FLUSH, cpu), sink);
      }
      for (int handler : engine.handlers.of(cpu)) {
        if (engine.handlers.mayEnter(state, handler)) {
          emit(state, Labels.enter(handler), sink);
        }
      }
    }
    return kind(state);
  }

  /** Whether the topmost context of a CPU can take a step, be it one that fails. */
  boolean canStep(int[] state, int cpu) {
    moves = 0;
    int context = engine.handlers.top(state, cpu);
    if (context >= 0
        && !engine.windowed(context)
        && Op.neverWaits(code.op[state[layout.pc[context]]])) {
      return true;
    }
    if (context >= 0) {
      own(state, cpu, context, Nowhere.SINK);
    }
    return moves > 0;
  }

  /** Takes no notice. */
  private enum Nowhere implements Sink {
    SINK;

    @Override
    public void accept(int[] state, int label) {}

    @Override
    public void violated(int violation, int label) {}
  }

  private StateKind kind(int[] state) {
    if (isFinal(state)) {
      return StateKind.FINAL;
    }
    if (moves > 0) {
      return StateKind.INNER;
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (Handlers.halted(state[layout.cpu[cpu]])) {
        return StateKind.FINAL;
      }
    }
    return StateKind.DEADLOCK;
  }

  private void own(int[] state, int cpu, int context, Sink sink) {
    int pc = state[layout.pc[context]];
    int entries = engine.windowed(context) ? engine.window.count(state, context) : 0;
    for (int index = 0; index < entries; index++) {
      if (engine.order.performable(state, context, index)) {
        emit(state, Labels.perform(cpu, index), sink);
      }
    }
    switch (code.op[pc]) {
      case Op.END -> {}
      case Op.NONDET -> choose(state, pc, sink);
      case Op.BRANCH -> guess(state, cpu, context, pc, sink);
      default -> {
        if (entries == 0) {
          emit(state, Labels.ofCpu(Labels.STEP, cpu), sink);
        }
      }
    }
  }

  private void guess(int[] state, int cpu, int context, int pc, Sink sink) {
    if (engine.window.full(state, context)) {
      return;
    }
    boolean holds = engine.speculation.matters(state, context, pc, true);
    boolean fails = engine.speculation.matters(state, context, pc, false);
    if (holds) {
      emit(state, Labels.ofCpu(Labels.GUESS_TRUE, cpu), sink);
    }
    if (fails) {
      emit(state, Labels.ofCpu(Labels.GUESS_FALSE, cpu), sink);
    }
  }

  private void choose(int[] state, int pc, Sink sink) {
    int choices = Labels.choices(code.source[pc]);
    if (Labels.tooMany((Instruction.Nondet) code.source[pc])) {
      moves++;
      int unused = bounds.hit(Bound.CHOICES, pc);
    }
    for (int number = 0; number < choices; number++) {
      emit(state, labels.choose(pc, number), sink);
    }
  }

  private void emit(int[] state, int label, Sink sink) {
    int outcome = engine.take(state, label);
    if (outcome == Outcome.BLOCKED) {
      return;
    }
    moves++;
    if (outcome == Outcome.GONE) {
      sink.accept(engine.scratch.row, label);
      if (engine.scratch.wentBack) {
        spinning.steppedBack(engine.scratch.row);
      }
    } else if (Outcome.isViolation(outcome)) {
      sink.violated(Outcome.violation(outcome), label);
    }
  }

  /** Whether every CPU has finished or halted, and nothing is on its way to memory or to a CPU. */
  boolean isFinal(int[] state) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (engine.port.buffered(state, cpu) > 0) {
        return false;
      }
      int word = state[layout.cpu[cpu]];
      if (!Handlers.halted(word) && !atRest(state, cpu, word)) {
        return false;
      }
    }
    return true;
  }

  private boolean atRest(int[] state, int cpu, int word) {
    int top = engine.handlers.top(state, cpu);
    boolean finished = top < 0 || layout.finished(state, top, code.op);
    return finished
        && !engine.requests.waiting(state, 1, cpu)
        && (Handlers.masked(word) || !engine.requests.waiting(state, 0, cpu));
  }
}
