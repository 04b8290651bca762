package dev.kaboom.interleave;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * The registers that an instruction reads and writes.
 *
 * @param address those of its address, ascending
 * @param value those of its value, condition or argument, ascending; not the old value that an RMW
 *     itself reads
 * @param defined the register that it writes, or -1
 */
record RegisterUse(ImmutableSet<Integer> address, ImmutableSet<Integer> value, int defined) {
  private static final RegisterUse NOTHING = use(null);

  static RegisterUse of(Instruction instruction) {
    return instruction.accept(Collector.INSTANCE);
  }

  /** All registers read. */
  ImmutableSet<Integer> read() {
    return ImmutableSet.<Integer>builder().addAll(address).addAll(value).build();
  }

  private static RegisterUse use(@Nullable Expression value) {
    return access(null, value, -1);
  }

  private static RegisterUse access(
      @Nullable Expression address, @Nullable Expression value, int defined) {
    return new RegisterUse(registers(address), registers(value), defined);
  }

  private static ImmutableSet<Integer> registers(@Nullable Expression expression) {
    if (expression == null) {
      return ImmutableSet.of();
    }
    ImmutableSortedSet.Builder<Integer> registers = ImmutableSortedSet.naturalOrder();
    expression.accept(new RegisterVisitor(registers));
    return registers.build();
  }

  private record RegisterVisitor(ImmutableSortedSet.Builder<Integer> found)
      implements Expression.Visitor<Boolean> {
    @Override
    public Boolean constant(Expression.Constant expression) {
      return true;
    }

    @Override
    public Boolean register(Expression.Register expression) {
      found.add(expression.index());
      return true;
    }

    @Override
    public Boolean unary(Expression.Unary expression) {
      return expression.operand().accept(this);
    }

    @Override
    public Boolean binary(Expression.Binary expression) {
      return expression.left().accept(this) && expression.right().accept(this);
    }

    @Override
    public Boolean cast(Expression.Cast expression) {
      return expression.operand().accept(this);
    }

    @Override
    public Boolean conditional(Expression.Conditional expression) {
      return expression.condition().accept(this)
          && expression.then().accept(this)
          && expression.otherwise().accept(this);
    }
  }

  private enum Collector implements Instruction.Visitor<RegisterUse> {
    INSTANCE;

    @Override
    public RegisterUse load(Instruction.Load instruction) {
      return access(instruction.address(), null, instruction.register());
    }

    @Override
    public RegisterUse store(Instruction.Store instruction) {
      return access(instruction.address(), instruction.value(), -1);
    }

    @Override
    public RegisterUse rmw(Instruction.Rmw instruction) {
      ImmutableSortedSet.Builder<Integer> value = ImmutableSortedSet.naturalOrder();
      value.addAll(registers(instruction.condition()));
      value.addAll(registers(instruction.newValue()));
      int old = instruction.register();
      ImmutableSet<Integer> others =
          value.build().stream()
              .filter(register -> register != old)
              .collect(ImmutableSet.toImmutableSet());
      return new RegisterUse(registers(instruction.address()), others, old);
    }

    @Override
    public RegisterUse fence(Instruction.Fence instruction) {
      return NOTHING;
    }

    @Override
    public RegisterUse lock(Instruction.LockOperation instruction) {
      return access(instruction.address(), null, instruction.register());
    }

    @Override
    public RegisterUse rcu(Instruction.RcuOperation instruction) {
      return NOTHING;
    }

    @Override
    public RegisterUse irq(Instruction.IrqOperation instruction) {
      return access(null, instruction.flags(), instruction.register());
    }

    @Override
    public RegisterUse send(Instruction.Send instruction) {
      return access(instruction.cpu(), instruction.argument(), -1);
    }

    @Override
    public RegisterUse awaitSent(Instruction.AwaitSent instruction) {
      return NOTHING;
    }

    @Override
    public RegisterUse assign(Instruction.Assign instruction) {
      return access(null, instruction.value(), instruction.register());
    }

    @Override
    public RegisterUse nondet(Instruction.Nondet instruction) {
      return access(null, null, instruction.register());
    }

    @Override
    public RegisterUse branch(Instruction.Branch instruction) {
      return use(instruction.condition());
    }

    @Override
    public RegisterUse jump(Instruction.Jump instruction) {
      return NOTHING;
    }

    @Override
    public RegisterUse atomicBegin(Instruction.AtomicBegin instruction) {
      return NOTHING;
    }

    @Override
    public RegisterUse atomicEnd(Instruction.AtomicEnd instruction) {
      return NOTHING;
    }

    @Override
    public RegisterUse require(Instruction.Require instruction) {
      return use(instruction.condition());
    }

    @Override
    public RegisterUse assume(Instruction.Assume instruction) {
      return use(instruction.condition());
    }

    @Override
    public RegisterUse check(Instruction.Check instruction) {
      return use(instruction.condition());
    }

    @Override
    public RegisterUse halt(Instruction.Halt instruction) {
      return NOTHING;
    }
  }
}
