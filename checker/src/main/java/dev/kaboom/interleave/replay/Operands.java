package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an instruction that may wait in a window reads from registers and writes to one.
 *
 * @param address of the access, if it is one
 * @param others its other expressions
 * @param register receives its result, or -1
 * @param bytes the size of the access; 0 for that of the cell
 */
record Operands(
    ImmutableList<Expression> address, ImmutableList<Expression> others, int register, int bytes) {
  private static final int NONE = -1;

  static Operands of(Instruction.Load load) {
    return new Operands(
        ImmutableList.of(load.address()), ImmutableList.of(), load.register(), load.type().bytes());
  }

  static Operands of(Instruction.Store store) {
    return new Operands(
        ImmutableList.of(store.address()),
        ImmutableList.of(store.value()),
        NONE,
        store.type().bytes());
  }

  static Operands of(Instruction.Rmw rmw) {
    Expression condition = rmw.condition();
    ImmutableList<Expression> others =
        condition == null
            ? ImmutableList.of(rmw.newValue())
            : ImmutableList.of(condition, rmw.newValue());
    return new Operands(
        ImmutableList.of(rmw.address()), others, rmw.register(), rmw.type().bytes());
  }

  static Operands of(Instruction.LockOperation lock) {
    return new Operands(ImmutableList.of(lock.address()), ImmutableList.of(), lock.register(), 0);
  }

  static Operands of(Instruction.Assign assign) {
    return new Operands(ImmutableList.of(), ImmutableList.of(assign.value()), assign.register(), 0);
  }

  /** Of a branch, a check or an assumption. */
  static Operands of(Expression condition) {
    return new Operands(ImmutableList.of(), ImmutableList.of(condition), NONE, 0);
  }

  /** The registers read. An RMW's old value is none of them, even if named by its expressions. */
  SortedSet<Integer> reads() {
    SortedSet<Integer> found = new TreeSet<>();
    others.forEach(expression -> found.addAll(Evaluation.registersOf(expression)));
    if (!address.isEmpty()) {
      found.remove(register);
    }
    found.addAll(addressReads());
    return found;
  }

  /** The registers that the address is made of. */
  SortedSet<Integer> addressReads() {
    SortedSet<Integer> found = new TreeSet<>();
    address.forEach(expression -> found.addAll(Evaluation.registersOf(expression)));
    return found;
  }
}
