package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.Interruption.Blocked;
import dev.kaboom.program.Instruction;
import java.util.List;

/** Executes the indivisible step at which a context stands. */
record AtomicBlock(Rules rules, World world, ContextState context, StepLog log) {
  /** Executes from the AtomicBegin at which the context stands to its end. */
  void run() {
    CpuState cpu = world.cpus.get(context.context.cpu());
    if (!cpu.buffer.isEmpty() && needsEmptyBuffer()) {
      throw new Blocked("the store buffer must be empty first");
    }
    Execution execution = new Execution(rules, world, context, log);
    LocalLoop loop = new LocalLoop();
    boolean awaits = false;
    int depth = 0;
    do {
      Instruction instruction = instructions().get(context.next);
      loop.at(context, world.memory, instruction.at());
      depth += change(instruction);
      awaits |= instruction instanceof Instruction.Require;
      context.next++;
      execution.indivisibly(instruction);
    } while (depth > 0 && !context.atEnd() && !cpu.halted);
    log.joinActions(awaits ? "await " : "atomic { ", awaits ? "" : " }");
  }

  private boolean needsEmptyBuffer() {
    int depth = 0;
    for (int at = context.next; at < instructions().size(); at++) {
      Instruction instruction = instructions().get(at);
      depth += change(instruction);
      if (depth == 0) {
        return false;
      }
      if (instruction instanceof Instruction.Store
          || instruction instanceof Instruction.Rmw
          || instruction instanceof Instruction.LockOperation) {
        return true;
      }
    }
    return false;
  }

  private static int change(Instruction instruction) {
    int end = instruction instanceof Instruction.AtomicEnd ? -1 : 0;
    return instruction instanceof Instruction.AtomicBegin ? 1 : end;
  }

  private List<Instruction> instructions() {
    return context.context.code().instructions();
  }
}
