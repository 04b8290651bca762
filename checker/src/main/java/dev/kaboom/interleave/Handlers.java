package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;

/** Stacks of contexts: interrupts that come and go, and CPUs that halt. */
final class Handlers {
  private final StateLayout layout;
  private final int[] row;
  private final Scratch scratch;
  private final MemoryPort port;
  private final Requests requests;
  private final CompiledProgram code;
  private final boolean drainOnInterrupt;
  private final ContextKind[] kind;
  private final int[] cpuOf;
  private final int[] argumentSlot;
  private final int[][] observedFrom;
  private final int[][] onCpu;

  Handlers(
      CompiledProgram code,
      Scratch scratch,
      MemoryPort port,
      Requests requests,
      ObservedSlots observed,
      MachineOptions options) {
    this.code = code;
    this.layout = code.layout;
    this.scratch = scratch;
    this.row = scratch.row;
    this.port = port;
    this.requests = requests;
    this.drainOnInterrupt = options.drainOnInterrupt();
    ImmutableList<Context> contexts = code.program.contexts();
    kind = contexts.stream().map(Context::kind).toArray(ContextKind[]::new);
    cpuOf = contexts.stream().mapToInt(Context::cpu).toArray();
    argumentSlot = observed.argumentSlots();
    observedFrom = observed.sources();
    onCpu = new int[code.program.cpuCount()][];
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      int p = cpu;
      onCpu[cpu] =
          contexts.stream()
              .filter(c -> c.cpu() == p && c.kind() != ContextKind.PROCESS)
              .mapToInt(Context::index)
              .toArray();
    }
  }

  /** The handlers of a CPU, in the order of the contexts. */
  int[] of(int cpu) {
    return onCpu[cpu];
  }

  /** The topmost context of a CPU, or -1. */
  int top(int[] state, int cpu) {
    return (state[layout.cpu[cpu]] >> 2) - 1;
  }

  static boolean halted(int cpuWord) {
    return (cpuWord & 1) != 0;
  }

  static boolean masked(int cpuWord) {
    return (cpuWord & 2) != 0;
  }

  /** Whether an NMI runs on the CPU with this word. */
  private boolean inNmi(int cpuWord) {
    int top = (cpuWord >> 2) - 1;
    return top >= 0 && kind[top].nmi();
  }

  /** Whether handler {@code c} could start now if it were requested. */
  boolean admitted(int[] state, int c) {
    int word = state[layout.cpu[cpuOf[c]]];
    return !halted(word)
        && !inNmi(word)
        && state[layout.pc[c]] == 0
        && !(kind[c].maskable() && masked(word));
  }

  /** Whether handler {@code c} may start in {@code state}. */
  boolean mayEnter(int[] state, int c) {
    return admitted(state, c)
        && (layout.budget[c] >= 0 ? state[layout.budget[c]] > 0 : requests.oldestIsFor(state, c));
  }

  /** Starts handler {@code c}; its first instruction. */
  int enter(int c) {
    int cpu = cpuOf[c];
    if (drainOnInterrupt) {
      port.drain(cpu);
    }
    int word = row[layout.cpu[cpu]];
    int mask = word >> 1 & 1;
    row[layout.frame[c]] = word >> 2 << 1 | mask;
    int masks = kind[c].maskable() ? 1 : mask;
    row[layout.cpu[cpu]] = (c + 1) << 2 | masks << 1;
    if (layout.budget[c] >= 0) {
      row[layout.budget[c]]--;
    } else {
      requests.take(c, argumentSlot[c]);
    }
    return code.entry[c];
  }

  /** What remains to be done when context {@code c} stands at its end. */
  void end(int c) {
    scratch.ended = c;
    if (layout.frame[c] < 0) {
      return;
    }
    int cpu = cpuOf[c];
    if (drainOnInterrupt || layout.served[c] >= 0) {
      port.drain(cpu);
    }
    int frame = row[layout.frame[c]];
    row[layout.cpu[cpu]] = frame >> 1 << 2 | (frame & 1) << 1;
    for (int i = 0; i < observedFrom[c].length; i++) {
      row[layout.observed[c] + i] = row[observedFrom[c][i]];
    }
    if (layout.served[c] >= 0) {
      requests.finished(c);
    }
    forget(c);
  }

  /** Clears what a context that does not run any more has in the row. */
  private void forget(int c) {
    row[layout.pc[c]] = 0;
    if (layout.frame[c] >= 0) {
      row[layout.frame[c]] = 0;
    }
    clear(layout.registers[c], layout.registerCount[c]);
    if (layout.window[c] >= 0) {
      clear(layout.window[c], 1 + row[layout.window[c]] * layout.windowStride[c]);
    }
  }

  private void clear(int first, int count) {
    for (int slot = first; slot < first + count; slot++) {
      row[slot] = 0;
    }
  }

  /** The CPU stops: what runs on it never resumes, and nothing can come any more. */
  int halt(int cpu) {
    int c = top(row, cpu);
    while (c >= 0) {
      int below = layout.frame[c] >= 0 ? (row[layout.frame[c]] >> 1) - 1 : -1;
      if (layout.served[c] >= 0) {
        row[layout.served[c]] = 0;
      }
      if (!layout.finished(row, c, code.op)) {
        forget(c);
      }
      c = below;
    }
    for (int handler : onCpu[cpu]) {
      if (layout.budget[handler] >= 0) {
        row[layout.budget[handler]] = 0;
      }
    }
    requests.drop(cpu);
    row[layout.cpu[cpu]] = 1;
    return Outcome.GONE;
  }
}
