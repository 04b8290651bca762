package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Axioms.SrcuStyle;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A context's code, ready for execution.
 *
 * @param steps one for each instruction
 * @param registers how many there are
 * @param backwardEdges how many there are
 * @param loops which of them need no bound
 */
record ThreadCode(ImmutableList<Step> steps, int registers, int backwardEdges, Loops loops) {

  /** Code all of whose registers are looked at when it has ended. */
  static ThreadCode of(Code code, SrcuStyle srcu) {
    BitSet all = new BitSet();
    all.set(0, code.registers().size());
    return of(code, srcu, all);
  }

  /** Code of which only some registers are looked at when it has ended. */
  static ThreadCode of(Code code, SrcuStyle srcu, BitSet observed) {
    Compilation compilation = new Compilation(srcu);
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    for (Instruction instruction : code.instructions()) {
      steps.add(instruction.accept(compilation));
      compilation.pc++;
    }
    ImmutableList<Step> all = steps.build();
    Loops loops = new Loops(all, observed);
    return new ThreadCode(all, code.registers().size(), compilation.loops, loops);
  }

  /** Turns instructions into steps, in their order. */
  private static final class Compilation implements Instruction.Visitor<Step> {
    private static final ValueType LOCK_TYPE = ValueType.S32;

    private final SrcuStyle srcu;
    private int pc;
    private int loops;

    Compilation(SrcuStyle srcu) {
      this.srcu = srcu;
    }

    private static Operand operand(@Nullable Expression expression) {
      return expression == null ? Operand.ZERO : Operand.of(expression);
    }

    private static Step step(Step.Kind kind, Instruction instruction, int register, int tags) {
      return step(kind, instruction, null, null, null, register, LOCK_TYPE, tags);
    }

    private static Step step(
        Step.Kind kind,
        Instruction instruction,
        @Nullable Expression address,
        @Nullable Expression value,
        @Nullable Expression condition,
        int register,
        ValueType type,
        int tags) {
      return new Step(
          kind,
          instruction,
          operand(address),
          operand(value),
          operand(condition),
          register,
          type,
          tags,
          0,
          -1,
          -1,
          -1);
    }

    private static Tag tag(AccessKind kind) {
      return switch (kind) {
        case PLAIN -> Tag.PLAIN;
        case ONCE -> Tag.ONCE;
        case ACQUIRE -> Tag.ACQUIRE;
        case RELEASE -> Tag.RELEASE;
      };
    }

    @Override
    public Step load(Instruction.Load load) {
      int tags = tag(load.kind()).bit();
      return step(
          Step.Kind.LOAD, load, load.address(), null, null, load.register(), load.type(), tags);
    }

    @Override
    public Step store(Instruction.Store store) {
      int tags = tag(store.kind()).bit();
      return step(
          Step.Kind.STORE, store, store.address(), store.value(), null, -1, store.type(), tags);
    }

    @Override
    public Step rmw(Instruction.Rmw rmw) {
      int read = Tag.RMW.bit() | (rmw.returnsValue() ? 0 : Tag.NORETURN.bit());
      int write = Tag.RMW.bit();
      return new Step(
          Step.Kind.RMW,
          rmw,
          operand(rmw.address()),
          operand(rmw.newValue()),
          rmw.condition() == null ? Operand.ONE : operand(rmw.condition()),
          rmw.register(),
          rmw.type(),
          read | readTag(rmw.order()).bit(),
          write | writeTag(rmw.order()).bit(),
          -1,
          -1,
          -1);
    }

    private static Tag readTag(RmwOrder order) {
      return switch (order) {
        case RELAXED, RELEASE, LOCAL, LOCAL_PLAIN -> Tag.ONCE;
        case ACQUIRE -> Tag.ACQUIRE;
        case FULL -> Tag.FULL;
      };
    }

    private static Tag writeTag(RmwOrder order) {
      return switch (order) {
        case RELAXED, ACQUIRE, LOCAL, LOCAL_PLAIN -> Tag.ONCE;
        case RELEASE -> Tag.RELEASE;
        case FULL -> Tag.FULL;
      };
    }

    private static Tag tag(Barrier barrier) {
      return switch (barrier) {
        case COMPILER -> Tag.COMPILER;
        case MB -> Tag.MB;
        case WMB -> Tag.WMB;
        case RMB -> Tag.RMB;
        case BEFORE_ATOMIC -> Tag.BEFORE_ATOMIC;
        case AFTER_ATOMIC -> Tag.AFTER_ATOMIC;
        case AFTER_SPINLOCK -> Tag.AFTER_SPINLOCK;
        case AFTER_UNLOCK_LOCK -> Tag.AFTER_UNLOCK_LOCK;
        case AFTER_SRCU_READ_UNLOCK -> Tag.AFTER_SRCU_READ_UNLOCK;
      };
    }

    @Override
    public Step fence(Instruction.Fence fence) {
      return step(Step.Kind.FENCE, fence, -1, tag(fence.barrier()).bit());
    }

    @Override
    public Step lock(Instruction.LockOperation lock) {
      Step.Kind kind =
          switch (lock.kind()) {
            case LOCK -> Step.Kind.LOCK;
            case UNLOCK -> Step.Kind.UNLOCK;
            case TRY_LOCK -> Step.Kind.TRY_LOCK;
            case IS_LOCKED -> Step.Kind.IS_LOCKED;
          };
      return step(kind, lock, lock.address(), null, null, lock.register(), LOCK_TYPE, 0);
    }

    @Override
    public Step rcu(Instruction.RcuOperation rcu) {
      return switch (rcu.kind()) {
        case READ_LOCK -> step(Step.Kind.FENCE, rcu, -1, Tag.RCU_LOCK.bit());
        case READ_UNLOCK -> step(Step.Kind.FENCE, rcu, -1, Tag.RCU_UNLOCK.bit());
        case SYNCHRONIZE, SYNCHRONIZE_EXPEDITED ->
            step(Step.Kind.FENCE, rcu, -1, Tag.SYNC_RCU.bit());
        case SRCU_READ_LOCK, SRCU_DOWN_READ -> srcu(rcu, Step.Kind.LOAD, Tag.SRCU_LOCK);
        case SRCU_READ_UNLOCK, SRCU_UP_READ -> srcu(rcu, Step.Kind.STORE, Tag.SRCU_UNLOCK);
        case SRCU_SYNCHRONIZE, SRCU_SYNCHRONIZE_EXPEDITED ->
            srcu(rcu, Step.Kind.SRCU_FENCE, Tag.SYNC_SRCU);
      };
    }

    private Step srcu(Instruction.RcuOperation rcu, Step.Kind access, Tag tag) {
      Step.Kind kind =
          switch (srcu) {
            case ACCESSES -> access;
            case FENCES -> Step.Kind.SRCU_FENCE;
            case NONE -> Step.Kind.UNSUPPORTED;
          };
      return step(
          kind, rcu, rcu.domain(), rcu.cookie(), null, rcu.register(), ValueType.S32, tag.bit());
    }

    @Override
    public Step irq(Instruction.IrqOperation irq) {
      return step(Step.Kind.NOTHING, irq, irq.register(), 0);
    }

    @Override
    public Step send(Instruction.Send send) {
      return step(Step.Kind.UNSUPPORTED, send, -1, 0);
    }

    @Override
    public Step awaitSent(Instruction.AwaitSent await) {
      return step(Step.Kind.UNSUPPORTED, await, -1, 0);
    }

    @Override
    public Step assign(Instruction.Assign assign) {
      return step(
          Step.Kind.ASSIGN,
          assign,
          null,
          assign.value(),
          null,
          assign.register(),
          ValueType.S64,
          0);
    }

    @Override
    public Step nondet(Instruction.Nondet nondet) {
      return step(Step.Kind.NONDET, nondet, nondet.register(), 0);
    }

    @Override
    public Step branch(Instruction.Branch branch) {
      return new Step(
          Step.Kind.BRANCH,
          branch,
          Operand.ZERO,
          Operand.ZERO,
          operand(branch.condition()),
          -1,
          ValueType.S64,
          0,
          0,
          branch.otherwise(),
          branch.join(),
          loop(branch.otherwise()));
    }

    @Override
    public Step jump(Instruction.Jump jump) {
      return new Step(
          Step.Kind.JUMP,
          jump,
          Operand.ZERO,
          Operand.ZERO,
          Operand.ZERO,
          -1,
          ValueType.S64,
          0,
          0,
          jump.target(),
          -1,
          loop(jump.target()));
    }

    private int loop(int target) {
      return target <= pc ? loops++ : -1;
    }

    @Override
    public Step atomicBegin(Instruction.AtomicBegin begin) {
      return step(Step.Kind.ATOMIC_BEGIN, begin, -1, 0);
    }

    @Override
    public Step atomicEnd(Instruction.AtomicEnd end) {
      return step(Step.Kind.ATOMIC_END, end, -1, 0);
    }

    @Override
    public Step require(Instruction.Require require) {
      return condition(Step.Kind.REQUIRE, require, require.condition());
    }

    @Override
    public Step assume(Instruction.Assume assume) {
      return condition(Step.Kind.ASSUME, assume, assume.condition());
    }

    @Override
    public Step check(Instruction.Check check) {
      return condition(Step.Kind.CHECK, check, check.condition());
    }

    private static Step condition(Step.Kind kind, Instruction instruction, Expression condition) {
      return step(kind, instruction, null, null, condition, -1, ValueType.S64, 0);
    }

    @Override
    public Step halt(Instruction.Halt halt) {
      return step(Step.Kind.HALT, halt, -1, 0);
    }
  }
}
