package dev.kaboom.check;

import dev.kaboom.program.Instruction;

/** What to do for each kind of instruction that makes events, and one answer for all others. */
abstract class EventVisitor<R> implements Instruction.Visitor<R> {
  /** The answer for an instruction that makes no event, or none of a plain thread. */
  abstract R other(Instruction instruction);

  @Override
  public R send(Instruction.Send instruction) {
    return other(instruction);
  }

  @Override
  public R awaitSent(Instruction.AwaitSent instruction) {
    return other(instruction);
  }

  @Override
  public R assign(Instruction.Assign instruction) {
    return other(instruction);
  }

  @Override
  public R nondet(Instruction.Nondet instruction) {
    return other(instruction);
  }

  @Override
  public R branch(Instruction.Branch instruction) {
    return other(instruction);
  }

  @Override
  public R jump(Instruction.Jump instruction) {
    return other(instruction);
  }

  @Override
  public R atomicBegin(Instruction.AtomicBegin instruction) {
    return other(instruction);
  }

  @Override
  public R atomicEnd(Instruction.AtomicEnd instruction) {
    return other(instruction);
  }

  @Override
  public R require(Instruction.Require instruction) {
    return other(instruction);
  }

  @Override
  public R assume(Instruction.Assume instruction) {
    return other(instruction);
  }

  @Override
  public R check(Instruction.Check instruction) {
    return other(instruction);
  }

  @Override
  public R halt(Instruction.Halt instruction) {
    return other(instruction);
  }
}
