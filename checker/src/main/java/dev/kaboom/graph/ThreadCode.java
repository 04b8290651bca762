package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Axioms.SrcuStyle;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import java.util.BitSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A context's code, ready for execution.
 *
 * @param steps one for each instruction; behind them those of a handler's end and entry
 * @param registers how many there are
 * @param backwardEdges how many there are
 * @param loops which of them need no bound
 * @param start index of the first step
 * @param end index that means "finished"
 */
record ThreadCode(
    ImmutableList<Step> steps, int registers, int backwardEdges, Loops loops, int start, int end) {

  /** What a CPU without process context runs. */
  static final ThreadCode NOTHING =
      of(new Code(ImmutableList.of(), ImmutableList.of()), SrcuStyle.NONE);

  /** Code all of whose registers are looked at when it has ended. */
  static ThreadCode of(Code code, SrcuStyle srcu) {
    BitSet all = new BitSet();
    all.set(0, code.registers().size());
    return of(code, srcu, all);
  }

  /** Code of which only some registers are looked at when it has ended. */
  static ThreadCode of(Code code, SrcuStyle srcu, BitSet observed) {
    Compilation compilation = new Compilation(srcu);
    ImmutableList<Step> steps = compilation.steps(code);
    Loops loops = new Loops(steps, observed);
    int registers = code.registers().size();
    return new ThreadCode(steps, registers, compilation.loops, loops, 0, steps.size());
  }

  /**
   * The code of a context of any kind: that of a handler has an end at index {@code size}, behind
   * that {@link #end}, and then its entry, which jumps to index 0.
   */
  static ThreadCode of(Context context, BitSet observed, Axioms axioms, RequestCells cells) {
    ThreadCode plain = of(context.code(), axioms.srcuStyle(), observed);
    if (context.kind() == ContextKind.PROCESS) {
      return plain;
    }
    boolean serves = context.kind() == ContextKind.IPI || context.kind() == ContextKind.SENT_NMI;
    if (!serves && !axioms.seesInterrupts()) {
      return plain;
    }
    int size = plain.end();
    Position at = size == 0 ? Position.NONE : plain.steps().get(0).instruction().at();
    ImmutableList.Builder<Step> steps = ImmutableList.<Step>builder().addAll(plain.steps());
    int drain = Tag.INTERRUPT.bit();
    Instruction.Fence here = new Instruction.Fence(at, Barrier.COMPILER);
    if (serves) {
      int acquire = Tag.ACQUIRE.bit() | (axioms.seesInterrupts() ? drain : 0);
      int queue = cells.any() ? cells.queue(context.kind(), context.cpu()) : -1;
      int argument = plain.registers() == 0 ? -1 : 0;
      steps.add(Compilation.step(Step.Kind.SERVED, here, -1, Tag.RELEASE.bit() | drain));
      steps.add(Compilation.step(Step.Kind.HALT, here, -1, 0));
      steps.add(Compilation.step(Step.Kind.ENTER, here, argument, acquire).withCell(queue));
    } else {
      steps.add(Compilation.step(Step.Kind.FENCE, here, -1, drain));
      steps.add(Compilation.step(Step.Kind.HALT, here, -1, 0));
      steps.add(Compilation.step(Step.Kind.FENCE, here, -1, drain));
    }
    Instruction.Jump jump = new Instruction.Jump(at, 0);
    steps.add(new Compilation(axioms.srcuStyle()).jump(jump).once());
    return new ThreadCode(
        steps.build(), plain.registers(), plain.backwardEdges(), plain.loops(), size + 2, size + 1);
  }

  /** Whether the indivisible step that begins there waits for a condition. */
  boolean waits(int begin) {
    return anyInside(begin, step -> step.kind() == Step.Kind.REQUIRE);
  }

  /** Whether the indivisible step that begins there does more than read. */
  boolean acts(int begin) {
    return anyInside(
        begin,
        step ->
            step.kind().writes()
                || (step.kind() == Step.Kind.FENCE && (step.tags() & Tag.MB.bit()) != 0));
  }

  private boolean anyInside(int begin, Predicate<Step> wanted) {
    int at = begin + 1;
    while (at < steps.size() && steps.get(at).kind() != Step.Kind.ATOMIC_END) {
      if (wanted.test(steps.get(at))) {
        return true;
      }
      at++;
    }
    return false;
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

    ImmutableList<Step> steps(Code code) {
      ImmutableList.Builder<Step> steps = ImmutableList.builder();
      for (Instruction instruction : code.instructions()) {
        steps.add(instruction.accept(this));
        pc++;
      }
      return steps.build();
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
      boolean unknown =
          fence.barrier() == Barrier.AFTER_SRCU_READ_UNLOCK && srcu == SrcuStyle.FENCES;
      Step.Kind kind = unknown ? Step.Kind.UNSUPPORTED : Step.Kind.FENCE;
      return step(kind, fence, -1, tag(fence.barrier()).bit());
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
      int tags = Tag.COMPILER.bit();
      return step(Step.Kind.IRQ, irq, null, irq.flags(), null, irq.register(), ValueType.S64, tags);
    }

    @Override
    public Step send(Instruction.Send send) {
      int tags = Tag.RMW.bit() | Tag.FULL.bit();
      return new Step(
          Step.Kind.SEND,
          send,
          operand(send.cpu()),
          operand(send.argument()),
          Operand.ONE,
          -1,
          ValueType.U64,
          tags,
          tags,
          -1,
          -1,
          -1,
          -1);
    }

    @Override
    public Step awaitSent(Instruction.AwaitSent await) {
      return step(Step.Kind.AWAIT_SENT, await, -1, Tag.ACQUIRE.bit());
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
          loop(branch.otherwise()),
          -1);
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
          loop(jump.target()),
          -1);
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
