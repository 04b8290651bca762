package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.ValueType;

/** What a property may do: look at memory. Barriers and critical sections have no meaning there. */
final class PredicateEmitter extends RestrictedEmitter {
  PredicateEmitter(Body body) {
    super(body, body.start());
  }

  @Override
  SemanticException refusal(Span at, String what) {
    return new SemanticException(
        at, what + " in a property", "a property only looks: call functions that write nothing");
  }

  @Override
  public Done lock(LockOperation instruction) {
    if (instruction.kind() == LockOperation.Kind.IS_LOCKED) {
      return keep(
          new Instruction.Load(
              instruction.at(),
              instruction.register(),
              instruction.address(),
              ValueType.S32,
              AccessKind.ONCE));
    }
    return super.lock(instruction);
  }
}
