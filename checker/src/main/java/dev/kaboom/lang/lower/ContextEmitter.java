package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.program.Instruction;

/** Emits everything, except what changes memory where only reads have a meaning. */
final class ContextEmitter implements Emitter {
  private final Body body;

  ContextEmitter(Body body) {
    this.body = body;
  }

  @Override
  public void emit(Instruction instruction, Span span) {
    if (body.onlyReads() && changes(instruction)) {
      throw new SemanticException(
          span,
          "a change within await()",
          "await() only looks; write atomic { await(e); ... } to change something in that step");
    }
    if (body.insideAtomic() && breaksStep(instruction)) {
      throw new SemanticException(
          span, "an indivisible step cannot stop or wait for other CPUs here");
    }
    body.code().add(instruction);
  }

  private static boolean changes(Instruction instruction) {
    return instruction instanceof Instruction.Store
        || instruction instanceof Instruction.Rmw
        || instruction instanceof Instruction.Send
        || instruction instanceof Instruction.IrqOperation
        || instruction instanceof Instruction.RcuOperation
        || (instruction instanceof Instruction.LockOperation lock
            && lock.kind() != Instruction.LockOperation.Kind.IS_LOCKED);
  }

  private static boolean breaksStep(Instruction instruction) {
    return instruction instanceof Instruction.Halt
        || instruction instanceof Instruction.AwaitSent
        || instruction instanceof Instruction.Send
        || instruction instanceof Instruction.Nondet
        || instruction instanceof Instruction.RcuOperation
        || (instruction instanceof Instruction.LockOperation lock
            && lock.kind() == Instruction.LockOperation.Kind.LOCK);
  }
}
