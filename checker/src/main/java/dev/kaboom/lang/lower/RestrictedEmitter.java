package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.program.Instruction;

/** Emits loads and local instructions as they are and leaves ordering out; the rest is refused. */
abstract class RestrictedEmitter implements Emitter, Instruction.Visitor<Done> {
  private final Body body;
  private Span span;

  RestrictedEmitter(Body body, Span start) {
    this.body = body;
    this.span = start;
  }

  @Override
  public final void emit(Instruction instruction, Span at) {
    span = at;
    instruction.accept(this);
  }

  final Body body() {
    return body;
  }

  final Done keep(Instruction instruction) {
    body.code().add(instruction);
    return Done.DONE;
  }

  /** The exception for an instruction that has no meaning here. */
  abstract SemanticException refusal(Span at, String what);

  private SemanticException refused(String what) {
    return refusal(span, what);
  }

  @Override
  public final Done load(Instruction.Load instruction) {
    return keep(instruction);
  }

  @Override
  public Done store(Instruction.Store instruction) {
    throw refused("a write to memory");
  }

  @Override
  public Done rmw(Instruction.Rmw instruction) {
    throw refused("a write to memory");
  }

  @Override
  public final Done fence(Instruction.Fence instruction) {
    return Done.DONE;
  }

  @Override
  public Done lock(Instruction.LockOperation instruction) {
    throw refused("a lock operation");
  }

  @Override
  public final Done rcu(Instruction.RcuOperation instruction) {
    if (instruction.register() >= 0) {
      throw refused("an SRCU operation");
    }
    return Done.DONE;
  }

  @Override
  public Done irq(Instruction.IrqOperation instruction) {
    throw refused("masking of interrupts");
  }

  @Override
  public final Done send(Instruction.Send instruction) {
    throw refused("sending an interrupt");
  }

  @Override
  public final Done awaitSent(Instruction.AwaitSent instruction) {
    throw refused("waiting");
  }

  @Override
  public final Done assign(Instruction.Assign instruction) {
    return keep(instruction);
  }

  @Override
  public final Done nondet(Instruction.Nondet instruction) {
    throw refused("nondet()");
  }

  @Override
  public final Done branch(Instruction.Branch instruction) {
    return keep(instruction);
  }

  @Override
  public final Done jump(Instruction.Jump instruction) {
    return keep(instruction);
  }

  @Override
  public final Done atomicBegin(Instruction.AtomicBegin instruction) {
    return Done.DONE;
  }

  @Override
  public final Done atomicEnd(Instruction.AtomicEnd instruction) {
    return Done.DONE;
  }

  @Override
  public final Done require(Instruction.Require instruction) {
    throw refused("await()");
  }

  @Override
  public Done assume(Instruction.Assume instruction) {
    throw refused("assume()");
  }

  @Override
  public Done check(Instruction.Check instruction) {
    throw refused("a check");
  }

  @Override
  public final Done halt(Instruction.Halt instruction) {
    throw refused("halt()");
  }
}
