package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.IrqOperation;
import dev.kaboom.program.Instruction.Load;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.Store;
import dev.kaboom.program.ValueType;

/** What {@code INIT} may do: it runs alone, so a read-modify-write is a load and a store. */
final class InitEmitter extends RestrictedEmitter {
  InitEmitter(Body body) {
    super(body, body.start());
  }

  @Override
  SemanticException refusal(Span at, String what) {
    return new SemanticException(
        at, what + " in INIT", "INIT runs alone, before everything else: do it in CPU(n)");
  }

  @Override
  public Done store(Store instruction) {
    return keep(instruction);
  }

  @Override
  public Done rmw(Instruction.Rmw rmw) {
    keep(new Load(rmw.at(), rmw.register(), rmw.address(), rmw.type(), AccessKind.PLAIN));
    Label end = body().label();
    Expression condition = rmw.condition();
    if (condition != null) {
      body().code().branch(rmw.at(), condition, end);
    }
    keep(new Store(rmw.at(), rmw.address(), rmw.newValue(), rmw.type(), AccessKind.PLAIN));
    body().code().place(end);
    return Done.DONE;
  }

  @Override
  public Done lock(LockOperation lock) {
    ValueType cell = ValueType.S32;
    if (lock.register() >= 0) {
      keep(new Load(lock.at(), lock.register(), lock.address(), cell, AccessKind.PLAIN));
    }
    switch (lock.kind()) {
      case LOCK, TRY_LOCK ->
          keep(new Store(lock.at(), lock.address(), Terms.ONE, cell, AccessKind.PLAIN));
      case UNLOCK -> keep(new Store(lock.at(), lock.address(), Terms.ZERO, cell, AccessKind.PLAIN));
      case IS_LOCKED -> {}
    }
    if (lock.kind() == LockOperation.Kind.TRY_LOCK) {
      Expression taken = Terms.not(Terms.register(lock.register()));
      keep(new Instruction.Assign(lock.at(), lock.register(), taken));
    }
    return Done.DONE;
  }

  @Override
  public Done irq(IrqOperation irq) {
    if (irq.register() >= 0) {
      keep(new Instruction.Assign(irq.at(), irq.register(), Terms.ONE));
    }
    return Done.DONE;
  }

  @Override
  public Done assume(Instruction.Assume instruction) {
    return keep(instruction);
  }

  @Override
  public Done check(Instruction.Check instruction) {
    return keep(instruction);
  }
}
