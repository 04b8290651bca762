package dev.kaboom.interleave;

import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.program.Code;

/**
 * Partial-order reduction: in some states one transition alone is enough.
 *
 * <p>The idea is that of persistent sets (Godefroid, LNCS 1032, 1996) and ample sets (Peled, CAV
 * 1993) restricted to single transitions. A transition t of state s is taken alone when
 *
 * <ol>
 *   <li><b>independent</b>: whatever the other agents may do from s on before t, it commutes with t
 *       and t with it. Then every execution from s that contains t has one, equal up to the order
 *       of independent steps, that begins with t; and one without t can be given t in front.
 *   <li><b>invisible</b>: t changes no cell that an ALWAYS or EXISTS reads, so that these see the
 *       same on either way. What happens at the end needs no such care, because t happens anyway,
 *       unless a handler may halt the CPU first: then t must not write what the end shows, and must
 *       not bring the end of its context forward if registers of it are observed there.
 *   <li><b>going forward</b>: t takes no jump or branch back. On a cycle of states some context
 *       comes back to an instruction, hence takes a step back, and that step was not alone: nothing
 *       is put off for ever. This proviso looks at t only, not at the search, so the reduced graph
 *       is the same for every search order.
 *   <li><b>harmless</b>: t is no violation and not discarded by an assumption. Either would end
 *       this path, and what the others do on theirs would be lost.
 * </ol>
 *
 * <p>Who the others are. On other CPUs: every context on the stack from its next instruction on,
 * its window, the store buffer, every handler that may still come, and all that these may request.
 * On t's own CPU: contexts below the topmost one run only after t; handlers that may interrupt
 * before t count, those masked or excluded by a running NMI do not. {@link FutureAccesses} knows
 * what each may touch; the cells of t itself are those that it really touches in s, which no other
 * agent can change.
 *
 * <p>Under {@code tso} a store only enters the CPU's own buffer, so it commutes with all other
 * CPUs. But interrupt delivery drains the buffer: where a handler may arrive, putting the store
 * before it makes it reach memory earlier than some executions do, and it counts as a write. Its
 * flush is the write that others see; the own CPU sees the same value before and after, so only
 * other CPUs count for it; where a grace period may wait for it, it is never taken alone. Under
 * {@code cppo} the order in which stores enter the buffer is open too, and a store always counts as
 * a write. An entry is performed alone only if no earlier entry has an unknown address, which could
 * turn out to be the same cell and discard the state.
 *
 * <p>What a reduced search preserves: the observables of final states, whether there is a
 * violation, which EXISTS are satisfied, whether there is a deadlock. Also whether there is a
 * livelock, if it is looked for with the agents that are enabled in the full graph ({@link
 * AgentFairness}): a fair run takes t at last or starves t's agent, and t changes for no other
 * agent whether it is enabled. The shortest path it does not preserve.
 */
final class Reduction {
  private final CompiledProgram code;
  private final StateLayout layout;
  private final StepEngine engine;
  private final Conflicts conflicts;
  private final VisibleCells visible;
  private final boolean synchronizes;
  private final int cpus;
  private final boolean[] simple;

  /** Context: whether registers of it are observed at the end. */
  private final boolean[] endShows;

  Reduction(Core core, StepEngine engine) {
    this.code = core.code;
    this.layout = code.layout;
    this.engine = engine;
    this.visible = core.visible;
    this.conflicts = new Conflicts(core, engine);
    this.cpus = code.program.cpuCount();
    this.synchronizes =
        code.program.contexts().stream()
            .anyMatch(context -> Traits.any(context.code(), Traits::isSynchronize));
    endShows = new boolean[layout.pc.length];
    for (int context = 0; context < endShows.length; context++) {
      endShows[context] = !core.looked.of(context).isEmpty();
    }
    simple = new boolean[code.size()];
    for (int pc = 1; pc < code.initEntry; pc++) {
      simple[pc] = code.op[pc] == Op.ATOMIC_BEGIN && simple(pc);
    }
  }

  /** Passes on the one transition that is enough in {@code state}; false if there is none. */
  boolean expandAlone(int[] state, Sink sink) {
    conflicts.begin();
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (engine.port.buffered(state, cpu) > 0 && flushAlone(state, cpu)) {
        int label = Labels.ofCpu(Labels.FLUSH, cpu);
        int unused = engine.take(state, label);
        sink.accept(engine.scratch.row, label);
        return true;
      }
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      int context = engine.handlers.top(state, cpu);
      int label = context < 0 ? -1 : stepAlone(state, cpu, context);
      if (label >= 0) {
        sink.accept(engine.scratch.row, label);
        return true;
      }
    }
    return false;
  }

  private boolean flushAlone(int[] state, int cpu) {
    int cell = state[layout.buffer[cpu] + 1];
    boolean awaited = layout.sectionStores[cpu] >= 0;
    return !awaited && !visible.throughout(cell) && !conflicts.othersTouch(state, cpu, cell, false);
  }

  /** The label of a step of the topmost context that is enough, taken; or -1. */
  private int stepAlone(int[] state, int cpu, int context) {
    int entries = engine.windowed(context) ? engine.window.count(state, context) : 0;
    if (entries == 0) {
      int pc = state[layout.pc[context]];
      int label = Labels.ofCpu(Labels.STEP, cpu);
      boolean wanted = eligible(pc, cpu) && !disturbed(state, cpu, pc);
      return wanted && enough(state, cpu, label) ? label : -1;
    }
    for (int index = 0; index < entries; index++) {
      int label = Labels.perform(cpu, index);
      if (entryEligible(state, context, index) && enough(state, cpu, label)) {
        return label;
      }
    }
    return -1;
  }

  private boolean eligible(int pc, int cpu) {
    return switch (code.op[pc]) {
      case Op.END, Op.NONDET, Op.SEND, Op.HALT, Op.RCU_SYNCHRONIZE -> false;
      case Op.RCU_READ_LOCK, Op.RCU_READ_UNLOCK -> !synchronizes;
      case Op.IRQ_DISABLE, Op.IRQ_ENABLE, Op.IRQ_SAVE, Op.IRQ_RESTORE -> !conflicts.maskable(cpu);
      case Op.ATOMIC_BEGIN -> simple[pc];
      default -> true;
    };
  }

  /**
   * Whether the first access of the step is certain not to be free: told from its cell alone, it
   * spares taking most of the steps that are not enough.
   */
  private boolean disturbed(int[] state, int cpu, int pc) {
    int op = code.op[pc];
    if (!Op.access(op)) {
      return false;
    }
    int cell = engine.cells.resolve(pc, state);
    if (cell < 0) {
      return true;
    }
    if (op != Op.STORE) {
      return conflicts.othersTouch(state, cpu, cell, true);
    }
    return !engine.port.buffers() && conflicts.othersTouch(state, cpu, cell, false);
  }

  /** Whether the indivisible step at {@code begin} does nothing but what may be done alone. */
  private boolean simple(int begin) {
    int first = code.entry[code.context[begin]];
    Code source = code.program.contexts().get(code.context[begin]).code();
    for (int index : new AtomicBlock(source, begin - first).instructions()) {
      int op = code.op[first + index];
      boolean inside = op == Op.ATOMIC_BEGIN || op == Op.REQUIRE || op == Op.FENCE_MB;
      if (!inside && !Op.silent(op) && !Op.access(op)) {
        return false;
      }
    }
    return true;
  }

  private boolean entryEligible(int[] state, int context, int index) {
    return engine.order.performable(state, context, index)
        && state[engine.window.at(context, index) + Window.ADDRESS] > 0
        && !engine.window.unknownBefore(state, context, index);
  }

  /** Takes the step, and says whether it is enough. */
  private boolean enough(int[] state, int cpu, int label) {
    Scratch scratch = engine.scratch;
    if (engine.take(state, label) != Outcome.GONE || scratch.wentBack) {
      return false;
    }
    boolean halting = conflicts.haltingArrival(state, cpu);
    int ended = scratch.ended;
    if (ended >= 0 && conflicts.servesRequests(ended)) {
      return false;
    }
    if (halting && mayFinishVisibly(state, cpu, ended)) {
      return false;
    }
    for (int i = 0; i < scratch.log.size(); i++) {
      if (!free(state, cpu, scratch.log.cell(i), scratch.log.kind(i), halting)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the step may bring forward an end that shows: registers of a context are observed once
   * it has finished. Under cppo any entry may be what the end still waits for.
   */
  private boolean mayFinishVisibly(int[] state, int cpu, int ended) {
    int context = engine.handlers.top(state, cpu);
    return (ended >= 0 || engine.windowed(context)) && endShows[context];
  }

  private boolean free(int[] state, int cpu, int cell, int kind, boolean halting) {
    boolean write = kind != AccessLog.READ;
    if (write && halting && visible.atEnd(cell)) {
      return false;
    }
    if (kind == AccessLog.BUFFER && !ordersStores(state, cpu)) {
      return true;
    }
    if (write && visible.throughout(cell)) {
      return false;
    }
    return !conflicts.othersTouch(state, cpu, cell, !write)
        && !conflicts.arrivalTouches(state, cpu, cell, !write);
  }

  /** Whether it matters to others when a store enters the buffer of {@code cpu}. */
  private boolean ordersStores(int[] state, int cpu) {
    int context = engine.handlers.top(state, cpu);
    return engine.windowed(context) || conflicts.anyArrival(state, cpu);
  }
}
