package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Script.Entry;
import dev.kaboom.graph.ThreadState.Control;
import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Violation;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Takes threads through their silent steps, up to the next one that makes an event or a choice, and
 * through what a context did before a handler came ({@link Script}).
 */
final class ThreadRunner {
  private final Memory memory;
  private final int unroll;
  private final Checks checks;
  private final Requests requests;
  private final Set<Position> cut = new LinkedHashSet<>();

  /** Whether {@code BUG_ON()} holds later writes back; other checks and assumptions never do. */
  enum Checks {
    HOLD_WRITES_BACK,
    ORDER_NOTHING
  }

  ThreadRunner(Memory memory, int unroll, Checks checks, Requests requests) {
    this.memory = memory;
    this.unroll = unroll;
    this.checks = checks;
    this.requests = requests;
  }

  /** The loops that the bound ever cut off, by their backward jumps. */
  ImmutableList<Position> cuts() {
    return ImmutableList.copyOf(cut);
  }

  /** Runs to the next step that is not silent, and finds the cell that it accesses. */
  void advance(ThreadState state) {
    advance(state, Integer.MAX_VALUE);
  }

  /** The same; a thread that takes more silent steps than {@code stepsMax} is cut. */
  void advance(ThreadState state, int stepsMax) {
    state.stamp = 0;
    state.settled = false;
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
        if (state.pc == state.code.end()) {
          state.awaiting = -1;
          state.status = state.deferral == null ? Status.FINISHED : Status.DISCARDED;
          return;
        }
        trackWait(state);
        Step step = state.step();
        if (!step.kind().silent()) {
          if (stops(step, state)) {
            return;
          }
        } else if (guesses(step, state)) {
          return;
        } else {
          execute(step, state);
        }
      }
    } catch (ArithmeticException e) {
      fail(state, Violation.Kind.BAD_ACCESS, "division by zero", state.step());
    } catch (Operand.UndeterminedValueException e) {
      state.status = Status.DISCARDED;
    }
  }

  private static void trackWait(ThreadState state) {
    Loops loops = state.code.loops();
    if (state.spins() && !loops.within(state.awaiting, state.pc)) {
      state.awaiting = -1;
    }
    if (state.awaiting < 0 && loops.waitsAt(state.pc)) {
      state.awaiting = state.pc;
    }
  }

  // Steps that make events

  /** Whether the thread has come to a step that it takes now: not before an earlier handler. */
  private boolean stops(Step step, ThreadState state) {
    if (step.kind() == Step.Kind.AWAIT_SENT
        && state.deferral == null
        && !state.cpu.awaits(state.context)) {
      state.pc++;
      return false;
    }
    if (state.script != null
        && step.kind() != Step.Kind.NONDET
        && !state.script.entry().isDeferred()) {
      repeat(step, state, state.script.entry());
      return false;
    }
    if (state.deferral == null) {
      resolve(step, state);
    } else if (step.kind() == Step.Kind.NONDET) {
      state.location = -1;
      state.mustDefer = false;
    } else {
      resolveAhead(step, state);
    }
    return true;
  }

  private static void repeat(Step step, ThreadState state, Entry entry) {
    state.set(step.register(), entry.value(), EventSet.of(entry.event()));
    state.pc++;
    passed(state, entry);
  }

  /** Leaves an entry of the script behind. */
  static void passed(ThreadState state, Entry entry) {
    if (state.script != null) {
      state.script = state.script.next();
    }
    if (state.deferral != null) {
      state.deferral = state.deferral.passed(entry);
    }
  }

  private void resolve(Step step, ThreadState state) {
    state.location = -1;
    state.mustDefer = false;
    if (step.kind().requests()) {
      requests.resolve(step, state);
      return;
    }
    if (!step.kind().accesses()) {
      return;
    }
    long address = step.address().value(state.registers);
    int at = address == Operand.UNDETERMINED ? -1 : memory.locationAt(address);
    if (at < 0 || misfits(step, memory.locations().get(at))) {
      fail(state, Violation.Kind.BAD_ACCESS, badAccess(step, address, at), step);
    } else if (state.script != null && state.script.overtakes(at)) {
      // What was made early turns out to be an access to the same cell.
      state.status = Status.DISCARDED;
    } else {
      state.location = at;
    }
  }

  /** What is wrong with the access, in the words of the stepper that replays interleavings. */
  private String badAccess(Step step, long address, int at) {
    if (at >= 0) {
      Location cell = memory.locations().get(at);
      return "access of %d bytes to %s, which has %d"
          .formatted(step.type().bytes(), cell.name(), cell.type().bytes());
    }
    return address == Operand.UNDETERMINED
        ? "access through a value out of thin air"
        : memory.describeBadAccess(address);
  }

  /** The same with accesses put off: the step is put off too if it is not known or has to wait. */
  private void resolveAhead(Step step, ThreadState state) {
    Deferral deferral = state.deferral;
    if (deferral == null || !Deferral.movable(step)) {
      state.status = Status.DISCARDED;
      return;
    }
    state.location = -1;
    state.mustDefer = true;
    if (step.address().isPending(state.taints)) {
      return;
    }
    try {
      int at = memory.locationAt(step.address().value(state.registers));
      if (at >= 0 && !misfits(step, memory.locations().get(at))) {
        state.location = at;
        state.mustDefer = isPending(step, state) || !deferral.admits(step, state);
      }
    } catch (ArithmeticException e) {
      // The fault comes when the access is made: behind what was put off.
    }
  }

  private static boolean isPending(Step step, ThreadState state) {
    int old = step.kind() == Step.Kind.RMW ? step.register() : -1;
    return step.value().isPending(state.taints, old)
        || step.condition().isPending(state.taints, old);
  }

  /** Puts the access off at which the thread stands. */
  void defer(ThreadState state) {
    Step step = state.step();
    Deferral deferral = state.deferral == null ? Deferral.from(state.copy()) : state.deferral;
    state.deferral = deferral.deferred(step, state.location);
    if (state.script != null) {
      state.script = state.script.next();
    }
    state.set(step.register(), 0, EventSet.PENDING);
    state.pc++;
  }

  /** Notes that the access was made at which the thread stood. */
  static void made(ThreadState state, int event, int location, long value) {
    if (state.script != null) {
      state.script = state.script.next();
    }
    if (state.deferral != null) {
      state.deferral = state.deferral.made(new Entry(event, location, value));
    }
  }

  // Silent steps

  /** Whether the thread has come to a branch that must be guessed. */
  private static boolean guesses(Step step, ThreadState state) {
    if (step.kind() == Step.Kind.BRANCH
        && state.deferral != null
        && state.script == null
        && step.condition().isPending(state.taints)) {
      state.location = -1;
      state.mustDefer = false;
      return true;
    }
    return false;
  }

  private void execute(Step step, ThreadState state) {
    switch (step.kind()) {
      case ASSIGN -> assign(step, state);
      case BRANCH -> branch(step, state);
      case JUMP -> go(step, state);
      case CHECK, REQUIRE, ASSUME -> condition(step, state);
      case ATOMIC_BEGIN -> {
        if (state.deferral != null) {
          state.status = Status.DISCARDED;
        }
        state.awaiting = state.pc;
        state.block = -1;
        state.pc++;
      }
      case ATOMIC_END -> {
        state.awaiting = -1;
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
          IRQ,
          SEND,
          AWAIT_SENT,
          ENTER,
          SERVED,
          HALT,
          UNSUPPORTED ->
          throw new IllegalStateException(step.kind() + " is not silent");
    }
  }

  private static void assign(Step step, ThreadState state) {
    if (step.value().isPending(state.taints)) {
      state.set(step.register(), 0, EventSet.PENDING);
    } else {
      long value = step.value().value(state.registers);
      state.set(step.register(), value, step.value().dependencies(state.taints));
    }
    state.pc++;
  }

  static boolean condition(Operand condition, ThreadState state) {
    return Operand.determined(condition.value(state.registers)) != 0;
  }

  /** Whether all that follows is an arm of the step: {@code BUG_ON()}, which does not return. */
  private static boolean isBug(Step step) {
    return step.instruction() instanceof Instruction.Check check && check.kind() == CheckKind.BUG;
  }

  private void condition(Step step, ThreadState state) {
    Deferral deferral = state.deferral;
    if (deferral != null && (deferral.guessed() || step.condition().isPending(state.taints))) {
      state.deferral = isBug(step) ? deferral.unsettled() : deferral;
      state.pc++;
      return;
    }
    if (condition(step.condition(), state)) {
      if (checks == Checks.HOLD_WRITES_BACK && isBug(step)) {
        state.checked = state.checked.union(step.condition().dependencies(state.taints));
      }
      state.pc++;
    } else if (step.kind() == Step.Kind.CHECK && deferral == null) {
      fail(step, state);
    } else {
      // With accesses put off a check fails as it does without: nothing is lost.
      state.status = Status.DISCARDED;
    }
  }

  private void branch(Step step, ThreadState state) {
    boolean pending = step.condition().isPending(state.taints);
    boolean taken;
    if (pending && state.script != null) {
      taken = state.script.entry().value() != 0;
    } else {
      taken = condition(step.condition(), state);
      if (state.script != null && taken != (state.script.entry().value() != 0)) {
        state.status = Status.DISCARDED;
        return;
      }
    }
    EventSet dependencies =
        pending ? EventSet.PENDING : step.condition().dependencies(state.taints);
    if (pending && state.deferral != null) {
      Entry guess = Entry.guess(taken ? 1 : 0);
      state.deferral = state.deferral.passedGuess(guess);
      state.script = state.script == null ? null : state.script.next();
    } else {
      passed(state, Entry.choice(taken ? 1 : 0));
    }
    turn(step, state, taken, dependencies);
  }

  /** Goes on at a branch with a guessed condition. */
  void guess(ThreadState state, boolean taken) {
    Step step = state.step();
    if (state.deferral != null) {
      state.deferral = state.deferral.guessed(Entry.guess(taken ? 1 : 0));
    }
    turn(step, state, taken, EventSet.PENDING);
  }

  private void turn(Step step, ThreadState state, boolean taken, EventSet dependencies) {
    if (dependencies.isPending() || !dependencies.isEmpty()) {
      state.control = new Control(step.join(), dependencies, state.control);
    }
    if (taken) {
      state.pc++;
    } else {
      go(step, state);
    }
  }

  private void go(Step step, ThreadState state) {
    if (step.loop() >= 0) {
      goBack(step, state);
    }
    state.pc = step.target();
  }

  private void goBack(Step step, ThreadState state) {
    Loops loops = state.code.loops();
    if (state.spins() && loops.waitsAt(step.target())) {
      state.status = Status.DISCARDED;
      return;
    }
    // An inner loop starts afresh in each round of the loop around it.
    resetInner(state.code.steps(), state, step.target());
    int bound = loops.isCounted(step.target()) ? Math.max(unroll, Loops.ROUNDS_MAX) : unroll;
    if (++state.loops[step.loop()] > bound) {
      if (state.deferral == null) {
        cut.add(step.instruction().at());
      }
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

  // Failures

  private static void fail(Step step, ThreadState state) {
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
    state.status = state.deferral == null ? Status.FAILED : Status.DISCARDED;
    state.failure = new Violation(kind, what, at);
  }
}
