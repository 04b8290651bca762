package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which slot of a state row holds what. Parts that a program, machine or compiler does not need get
 * no slots; their entries here are -1 or have capacity 0.
 *
 * <p>A row is: the cells of memory (cell i in slot i); for each CPU its word, queues and store
 * buffer; for each context its instruction, frame, registers and so on; ghosts. Values are codes of
 * {@link ValueTable}. Everything that nothing to come depends on is 0, so that equal futures have
 * equal rows.
 */
final class StateLayout {
  final int cells;
  final int[] cellType;
  final int slots;

  /** CPU: {@code (topmost context + 1) << 2 | masked << 1 | halted}. */
  final int[] cpu;

  /** CPU: number of entries, then (cell, value[, writer]) from oldest to youngest. */
  final int[] buffer;

  final int[] bufferCapacity;
  final int bufferStride;

  /** CPU: number of requests, then (handler * contexts + sender + 1, argument), oldest first. */
  final int[][] queue;

  /** Context: index of the next instruction in the compiled code; 0 while not running. */
  final int[] pc;

  /** Handler: {@code (interrupted context + 1) << 1 | mask to come back}; else -1. */
  final int[] frame;

  final int[] registers;
  final int[] registerCount;

  /** Handler: first copy of its observed registers at its last end; else -1. */
  final int[] observed;

  /** IRQ or NMI: how often it may still come; else -1. */
  final int[] budget;

  /** Handler of requests: sending context + 1 of the request being served; else -1. */
  final int[] served;

  /** Sender: 1 from sending a request until it has finished; else -1. */
  final int[] pending;

  /** RCU reader: nesting depth of read-side critical sections; else -1. */
  final int[] nesting;

  /** RCU updater: the readers it waits for, 30 to a word; bit 30 of word 0: waiting; else -1. */
  final int[] sync;

  final int syncWords;

  /**
   * CPU with readers whose grace periods matter to stores: how many stores of its buffer, from the
   * oldest on, were made before its last read-side section ended; else -1.
   */
  final int[] sectionStores;

  /**
   * RCU updater, CPU: how many stores of that CPU's buffer, from the oldest on, the grace period
   * waits for; else -1.
   */
  final int[][] graceStores;

  /** Window: number of entries, then the entries. */
  final int[] window;

  final int[] windowCapacity;
  final int[] windowStride;

  /** Cell: index of the instruction whose write it holds, 0 for INIT; -1 without ghosts. */
  final int[] lastWriter;

  /** Cell: number of writes so far. */
  final int[] writeCount;

  /**
   * First of two ghosts for each compiled instruction: the writer + 1 that it read from, and the
   * place of its write in coherence order; -1 without ghosts.
   */
  final int ghosts;

  private int next;

  StateLayout(
      Program program,
      Machine machine,
      Compiler compiler,
      MachineOptions options,
      ImmutableList<RegisterAllocation> allocations,
      ObservedRegisters looked) {
    Traits traits = new Traits(program);
    cells = program.memory().locations().size();
    cellType =
        program.memory().locations().stream().mapToInt(cell -> Types.code(cell.type())).toArray();
    next = cells;
    int cpus = program.cpuCount();
    cpu = new int[cpus];
    buffer = absent(cpus);
    sectionStores = absent(cpus);
    bufferCapacity = new int[cpus];
    queue = new int[2][cpus];
    bufferStride = options.countExecutions() ? 3 : 2;
    for (int p = 0; p < cpus; p++) {
      layCpu(p, traits);
      if (machine == Machine.TSO) {
        layBuffer(p, traits, options);
      }
    }
    int contexts = program.contexts().size();
    pc = absent(contexts);
    frame = absent(contexts);
    registers = absent(contexts);
    registerCount = new int[contexts];
    observed = absent(contexts);
    budget = absent(contexts);
    served = absent(contexts);
    pending = absent(contexts);
    nesting = absent(contexts);
    sync = absent(contexts);
    graceStores = new int[contexts][];
    window = absent(contexts);
    windowCapacity = new int[contexts];
    windowStride = new int[contexts];
    long readers = program.contexts().stream().filter(c -> Traits.readsRcu(c.code())).count();
    syncWords = 1 + (int) readers / 30;
    for (Context context : program.contexts()) {
      layContext(context, allocations.get(context.index()), looked.of(context.index()));
      if (compiler == Compiler.CPPO) {
        layWindow(context, options.windowBound());
      }
    }
    lastWriter = absent(cells);
    writeCount = absent(cells);
    for (int cell = 0; options.countExecutions() && cell < cells; cell++) {
      lastWriter[cell] = take(1);
      writeCount[cell] = take(1);
    }
    ghosts = options.countExecutions() ? take(2 * codeSize(program)) : -1;
    slots = next;
  }

  /** The compiled instructions of all contexts; index 0 stays unused, each code has an end. */
  static int codeSize(Program program) {
    return 1 + program.contexts().stream().mapToInt(c -> c.code().size() + 1).sum();
  }

  /** Whether a process context has come to its end, and all that it issued has been performed. */
  boolean finished(int[] row, int context, int[] op) {
    return op[row[pc[context]]] == Op.END && (window[context] < 0 || row[window[context]] == 0);
  }

  private static int[] absent(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, -1);
    return slots;
  }

  private int take(int count) {
    int first = next;
    next += count;
    return first;
  }

  private void layBuffer(int p, Traits traits, MachineOptions options) {
    bufferCapacity[p] =
        traits.bufferCapacity(p, options.storeBufferBound(), options.drainOnInterrupt());
    if (bufferCapacity[p] > 0) {
      buffer[p] = take(1 + bufferStride * bufferCapacity[p]);
      sectionStores[p] = traits.gracePeriodsConcern(p) ? take(1) : -1;
    }
  }

  private void layCpu(int p, Traits traits) {
    cpu[p] = take(1);
    for (int kind = 0; kind < 2; kind++) {
      int capacity = traits.queueCapacity(p, kind == 0 ? ContextKind.IPI : ContextKind.SENT_NMI);
      queue[kind][p] = capacity == 0 ? -1 : take(1 + 2 * capacity);
    }
  }

  private void layContext(Context context, RegisterAllocation allocation, BitSet looked) {
    int c = context.index();
    boolean handler = context.kind() != ContextKind.PROCESS;
    pc[c] = take(1);
    registerCount[c] = allocation.count();
    registers[c] = take(allocation.count());
    if (handler) {
      frame[c] = take(1);
      observed[c] = take(looked.cardinality());
    }
    if (context.budget() > 0) {
      budget[c] = take(1);
    }
    if (context.kind() == ContextKind.IPI || context.kind() == ContextKind.SENT_NMI) {
      served[c] = take(1);
    }
    if (Traits.any(context.code(), i -> i instanceof Instruction.Send)) {
      pending[c] = take(1);
    }
    if (Traits.readsRcu(context.code())) {
      nesting[c] = take(1);
    }
    if (Traits.any(context.code(), Traits::isSynchronize)) {
      sync[c] = take(syncWords);
    }
    graceStores[c] = absent(cpu.length);
    for (int p = 0; sync[c] >= 0 && p < cpu.length; p++) {
      graceStores[c][p] = sectionStores[p] < 0 ? -1 : take(1);
    }
  }

  private void layWindow(Context context, int bound) {
    int c = context.index();
    windowCapacity[c] = Traits.windowCapacity(context.code(), bound);
    int operands = 0;
    for (Instruction instruction : context.code().instructions()) {
      RegisterUse use = RegisterUse.of(instruction);
      if (Traits.isWindowed(instruction)) {
        operands = Math.max(operands, use.address().size() + use.value().size());
      }
    }
    windowStride[c] = Window.OPERANDS + operands;
    window[c] = take(1 + windowStride[c] * windowCapacity[c]);
  }
}
