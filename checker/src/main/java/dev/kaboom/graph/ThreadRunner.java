package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.ThreadState.Control;
import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Violation;
import java.util.Arrays;

/** Takes threads through their silent steps, up to the next one that makes an event or a choice. */
final class ThreadRunner {
  private final Memory memory;
  private final ImmutableList<ThreadCode> codes;
  private final int unroll;
  private boolean cut;

  ThreadRunner(Memory memory, ImmutableList<ThreadCode> codes, int unroll) {
    this.memory = memory;
    this.codes = codes;
    this.unroll = unroll;
  }

  /** Whether the bound on loops ever cut anything. */
  boolean cutAnything() {
    return cut;
  }

  ThreadCode code(int thread) {
    return codes.get(thread);
  }

  /** Whether the thread goes round a loop that waits for other threads. */
  boolean spins(int thread, ThreadState state) {
    return state.awaiting >= 0 && codes.get(thread).loops().waitsAt(state.awaiting);
  }

  Step step(int thread, ThreadState state) {
    return codes.get(thread).steps().get(state.pc);
  }

  /** Runs to the next step that is not silent, and finds the cell that it accesses. */
  void advance(int thread, ThreadState state) {
    advance(thread, state, Integer.MAX_VALUE);
  }

  /** The same; a thread that takes more silent steps than {@code stepsMax} is cut. */
  void advance(int thread, ThreadState state, int stepsMax) {
    ImmutableList<Step> steps = codes.get(thread).steps();
    state.stamp = 0;
    int taken = 0;
    try {
      while (state.status == Status.RUNNING) {
        if (++taken > stepsMax) {
          state.status = Status.CUT;
          return;
        }
        while (state.control != null && state.control.join() == state.pc) {
          state.control = state.control.outer();
        }
        if (state.pc == steps.size()) {
          state.awaiting = -1;
          state.status = Status.FINISHED;
          return;
        }
        trackWait(codes.get(thread).loops(), state);
        Step step = steps.get(state.pc);
        if (!step.kind().silent()) {
          resolve(step, state);
          return;
        }
        execute(codes.get(thread), step, state);
      }
    } catch (ArithmeticException e) {
      fail(state, Violation.Kind.BAD_ACCESS, "division by zero", steps.get(state.pc));
    } catch (Operand.UndeterminedValueException e) {
      state.status = Status.DISCARDED;
    }
  }

  private static void trackWait(Loops loops, ThreadState state) {
    if (state.awaiting >= 0 && !loops.within(state.awaiting, state.pc)) {
      state.awaiting = -1;
    }
    if (state.awaiting < 0 && loops.waitsAt(state.pc)) {
      state.awaiting = state.pc;
    }
  }

  private void execute(ThreadCode code, Step step, ThreadState state) {
    switch (step.kind()) {
      case ASSIGN -> {
        long value = step.value().value(state.registers);
        state.set(step.register(), value, step.value().dependencies(state.taints));
        state.pc++;
      }
      case BRANCH -> branch(code, step, state);
      case JUMP -> go(code, step, state);
      case CHECK -> check(step, state);
      case REQUIRE, ASSUME -> {
        if (condition(step, state)) {
          state.pc++;
        } else {
          state.status = Status.DISCARDED;
        }
      }
      case HALT -> state.status = Status.FINISHED;
      case ATOMIC_BEGIN -> {
        state.awaiting = state.pc;
        state.pc++;
      }
      case ATOMIC_END -> {
        state.awaiting = -1;
        state.pc++;
      }
      case NOTHING -> {
        state.set(step.register(), 1, EventSet.EMPTY);
        state.pc++;
      }
      case LOAD,
          STORE,
          RMW,
          LOCK,
          TRY_LOCK,
          IS_LOCKED,
          UNLOCK,
          FENCE,
          SRCU_FENCE,
          NONDET,
          UNSUPPORTED ->
          throw new IllegalStateException(step.kind() + " is not silent");
    }
  }

  static boolean condition(Step step, ThreadState state) {
    return Operand.determined(step.condition().value(state.registers)) != 0;
  }

  private void branch(ThreadCode code, Step step, ThreadState state) {
    boolean taken = condition(step, state);
    EventSet dependencies = step.condition().dependencies(state.taints);
    if (!dependencies.isEmpty()) {
      state.control = new Control(step.join(), dependencies, state.control);
    }
    if (taken) {
      state.pc++;
    } else {
      go(code, step, state);
    }
  }

  private void go(ThreadCode code, Step step, ThreadState state) {
    if (step.loop() >= 0) {
      goBack(code, step, state);
    }
    state.pc = step.target();
  }

  private void goBack(ThreadCode code, Step step, ThreadState state) {
    Loops loops = code.loops();
    if (state.awaiting >= 0 && loops.waitsAt(step.target())) {
      state.status = Status.DISCARDED;
      return;
    }
    // An inner loop starts afresh in each round of the loop around it.
    resetInner(code.steps(), state, step.target());
    int bound = loops.isCounted(step.target()) ? Math.max(unroll, Loops.ROUNDS_MAX) : unroll;
    if (++state.loops[step.loop()] > bound) {
      cut = true;
      state.status = Status.CUT;
    }
  }

  private static void resetInner(ImmutableList<Step> steps, ThreadState state, int target) {
    for (int i = target; i < state.pc; i++) {
      int inner = steps.get(i).loop();
      if (inner >= 0) {
        state.loops[inner] = 0;
      }
    }
  }

  private static void check(Step step, ThreadState state) {
    if (condition(step, state)) {
      state.pc++;
    } else {
      Instruction.Check check = (Instruction.Check) step.instruction();
      Violation.Kind kind =
          switch (check.kind()) {
            case ASSERT -> Violation.Kind.ASSERT;
            case BUG -> Violation.Kind.BUG;
            case WARN -> Violation.Kind.WARN;
            case FAULT -> Violation.Kind.FAULT;
          };
      fail(state, kind, check.message(), step);
    }
  }

  private void resolve(Step step, ThreadState state) {
    state.location = -1;
    if (!step.kind().accesses()) {
      return;
    }
    long address = step.address().value(state.registers);
    int at = address == Operand.UNDETERMINED ? -1 : memory.locationAt(address);
    if (at < 0 || misfits(step, memory.locations().get(at))) {
      String name = memory.describe(address, true);
      fail(state, Violation.Kind.BAD_ACCESS, "access through " + name, step);
    } else {
      state.location = at;
    }
  }

  private static boolean misfits(Step step, Location cell) {
    return switch (step.kind()) {
      case LOAD, STORE, RMW ->
          (step.tags() & (Tag.SRCU_LOCK.bit() | Tag.SRCU_UNLOCK.bit())) == 0
              && step.type().bytes() != cell.type().bytes();
      default -> false;
    };
  }

  static void fail(ThreadState state, Violation.Kind kind, String what, Step step) {
    Position at = step.instruction().at();
    state.status = Status.FAILED;
    state.failure = new Violation(kind, what, at);
  }

  /** The states of all threads before their first events. */
  ThreadState[] start() {
    ThreadState[] states = new ThreadState[codes.size()];
    Arrays.setAll(states, thread -> new ThreadState(codes.get(thread)));
    for (int thread = 0; thread < states.length; thread++) {
      advance(thread, states[thread]);
    }
    return states;
  }
}
