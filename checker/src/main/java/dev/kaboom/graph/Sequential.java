package dev.kaboom.graph;

import dev.kaboom.program.Code;
import dev.kaboom.program.Memory;
import org.jspecify.annotations.Nullable;

/** Runs code alone on a memory: INIT, and predicates over final states. */
final class Sequential {
  private static final int STEPS_MAX = 1_000_000;

  private final Memory memory;
  private final long[] cells;

  /**
   * A run on the cells.
   *
   * @param cells the values by index; stores change them
   */
  Sequential(Memory memory, long[] cells) {
    this.memory = memory;
    this.cells = cells;
  }

  /** Code ready to be run. */
  static ThreadCode compile(Code code) {
    return ThreadCode.of(code, Axioms.SrcuStyle.NONE);
  }

  /** The registers at the end, or null when the code fails or does not end. */
  long @Nullable [] run(ThreadCode code) {
    ThreadRunner runner =
        new ThreadRunner(
            memory, Integer.MAX_VALUE - 1, ThreadRunner.Checks.ORDER_NOTHING, Requests.NONE);
    ThreadState state = new ThreadState(code, 0, Cpu.start(new int[1]));
    runner.advance(state, STEPS_MAX);
    for (int count = 0; state.status == ThreadState.Status.RUNNING; count++) {
      if (count > STEPS_MAX || !access(state.step(), state)) {
        return null;
      }
      state.pc++;
      runner.advance(state, STEPS_MAX);
    }
    return state.status == ThreadState.Status.FINISHED ? state.registers : null;
  }

  private boolean access(Step step, ThreadState state) {
    if (step.kind() == Step.Kind.LOAD) {
      state.set(step.register(), step.type().wrap(cells[state.location]), EventSet.EMPTY);
      return true;
    }
    if (step.kind() == Step.Kind.STORE) {
      try {
        cells[state.location] = step.type().wrap(step.value().value(state.registers));
        return true;
      } catch (ArithmeticException e) {
        return false;
      }
    }
    return step.kind() == Step.Kind.FENCE;
  }
}
