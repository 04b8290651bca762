package dev.kaboom.interleave;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.RmwOrder;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fills the columns of one instruction. */
final class InstructionCompiler implements Instruction.Visitor<Integer> {
  private final CompiledProgram out;
  private final int pc;
  private final int entry;
  private final Code code;
  private final IntUnaryOperator slots;

  InstructionCompiler(CompiledProgram out, int pc, int entry, Code code, IntUnaryOperator slots) {
    this.out = out;
    this.pc = pc;
    this.entry = entry;
    this.code = code;
    this.slots = slots;
  }

  private Integer put(int op, int marks) {
    out.op[pc] = op;
    out.marks[pc] = marks;
    return op;
  }

  private int add(@Nullable Expression expression) {
    return expression == null ? ExpressionPool.NONE : out.expressions.add(expression, slots);
  }

  private static int marks(AccessKind kind) {
    return switch (kind) {
      case PLAIN -> 0;
      case ONCE -> Mark.MARKED;
      case ACQUIRE -> Mark.MARKED | Mark.ACQUIRE;
      case RELEASE -> Mark.MARKED | Mark.RELEASE;
    };
  }

  private static int marks(RmwOrder order) {
    return switch (order) {
      case RELAXED -> Mark.MARKED;
      case LOCAL -> Mark.MARKED | Mark.LOCAL;
      case LOCAL_PLAIN -> Mark.LOCAL;
      case ACQUIRE -> Mark.MARKED | Mark.ACQUIRE;
      case RELEASE -> Mark.MARKED | Mark.RELEASE;
      case FULL -> Mark.MARKED | Mark.ACQUIRE | Mark.RELEASE;
    };
  }

  @Override
  public Integer load(Instruction.Load instruction) {
    out.address[pc] = add(instruction.address());
    out.type[pc] = Types.code(instruction.type());
    return put(Op.LOAD, marks(instruction.kind()));
  }

  @Override
  public Integer store(Instruction.Store instruction) {
    out.address[pc] = add(instruction.address());
    out.value[pc] = add(instruction.value());
    out.type[pc] = Types.code(instruction.type());
    return put(Op.STORE, marks(instruction.kind()));
  }

  @Override
  public Integer rmw(Instruction.Rmw instruction) {
    out.address[pc] = add(instruction.address());
    out.value[pc] = add(instruction.newValue());
    out.condition[pc] = add(instruction.condition());
    out.type[pc] = Types.code(instruction.type());
    return put(
        Op.RMW, marks(instruction.order()) | (Traits.isWindowed(instruction) ? 0 : Mark.DRAINING));
  }

  @Override
  public Integer fence(Instruction.Fence instruction) {
    boolean visible = out.machine == Machine.TSO && instruction.barrier() == Barrier.MB;
    return put(visible ? Op.FENCE_MB : Op.SILENT_FENCE, Mark.DRAINING);
  }

  @Override
  public Integer lock(Instruction.LockOperation instruction) {
    out.address[pc] = add(instruction.address());
    return switch (instruction.kind()) {
      case LOCK -> put(Op.LOCK, Mark.MARKED | Mark.DRAINING);
      case UNLOCK -> put(Op.UNLOCK, Mark.MARKED | Mark.DRAINING);
      case TRY_LOCK -> put(Op.TRY_LOCK, Mark.MARKED | Mark.DRAINING);
      case IS_LOCKED -> put(Op.IS_LOCKED, Mark.MARKED);
    };
  }

  @Override
  public Integer rcu(Instruction.RcuOperation instruction) {
    return switch (instruction.kind()) {
      case READ_LOCK -> put(Op.RCU_READ_LOCK, Mark.DRAINING);
      case READ_UNLOCK -> put(Op.RCU_READ_UNLOCK, Mark.DRAINING);
      case SYNCHRONIZE, SYNCHRONIZE_EXPEDITED -> put(Op.RCU_SYNCHRONIZE, Mark.DRAINING);
      case SRCU_READ_LOCK,
          SRCU_READ_UNLOCK,
          SRCU_DOWN_READ,
          SRCU_UP_READ,
          SRCU_SYNCHRONIZE,
          SRCU_SYNCHRONIZE_EXPEDITED ->
          throw new IllegalArgumentException("SRCU is not modelled");
    };
  }

  @Override
  public Integer irq(Instruction.IrqOperation instruction) {
    out.value[pc] = add(instruction.flags());
    return switch (instruction.kind()) {
      case DISABLE -> put(Op.IRQ_DISABLE, Mark.DRAINING);
      case ENABLE -> put(Op.IRQ_ENABLE, Mark.DRAINING);
      case SAVE -> put(Op.IRQ_SAVE, Mark.DRAINING);
      case RESTORE -> put(Op.IRQ_RESTORE, Mark.DRAINING);
    };
  }

  @Override
  public Integer send(Instruction.Send instruction) {
    out.address[pc] = add(instruction.cpu());
    out.value[pc] = add(instruction.argument());
    return put(Op.SEND, Mark.DRAINING);
  }

  @Override
  public Integer awaitSent(Instruction.AwaitSent instruction) {
    return put(Op.AWAIT_SENT, Mark.DRAINING);
  }

  @Override
  public Integer assign(Instruction.Assign instruction) {
    out.value[pc] = add(instruction.value());
    return put(Op.ASSIGN, 0);
  }

  @Override
  public Integer nondet(Instruction.Nondet instruction) {
    return put(Op.NONDET, 0);
  }

  @Override
  public Integer branch(Instruction.Branch instruction) {
    out.condition[pc] = add(instruction.condition());
    out.otherwise[pc] = entry + instruction.otherwise();
    out.join[pc] = entry + instruction.join();
    return put(Op.BRANCH, 0);
  }

  @Override
  public Integer jump(Instruction.Jump instruction) {
    out.otherwise[pc] = entry + instruction.target();
    return put(Op.JUMP, 0);
  }

  @Override
  public Integer atomicBegin(Instruction.AtomicBegin instruction) {
    ImmutableSet<Integer> inside = new AtomicBlock(code, pc - entry).instructions();
    boolean writes =
        inside.stream().map(code.instructions()::get).anyMatch(AtomicBlock::needsEmptyBuffer);
    return put(Op.ATOMIC_BEGIN, Mark.DRAINING | (writes ? Mark.NEEDS_EMPTY_BUFFER : 0));
  }

  @Override
  public Integer atomicEnd(Instruction.AtomicEnd instruction) {
    return put(Op.ATOMIC_END, 0);
  }

  @Override
  public Integer require(Instruction.Require instruction) {
    out.condition[pc] = add(instruction.condition());
    return put(Op.REQUIRE, 0);
  }

  @Override
  public Integer assume(Instruction.Assume instruction) {
    out.condition[pc] = add(instruction.condition());
    return put(Op.ASSUME, 0);
  }

  @Override
  public Integer check(Instruction.Check instruction) {
    out.condition[pc] = add(instruction.condition());
    return put(Op.CHECK, instruction.kind() == CheckKind.BUG ? Mark.NO_RETURN : 0);
  }

  @Override
  public Integer halt(Instruction.Halt instruction) {
    return put(Op.HALT, Mark.DRAINING);
  }
}
