package dev.kaboom.graph.replay;

import dev.kaboom.graph.Event;
import dev.kaboom.graph.Execution;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Program;

/** What every run needs to know: the program, the machine and the compiler, the graph. */
record Scene(
    Program program,
    Machine machine,
    Compiler compiler,
    Execution execution,
    RequestPlaces requests) {
  /** Whether what comes behind a BUG_ON() depends on its condition. */
  boolean checksHoldWritesBack() {
    return machine == Machine.SC && compiler == Compiler.CPPO;
  }

  Memory memory() {
    return program.memory();
  }

  Event event(int index) {
    return execution.events().get(index);
  }

  /** Whether there is a handler for such a request on the CPU. */
  boolean serves(Instruction.Send send, long cpu) {
    return program.contexts().stream()
        .anyMatch(
            handler ->
                handler.kind() == send.kind()
                    && handler.cpu() == cpu
                    && handler.routine() == send.routine());
  }
}
