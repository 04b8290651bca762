package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;

/**
 * Interrupts that CPUs ask of each other: a FIFO queue of IPIs and one of NMIs for each CPU.
 *
 * <p>A context has one unfinished request at most (csd_lock), so no queue is longer than there are
 * sending contexts, and none has a bound to hit.
 */
final class Requests {
  private final CompiledProgram code;
  private final StateLayout layout;
  private final int[] row;
  private final Evaluator evaluator;
  private final int contexts;
  private final int[] queueOf;

  Requests(CompiledProgram code, Scratch scratch, Evaluator evaluator) {
    this.code = code;
    this.layout = code.layout;
    this.row = scratch.row;
    this.evaluator = evaluator;
    this.contexts = code.program.contexts().size();
    queueOf =
        code.program.contexts().stream()
            .mapToInt(c -> layout.queue[c.kind() == ContextKind.IPI ? 0 : 1][c.cpu()])
            .toArray();
  }

  /** The handler that a request of this kind and routine starts on {@code cpu}, or -1. */
  private int handler(Instruction.Send send, long cpu) {
    ImmutableList<Context> all = code.program.contexts();
    for (int c = 0; c < contexts; c++) {
      Context context = all.get(c);
      if (context.kind() == send.kind()
          && context.cpu() == cpu
          && context.routine() == send.routine()) {
        return c;
      }
    }
    return -1;
  }

  /** Whether the context has no unfinished request. */
  boolean idle(int context) {
    return layout.pending[context] < 0 || row[layout.pending[context]] == 0;
  }

  /** Executes the Send at {@code pc}. */
  int send(int context, int pc) {
    if (!idle(context)) {
      return Outcome.BLOCKED;
    }
    long cpu = evaluator.evaluate(code.address[pc], row);
    long argument = evaluator.evaluate(code.value[pc], row);
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    int handler = handler((Instruction.Send) code.source[pc], cpu);
    if (handler < 0) {
      return Faults.outcome(pc, Faults.NO_HANDLER);
    }
    row[layout.pending[context]] = 1;
    if (!Handlers.halted(row[layout.cpu[(int) cpu]])) {
      int queue = queueOf[handler];
      int entry = queue + 1 + 2 * row[queue];
      row[queue]++;
      row[entry] = handler * contexts + context + 1;
      row[entry + 1] = evaluator.values.encode(argument);
    }
    return pc + 1;
  }

  /** Whether the oldest request of its queue is for handler {@code c}. */
  boolean oldestIsFor(int[] state, int c) {
    int queue = queueOf[c];
    return queue >= 0
        && layout.served[c] >= 0
        && state[queue] > 0
        && (state[queue + 1] - 1) / contexts == c;
  }

  /** Whether some request in its queue is for handler {@code c}. */
  boolean anyIsFor(int[] state, int c) {
    int queue = queueOf[c];
    if (queue < 0 || layout.served[c] < 0) {
      return false;
    }
    for (int i = 0; i < state[queue]; i++) {
      if ((state[queue + 1 + 2 * i] - 1) / contexts == c) {
        return true;
      }
    }
    return false;
  }

  /** Whether a CPU's queue of IPIs (0) or NMIs (1) holds a request. */
  boolean waiting(int[] state, int kind, int cpu) {
    int queue = layout.queue[kind][cpu];
    return queue >= 0 && state[queue] > 0;
  }

  /** Handler {@code c} begins to serve the oldest request. */
  void take(int c, int argumentSlot) {
    int queue = queueOf[c];
    row[layout.served[c]] = (row[queue + 1] - 1) % contexts + 1;
    if (argumentSlot >= 0) {
      row[argumentSlot] = row[queue + 2];
    }
    int end = queue + 1 + 2 * row[queue];
    System.arraycopy(row, queue + 3, row, queue + 1, end - queue - 3);
    row[end - 1] = 0;
    row[end - 2] = 0;
    row[queue]--;
  }

  /** The request that handler {@code c} served has finished. */
  void finished(int c) {
    int sender = row[layout.served[c]] - 1;
    row[layout.served[c]] = 0;
    row[layout.pending[sender]] = 0;
  }

  /** Forgets what waits for a CPU that has halted: it is never taken. */
  void drop(int cpu) {
    for (int kind = 0; kind < 2; kind++) {
      int queue = layout.queue[kind][cpu];
      if (queue >= 0) {
        int end = queue + 1 + 2 * row[queue];
        for (int slot = queue; slot < end; slot++) {
          row[slot] = 0;
        }
      }
    }
  }
}
