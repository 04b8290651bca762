package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of one context. What is local happens here; memory is for subclasses. An
 * instruction's method says whether the run can go on.
 */
abstract class CodeRun implements Instruction.Visitor<Boolean> {
  final Memory memory;
  final Code code;
  final List<Long> registers;
  final List<ImmutableSet<Integer>> origins;
  final Evaluator evaluator;
  int next;

  /** The number of the indivisible step that the run is in, or -1. */
  int block = -1;

  boolean ended;
  boolean halted;
  @Nullable Violation failure;
  private final Deque<Arm> arms = new ArrayDeque<>();
  private int stepsLeft;
  private int begun;

  /** A branch in one of whose arms the run is, up to {@code join}. */
  private record Arm(int join, ImmutableSet<Integer> origins) {}

  CodeRun(Memory memory, Code code, int stepsMax) {
    this.memory = memory;
    this.code = code;
    stepsLeft = stepsMax;
    registers = new ArrayList<>(Collections.nCopies(code.registers().size(), 0L));
    origins = new ArrayList<>(Collections.nCopies(code.registers().size(), ImmutableSet.of()));
    evaluator = new Evaluator(registers, origins);
  }

  /** Goes on where the other run is. */
  CodeRun(CodeRun other, int stepsMax) {
    this(other.memory, other.code, stepsMax);
    next = other.next;
    Collections.copy(registers, other.registers);
    Collections.copy(origins, other.origins);
    arms.addAll(other.arms);
    block = other.block;
    begun = other.begun;
  }

  /** Runs to the end, to a failure, to the bound on steps, or to what cannot be executed. */
  void run() {
    while (!ended && failure == null && stepsLeft > 0) {
      stepsLeft--;
      while (!arms.isEmpty() && arms.getLast().join() == next) {
        arms.removeLast();
      }
      if (next == code.size()) {
        ended = true;
        return;
      }
      Instruction instruction = code.instructions().get(next);
      try {
        if (!instruction.accept(this)) {
          return;
        }
      } catch (ArithmeticException e) {
        fail(Violation.Kind.BAD_ACCESS, "division by zero", instruction.at());
      }
    }
  }

  /** Whether the run was given up because it took too many steps. */
  boolean outOfSteps() {
    return stepsLeft == 0;
  }

  final boolean fail(Violation.Kind kind, String name, Position at) {
    failure = new Violation(kind, name, at);
    return false;
  }

  final void set(int register, long value, ImmutableSet<Integer> from) {
    if (register >= 0) {
      registers.set(register, value);
      origins.set(register, from);
    }
  }

  final boolean proceed() {
    next++;
    return true;
  }

  /** The reads that decided the branches in whose arms the run is. */
  final ImmutableSet<Integer> control() {
    ImmutableSet.Builder<Integer> all = ImmutableSet.builder();
    arms.forEach(arm -> all.addAll(arm.origins()));
    return all.build();
  }

  /**
   * The cell at an address, or -1 after the run has failed because there is none.
   *
   * @param bytes the size of the access, or 0 if any will do
   */
  final int cell(Expression address, int bytes, Position at) {
    long value = evaluator.value(address);
    int cell = value == Event.UNDETERMINED ? -1 : memory.locationAt(value);
    if (cell >= 0) {
      Location location = memory.locations().get(cell);
      if (bytes == 0 || location.type().bytes() == bytes) {
        return cell;
      }
    }
    fail(Violation.Kind.BAD_ACCESS, "bad access", at);
    return -1;
  }

  /** What an unsatisfied assume or await means. */
  abstract boolean discarded(Position at);

  @Override
  public final Boolean assign(Instruction.Assign assign) {
    set(assign.register(), evaluator.value(assign.value()), evaluator.origins(assign.value()));
    return proceed();
  }

  @Override
  public final Boolean branch(Instruction.Branch branch) {
    boolean taken = evaluator.isTrue(branch.condition());
    ImmutableSet<Integer> from = evaluator.origins(branch.condition());
    if (!from.isEmpty()) {
      arms.addLast(new Arm(branch.join(), from));
    }
    next = taken ? next + 1 : branch.otherwise();
    return true;
  }

  @Override
  public final Boolean jump(Instruction.Jump jump) {
    next = jump.target();
    return true;
  }

  @Override
  public final Boolean check(Instruction.Check check) {
    if (evaluator.isTrue(check.condition())) {
      passed(check);
      return proceed();
    }
    Violation.Kind kind =
        switch (check.kind()) {
          case ASSERT -> Violation.Kind.ASSERT;
          case BUG -> Violation.Kind.BUG;
          case WARN -> Violation.Kind.WARN;
          case FAULT -> Violation.Kind.FAULT;
        };
    return fail(kind, check.message(), check.at());
  }

  /** A check has not failed. */
  void passed(Instruction.Check check) {}

  @Override
  public final Boolean assume(Instruction.Assume assume) {
    return evaluator.isTrue(assume.condition()) ? proceed() : discarded(assume.at());
  }

  @Override
  public final Boolean require(Instruction.Require require) {
    return evaluator.isTrue(require.condition()) ? proceed() : discarded(require.at());
  }

  @Override
  public final Boolean halt(Instruction.Halt halt) {
    halted = true;
    ended = true;
    return false;
  }

  @Override
  public Boolean irq(Instruction.IrqOperation irq) {
    set(irq.register(), 1, ImmutableSet.of());
    return proceed();
  }

  @Override
  public final Boolean atomicBegin(Instruction.AtomicBegin begin) {
    block = begun++;
    return proceed();
  }

  @Override
  public final Boolean atomicEnd(Instruction.AtomicEnd end) {
    block = -1;
    return proceed();
  }

  /** Whether the run waits for a request that nobody has served. */
  boolean waitsForService() {
    return false;
  }
}
