package dev.kaboom.graph;

import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.UnaryOperator;
import dev.kaboom.program.ValueType;
import java.util.TreeSet;

/** An expression ready for evaluation many times over. */
final class Operand {
  /** A function of the registers' values. */
  interface Computation {
    /**
     * The value.
     *
     * @throws ArithmeticException on division by zero
     * @throws UndeterminedValueException when the value depends on one that nothing determines
     */
    long value(long[] registers);
  }

  /**
   * The value of a read that takes its value from itself, by way of others: out of thin air. It can
   * be copied; nothing can be computed from it. herd7 writes such values as unresolved symbols.
   */
  static final long UNDETERMINED = 0x5eed_7b1d_a1f0_0d5aL;

  /** Something was to be computed from an undetermined value. */
  @SuppressWarnings("serial")
  static final class UndeterminedValueException extends RuntimeException {
    UndeterminedValueException() {
      super("a value out of thin air", null, false, false);
    }
  }

  /** The constant 0. */
  static final Operand ZERO = new Operand(registers -> 0, new int[0]);

  /** The constant 1. */
  static final Operand ONE = new Operand(registers -> 1, new int[0]);

  private final Computation computation;
  private final int[] registers;

  private Operand(Computation computation, int[] registers) {
    this.computation = computation;
    this.registers = registers;
  }

  /** The registers that occur, ascending; not to be changed. */
  int[] registers() {
    return registers;
  }

  static Operand of(Expression expression) {
    TreeSet<Integer> registers = new TreeSet<>();
    Computation computation = expression.accept(new Compilation(registers));
    return new Operand(computation, registers.stream().mapToInt(Integer::intValue).toArray());
  }

  long value(long[] values) {
    return computation.value(values);
  }

  /** The union of the dependencies of the registers that occur. */
  EventSet dependencies(EventSet[] taints) {
    EventSet result = EventSet.EMPTY;
    for (int register : registers) {
      result = result.union(taints[register]);
    }
    return result;
  }

  /** Whether a register that occurs has a value which is not known yet. */
  boolean isPending(EventSet[] taints) {
    for (int register : registers) {
      if (taints[register].isPending()) {
        return true;
      }
    }
    return false;
  }

  /** The same, one register excepted. */
  boolean isPending(EventSet[] taints, int except) {
    for (int register : registers) {
      if (register != except && taints[register].isPending()) {
        return true;
      }
    }
    return false;
  }

  private record Compilation(TreeSet<Integer> registers)
      implements Expression.Visitor<Computation> {
    @Override
    public Computation constant(Expression.Constant expression) {
      long value = expression.value();
      return values -> value;
    }

    @Override
    public Computation register(Expression.Register expression) {
      int index = expression.index();
      registers.add(index);
      return values -> values[index];
    }

    @Override
    public Computation unary(Expression.Unary expression) {
      UnaryOperator operator = expression.operator();
      Computation operand = expression.operand().accept(this);
      return values -> operator.apply(determined(operand.value(values)));
    }

    @Override
    public Computation binary(Expression.Binary expression) {
      BinaryOperator operator = expression.operator();
      Computation left = expression.left().accept(this);
      Computation right = expression.right().accept(this);
      return values ->
          operator.apply(determined(left.value(values)), determined(right.value(values)));
    }

    @Override
    public Computation cast(Expression.Cast expression) {
      ValueType type = expression.type();
      Computation operand = expression.operand().accept(this);
      return values -> wrap(type, operand.value(values));
    }

    @Override
    public Computation conditional(Expression.Conditional expression) {
      Computation condition = expression.condition().accept(this);
      Computation then = expression.then().accept(this);
      Computation otherwise = expression.otherwise().accept(this);
      return values ->
          determined(condition.value(values)) != 0 ? then.value(values) : otherwise.value(values);
    }
  }

  /** The value cut to the type; an undetermined one stays what it is. */
  static long wrap(ValueType type, long value) {
    return value == UNDETERMINED ? value : type.wrap(value);
  }

  /** The value, which must be one that can be computed with. */
  static long determined(long value) {
    if (value == UNDETERMINED) {
      throw new UndeterminedValueException();
    }
    return value;
  }
}
