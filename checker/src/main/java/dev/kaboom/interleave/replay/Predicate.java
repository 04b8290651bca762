package dev.kaboom.interleave.replay;

import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;

/** Straight execution of code that runs alone on memory: INIT, and the predicates of properties. */
record Predicate(Rules rules, World world) {
  /**
   * Whether a predicate's value, register 0 at its end, is true. One that goes wrong on the way (a
   * walk over a list that ends at a poison value, or never) has no value: it is not true.
   */
  boolean holds(Code code) {
    World memoryAlone = world.copy();
    memoryAlone.cpus.forEach(cpu -> cpu.buffer.clear());
    try {
      ContextState end = new Predicate(rules, memoryAlone).run(code);
      return !end.registers.isEmpty() && end.registers.get(0).value() != 0;
    } catch (Interruption error) {
      return false;
    }
  }

  /**
   * Runs code to its end, directly on memory.
   *
   * @throws Interruption if it goes wrong
   */
  ContextState run(Code code) {
    Context alone = new Context(0, "", "", ContextKind.PROCESS, 0, 0, -1, code);
    ContextState context = new ContextState(alone);
    Rules plain = new Rules(rules.program(), Machine.SC, Compiler.SOURCE, rules.options());
    StepLog log = new StepLog("");
    LocalLoop loop = new LocalLoop();
    while (!context.atEnd()) {
      Instruction instruction = code.instructions().get(context.next);
      loop.at(context, world.memory, instruction.at());
      context.next++;
      instruction.accept(new Execution(plain, world, context, log));
    }
    return context;
  }
}
