package dev.kaboom.interleave.replay;

import dev.kaboom.program.Instruction;

/** What becomes of an instruction that a context comes to. */
enum Sort {
  /** It happens at once, as part of the step before. */
  SILENT,
  /** It is a step; under {@code cppo} it waits for an empty window. */
  DRAINING,
  /** As DRAINING, but no step of its own. */
  SILENT_FENCE,
  /** It is a step; under {@code cppo} it goes into the window. */
  ACCESS,
  /** It is a step with many outcomes, and does not wait for the window. */
  CHOICE;

  /** Whether it is a step of its own where code runs in source order. */
  boolean visible() {
    return this == DRAINING || this == ACCESS || this == CHOICE;
  }

  static Sort of(Instruction instruction, Rules rules) {
    return instruction.accept(new Sorting(rules));
  }

  private record Sorting(Rules rules) implements Instruction.Visitor<Sort> {
    @Override
    public Sort load(Instruction.Load load) {
      return ACCESS;
    }

    @Override
    public Sort store(Instruction.Store store) {
      return ACCESS;
    }

    @Override
    public Sort rmw(Instruction.Rmw rmw) {
      return rmw.returnsValue() && !rmw.order().local() ? DRAINING : ACCESS;
    }

    @Override
    public Sort fence(Instruction.Fence fence) {
      return rules.silent(fence.barrier()) ? SILENT_FENCE : DRAINING;
    }

    @Override
    public Sort lock(Instruction.LockOperation lock) {
      return lock.kind() == Instruction.LockOperation.Kind.IS_LOCKED ? ACCESS : DRAINING;
    }

    @Override
    public Sort rcu(Instruction.RcuOperation rcu) {
      return DRAINING;
    }

    @Override
    public Sort irq(Instruction.IrqOperation irq) {
      return DRAINING;
    }

    @Override
    public Sort send(Instruction.Send send) {
      return DRAINING;
    }

    @Override
    public Sort awaitSent(Instruction.AwaitSent await) {
      return DRAINING;
    }

    @Override
    public Sort assign(Instruction.Assign assign) {
      return SILENT;
    }

    @Override
    public Sort nondet(Instruction.Nondet nondet) {
      return CHOICE;
    }

    @Override
    public Sort branch(Instruction.Branch branch) {
      return SILENT;
    }

    @Override
    public Sort jump(Instruction.Jump jump) {
      return SILENT;
    }

    @Override
    public Sort atomicBegin(Instruction.AtomicBegin begin) {
      return DRAINING;
    }

    @Override
    public Sort atomicEnd(Instruction.AtomicEnd end) {
      return SILENT_FENCE;
    }

    @Override
    public Sort require(Instruction.Require require) {
      return DRAINING;
    }

    @Override
    public Sort assume(Instruction.Assume assume) {
      return SILENT;
    }

    @Override
    public Sort check(Instruction.Check check) {
      return SILENT;
    }

    @Override
    public Sort halt(Instruction.Halt halt) {
      return DRAINING;
    }
  }
}
