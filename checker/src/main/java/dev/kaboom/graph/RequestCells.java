package dev.kaboom.graph;

import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;

/**
 * Cells behind those of memory through which requests for interrupts run, so that rf and co say who
 * serves which request: for each CPU a queue of IPIs and one of NMIs, and for each context the word
 * that its handlers release when they have served it.
 *
 * <p>A send is a fully ordered RMW on the queue, as llist_add() is in kernel/smp.c; each reads from
 * the one before. The handler's entry acquires from the send that it serves, its end releases the
 * word, and who waits for the request acquires from there (csd_lock, csd_unlock).
 *
 * @param first number of the first of these cells
 * @param cpus how many CPUs there are
 * @param contexts how many contexts; 0 when the program sends nothing and there are no such cells
 */
record RequestCells(int first, int cpus, int contexts) {
  static RequestCells of(Program program) {
    boolean sends =
        program.contexts().stream()
            .flatMap(context -> context.code().instructions().stream())
            .anyMatch(Instruction.Send.class::isInstance);
    int first = program.memory().locations().size();
    return new RequestCells(first, program.cpuCount(), sends ? program.contexts().size() : 0);
  }

  /** How many cells these are. */
  int count() {
    return contexts == 0 ? 0 : 2 * cpus + contexts;
  }

  /** Whether a program that sends requests has these cells. */
  boolean any() {
    return contexts > 0;
  }

  /** The queue of a CPU's requests of one kind. */
  int queue(ContextKind kind, int cpu) {
    return first + (kind == ContextKind.IPI ? 0 : cpus) + cpu;
  }

  /** What tells a context that its request has been served. */
  int served(int context) {
    return first + 2 * cpus + context;
  }
}
