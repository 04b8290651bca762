package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import java.util.function.Predicate;

/** Facts about a program's code that decide which parts a state needs. */
record Traits(Program program) {
  static boolean any(Code code, Predicate<Instruction> test) {
    return code.instructions().stream().anyMatch(test);
  }

  static boolean isStore(Instruction instruction) {
    return instruction instanceof Instruction.Store
        || (instruction instanceof Instruction.Rmw rmw && rmw.order().local())
        || (instruction instanceof Instruction.LockOperation lock
            && lock.kind() == Instruction.LockOperation.Kind.UNLOCK);
  }

  /** Whether the instruction becomes a window entry of its own, or may become one. */
  static boolean isWindowed(Instruction instruction) {
    return instruction instanceof Instruction.Load
        || instruction instanceof Instruction.Store
        || (instruction instanceof Instruction.Rmw rmw
            && (!rmw.returnsValue() || rmw.order().local()))
        || (instruction instanceof Instruction.LockOperation lock
            && lock.kind() == Instruction.LockOperation.Kind.IS_LOCKED)
        || instruction instanceof Instruction.Assign
        || instruction instanceof Instruction.Check
        || instruction instanceof Instruction.Assume
        || instruction instanceof Instruction.Branch;
  }

  static boolean isRcu(Instruction instruction, Instruction.RcuOperation.Kind kind) {
    return instruction instanceof Instruction.RcuOperation rcu && rcu.kind() == kind;
  }

  static boolean isSynchronize(Instruction instruction) {
    return isRcu(instruction, Instruction.RcuOperation.Kind.SYNCHRONIZE)
        || isRcu(instruction, Instruction.RcuOperation.Kind.SYNCHRONIZE_EXPEDITED);
  }

  static boolean readsRcu(Code code) {
    return any(code, i -> isRcu(i, Instruction.RcuOperation.Kind.READ_LOCK));
  }

  /** Whether a grace period may have to wait for a context of {@code cpu}. */
  boolean gracePeriodsConcern(int cpu) {
    return program.contexts().stream().anyMatch(c -> any(c.code(), Traits::isSynchronize))
        && on(cpu).stream().anyMatch(c -> readsRcu(c.code()));
  }

  static boolean sends(Code code, ContextKind kind) {
    return any(code, i -> i instanceof Instruction.Send send && send.kind() == kind);
  }

  /** Contexts that run on {@code cpu}, in their order. */
  ImmutableList<Context> on(int cpu) {
    return program.contexts().stream()
        .filter(context -> context.cpu() == cpu)
        .collect(ImmutableList.toImmutableList());
  }

  /** How many requests of a kind can be in one queue: one for each context that sends any. */
  int queueCapacity(int cpu, ContextKind kind) {
    if (on(cpu).stream().noneMatch(context -> context.kind() == kind)) {
      return 0;
    }
    return (int) program.contexts().stream().filter(c -> sends(c.code(), kind)).count();
  }

  /**
   * How many stores can be in a CPU's buffer, at most {@code bound}: what a context stores since it
   * last emptied the buffer. Where interrupts drain it on both ends, these are stores of one
   * context; else handlers add theirs each time they run.
   */
  int bufferCapacity(int cpu, int bound, boolean drainOnInterrupt) {
    long stores = 0;
    for (Context context : on(cpu)) {
      long each =
          new LongestRun(context.code(), bound).of(Traits::isStore, Traits::needsEmptyBuffer);
      stores =
          drainOnInterrupt ? Math.max(stores, each) : stores + each * Math.max(1, context.budget());
    }
    return (int) Math.min(bound, stores);
  }

  /** Whether the store buffer is empty after the instruction, whatever was issued before it. */
  private static boolean needsEmptyBuffer(Instruction instruction) {
    if (instruction instanceof Instruction.LockOperation lock) {
      return lock.kind() == Instruction.LockOperation.Kind.LOCK
          || lock.kind() == Instruction.LockOperation.Kind.TRY_LOCK;
    }
    return (instruction instanceof Instruction.Rmw rmw
            && rmw.returnsValue()
            && !rmw.order().local())
        || (instruction instanceof Instruction.Fence fence && fence.barrier() == Barrier.MB)
        || instruction instanceof Instruction.Send
        || isSynchronize(instruction);
  }

  /** How many entries a context's window can hold, at most {@code bound}. */
  static int windowCapacity(Code code, int bound) {
    return new LongestRun(code, bound).of(Traits::isWindowed, Traits::drains);
  }

  /** Whether the window is empty after the instruction. */
  private static boolean drains(Instruction instruction) {
    return !isWindowed(instruction)
        && !(instruction instanceof Instruction.Jump)
        && !(instruction instanceof Instruction.Nondet)
        && !(instruction instanceof Instruction.AtomicEnd);
  }
}
