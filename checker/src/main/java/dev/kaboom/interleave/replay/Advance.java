package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.ContextState.Status;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;

/** Moves a context on to its next visible instruction, which is part of the step before. */
record Advance(Rules rules, World world, StepLog log) {
  /**
   * Runs what is silent, and under {@code cppo} issues what can be issued.
   *
   * @param context the topmost of its CPU
   */
  void run(ContextState context) {
    LocalLoop loop = new LocalLoop();
    Issue issue = new Issue(rules, world, context, log);
    Position last = Position.NONE;
    while (!world.cpus.get(context.context.cpu()).halted) {
      loop.at(context, world.memory, last);
      context.joins.values().removeIf(join -> join == context.next);
      if (context.atEnd()) {
        if (context.window.isEmpty()) {
          finish(context);
        }
        return;
      }
      Instruction instruction = context.context.code().instructions().get(context.next);
      last = instruction.at();
      boolean moved =
          rules.reordered() ? instruction.accept(issue) : runIfSilent(context, instruction);
      if (!moved) {
        return;
      }
    }
  }

  private boolean runIfSilent(ContextState context, Instruction instruction) {
    if (Sort.of(instruction, rules).visible()) {
      return false;
    }
    context.next++;
    instruction.accept(new Execution(rules, world, context, log));
    return true;
  }

  private void finish(ContextState context) {
    context.finish();
    if (context.status == Status.FINISHED) {
      return;
    }
    CpuState cpu = world.cpus.get(context.context.cpu());
    boolean requested = context.requester != ContextState.NOBODY;
    if (requested || rules.options().delivery() == StepperOptions.Delivery.DRAINS) {
      new MemoryAccess(rules, world, cpu, log).drain();
    }
    cpu.stack.remove(cpu.stack.size() - 1);
    cpu.masked = context.maskedBefore;
    context.maskedBefore = false;
    if (requested) {
      world.contexts.get(context.requester).requestPending = false;
      context.requester = ContextState.NOBODY;
    }
  }
}
