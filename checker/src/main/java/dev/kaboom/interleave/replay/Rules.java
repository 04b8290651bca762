package dev.kaboom.interleave.replay;

import dev.kaboom.program.Barrier;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;

/** What is run, and under which semantics. */
record Rules(Program program, Machine machine, Compiler compiler, StepperOptions options) {
  boolean buffered() {
    return machine == Machine.TSO;
  }

  boolean reordered() {
    return compiler == Compiler.CPPO;
  }

  /** Whether a fence is no step: the machine gives it no meaning. */
  boolean silent(Barrier barrier) {
    return !(buffered() && barrier == Barrier.MB);
  }
}
