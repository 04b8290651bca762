package dev.kaboom.interleave;

import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import java.util.Arrays;

/** What other agents may still do in a state, as far as one step has to know. */
final class Conflicts {
  private final CompiledProgram code;
  private final StateLayout layout;
  private final FutureAccesses futures;
  private final Handlers handlers;
  private final Requests requests;
  private final Window window;
  private final int cpus;
  private final int[][] contextsOn;
  private final boolean[] request;
  private final boolean[] nmi;
  private final boolean[] mayHalt;
  private final boolean windows;

  /** Sets of cells that one CPU at least may touch, that two may; and the same for writing. */
  private final long[] touched;

  private final long[] touchedTwice;
  private final long[] written;
  private final long[] writtenTwice;

  /** Whether these sets are those of the current state. */
  private boolean gathered;

  Conflicts(Core core, StepEngine engine) {
    code = core.code;
    layout = code.layout;
    futures = core.futures;
    handlers = engine.handlers;
    requests = engine.requests;
    window = engine.window;
    cpus = code.program.cpuCount();
    contextsOn = new int[cpus][];
    Traits traits = new Traits(code.program);
    for (int cpu = 0; cpu < cpus; cpu++) {
      contextsOn[cpu] = traits.on(cpu).stream().mapToInt(Context::index).toArray();
    }
    windows = Arrays.stream(layout.window).anyMatch(window -> window >= 0);
    touched = new long[futures.words()];
    touchedTwice = new long[futures.words()];
    written = new long[futures.words()];
    writtenTwice = new long[futures.words()];
    int count = code.program.contexts().size();
    request = new boolean[count];
    nmi = new boolean[count];
    mayHalt = new boolean[count];
    for (Context context : code.program.contexts()) {
      int c = context.index();
      request[c] = context.kind() == ContextKind.IPI || context.kind() == ContextKind.SENT_NMI;
      nmi[c] = context.kind().nmi();
      mayHalt[c] = Traits.any(context.code(), i -> i instanceof Instruction.Halt);
    }
  }

  /** From here on questions are about another state. */
  void begin() {
    gathered = false;
  }

  /** Whether another CPU than {@code self} may still touch {@code cell}, or write it. */
  boolean othersTouch(int[] state, int self, int cell, boolean onlyWrites) {
    if (windows || cpus <= 2) {
      return searchOthers(state, self, cell, onlyWrites);
    }
    if (!gathered) {
      gather(state);
    }
    int word = cell >> 6;
    if (((onlyWrites ? writtenTwice : touchedTwice)[word] & 1L << cell) != 0) {
      return true;
    }
    return ((onlyWrites ? written : touched)[word] & 1L << cell) != 0
        && !cpuTouches(state, self, cell, onlyWrites);
  }

  /** Adds up what all CPUs may touch, so that a question need not go round them. */
  private void gather(int[] state) {
    for (int word = 0; word < touched.length; word++) {
      touched[word] = 0;
      touchedTwice[word] = 0;
      written[word] = 0;
      writtenTwice[word] = 0;
      for (int cpu = 0; cpu < cpus; cpu++) {
        add(state, cpu, word);
      }
    }
    gathered = true;
  }

  private void add(int[] state, int cpu, int word) {
    long buffered = buffered(state, cpu, word);
    long touches = buffered;
    long writes = buffered;
    if (!Handlers.halted(state[layout.cpu[cpu]])) {
      for (int context : contextsOn[cpu]) {
        int pc = state[layout.pc[context]];
        if (pc != 0) {
          touches |= futures.touched(pc, word);
          writes |= futures.written(pc, word);
        }
        if (requested(state, context)) {
          touches |= futures.touched(code.entry[context], word);
          writes |= futures.written(code.entry[context], word);
        }
      }
    }
    touchedTwice[word] |= touched[word] & touches;
    touched[word] |= touches;
    writtenTwice[word] |= written[word] & writes;
    written[word] |= writes;
  }

  private long buffered(int[] state, int cpu, int word) {
    int base = layout.buffer[cpu];
    long cells = 0;
    for (int i = 0; base >= 0 && i < state[base]; i++) {
      int cell = state[base + 1 + i * layout.bufferStride];
      cells |= cell >> 6 == word ? 1L << cell : 0;
    }
    return cells;
  }

  /** What {@link #othersTouch} says, by asking every other CPU. */
  boolean searchOthers(int[] state, int self, int cell, boolean onlyWrites) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (cpu != self && cpuTouches(state, cpu, cell, onlyWrites)) {
        return true;
      }
    }
    return false;
  }

  private boolean cpuTouches(int[] state, int cpu, int cell, boolean onlyWrites) {
    if (inBuffer(state, cpu, cell)) {
      return true;
    }
    if (Handlers.halted(state[layout.cpu[cpu]])) {
      return false;
    }
    for (int context : contextsOn[cpu]) {
      int pc = state[layout.pc[context]];
      if (pc != 0 && (future(pc, cell, onlyWrites) || inWindow(state, context, cell, onlyWrites))) {
        return true;
      }
      if (requested(state, context) && future(code.entry[context], cell, onlyWrites)) {
        return true;
      }
    }
    return false;
  }

  private boolean future(int pc, int cell, boolean onlyWrites) {
    return onlyWrites ? futures.writes(pc, cell) : futures.touches(pc, cell);
  }

  private boolean inBuffer(int[] state, int cpu, int cell) {
    int base = layout.buffer[cpu];
    if (base >= 0) {
      for (int i = 0; i < state[base]; i++) {
        if (state[base + 1 + i * layout.bufferStride] == cell) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean inWindow(int[] state, int context, int cell, boolean onlyWrites) {
    if (layout.window[context] < 0) {
      return false;
    }
    for (int i = 0; i < window.count(state, context); i++) {
      int entry = window.at(context, i);
      int head = state[entry];
      int pc = Window.pcOf(head);
      int op = code.op[pc];
      boolean counts = Op.access(op) && (!onlyWrites || Op.writes(op));
      if (counts && (head & Window.PERFORMED) == 0) {
        int address = state[entry + Window.ADDRESS];
        if (address == cell + 1 || (address == 0 && futures.mayAccess(pc, cell))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the environment or a queue has this handler in store. */
  private boolean requested(int[] state, int context) {
    return layout.budget[context] >= 0
        ? state[layout.budget[context]] > 0
        : requests.anyIsFor(state, context);
  }

  /** Whether {@code handler} may start on its CPU before the topmost context there goes on. */
  boolean mayArrive(int[] state, int handler) {
    if (!handlers.admitted(state, handler)) {
      return false;
    }
    return requested(state, handler) || (request[handler] && sendable(state, handler));
  }

  private boolean sendable(int[] state, int handler) {
    for (int context = 0; context < layout.pc.length; context++) {
      int pc = state[layout.pc[context]];
      if ((pc != 0 && futures.starts(pc, handler))
          || (requested(state, context) && futures.starts(code.entry[context], handler))) {
        return true;
      }
    }
    return false;
  }

  /** Whether any handler may start on {@code cpu} before its topmost context goes on. */
  boolean anyArrival(int[] state, int cpu) {
    for (int handler : handlers.of(cpu)) {
      if (mayArrive(state, handler)) {
        return true;
      }
    }
    return false;
  }

  /** Whether such a handler may halt the CPU. */
  boolean haltingArrival(int[] state, int cpu) {
    for (int handler : handlers.of(cpu)) {
      if (mayHalt[handler] && mayArrive(state, handler)) {
        return true;
      }
    }
    return false;
  }

  /** Whether such a handler may touch {@code cell}, or write it. */
  boolean arrivalTouches(int[] state, int cpu, int cell, boolean onlyWrites) {
    for (int handler : handlers.of(cpu)) {
      if (future(code.entry[handler], cell, onlyWrites) && mayArrive(state, handler)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code handler} serves requests: its end lets the sender go on. */
  boolean servesRequests(int handler) {
    return request[handler];
  }

  /** Whether interrupts that can be masked exist on {@code cpu}. */
  boolean maskable(int cpu) {
    for (int handler : handlers.of(cpu)) {
      if (!nmi[handler]) {
        return true;
      }
    }
    return false;
  }
}
