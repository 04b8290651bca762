package dev.kaboom.interleave;

import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import java.util.Arrays;

/**
 * Which states an endless run can go through that neglects nobody, or in which a handler never
 * returns. Few can, so that the search for livelocks has little to look at, and mostly nothing.
 *
 * <p>No handler begins or ends on a cycle of states: interrupts have budgets, and of programs in
 * which a request could be sent again and again nothing is said here. So on a cycle only contexts
 * step that are on top of their CPU and in one of the {@link Loops}.
 *
 * <p>If all of these loops only look, memory and buffers stay as they are, and each context that
 * steps comes back to its state when it runs alone: that is tried. Whoever cannot, and could step,
 * can do so in all states of the cycle and is neglected; so are a buffer that is not empty and a
 * request that could be delivered. If some loop acts, a context outside of loops is neglected if
 * nothing that others do can keep it from its next step; so is a buffer that such a context left.
 *
 * <p>All that is said of a state here is true of all states of a cycle through it. And on each
 * cycle some step goes back: {@link #steppedBack} looks at where such steps lead.
 */
final class Spinning {
  /** Steps after which a context that runs alone is taken to come back. */
  private static final int STEPS = 10_000;

  private final Core core;
  private final CompiledProgram code;
  private final StateLayout layout;
  private final Loops loops;
  private final StepEngine engine;
  private final LoopWatch watch = new LoopWatch();
  private final boolean[] handler;
  private final boolean[] spins;
  private final int[] start;
  private final int cpus;
  private final boolean looksAtSteps;

  /** The state that was looked at last, and what came of it. */
  private final int[] last;

  private boolean lastAnswer;

  Spinning(Core core, StepEngine engine) {
    this.core = core;
    this.code = core.code;
    this.layout = code.layout;
    this.loops = core.loops;
    this.engine = engine;
    this.cpus = code.program.cpuCount();
    this.spins = new boolean[cpus];
    this.start = new int[layout.slots];
    this.last = new int[layout.slots];
    this.looksAtSteps = loops.any() && !loops.sendOn() && !loops.windowed();
    handler = new boolean[layout.pc.length];
    for (Context context : code.program.contexts()) {
      handler[context.index()] = context.kind() != ContextKind.PROCESS;
    }
  }

  /** Whether the states expanded so far leave room for an endless run. */
  boolean seen() {
    return looksAtSteps ? core.spins : loops.any();
  }

  /** Notes that a step, which went back, led to this state; the scratch row is lost. */
  void steppedBack(int[] state) {
    if (looksAtSteps && !core.spins && possible(state)) {
      core.spins = true;
    }
  }

  /**
   * Whether such a run can go through a state; the scratch row is lost. In a loop most steps lead
   * back to the state from which they were taken: the answer for the last state is kept.
   */
  boolean possible(int[] state) {
    if (loops.sendOn()) {
      return true;
    }
    if (!Arrays.equals(state, last)) {
      System.arraycopy(state, 0, last, 0, last.length);
      lastAnswer = judge(last);
    }
    return lastAnswer;
  }

  private boolean judge(int[] state) {
    boolean looks = false;
    boolean acts = false;
    boolean inHandler = false;
    for (int cpu = 0; cpu < cpus; cpu++) {
      int kind = kind(state, cpu);
      looks |= kind == Loops.LOOKS;
      acts |= kind == Loops.ACTS;
      inHandler |= kind != Loops.NONE && handler[engine.handlers.top(state, cpu)];
    }
    if ((!looks && !acts) || (!inHandler && neglects(state))) {
      return false;
    }
    return acts || comesBack(state);
  }

  private int kind(int[] state, int cpu) {
    int top = engine.handlers.top(state, cpu);
    return top < 0 ? Loops.NONE : loops.kind(state[layout.pc[top]]);
  }

  /** Whether something outside of loops can happen until it does, whatever the loops do. */
  private boolean neglects(int[] state) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (kind(state, cpu) == Loops.NONE) {
        int top = engine.handlers.top(state, cpu);
        boolean steps = top >= 0 && layout.window[top] < 0 && steps(state, top);
        if (steps || engine.port.buffered(state, cpu) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a context goes on whatever the others do, or its store buffer does. */
  private boolean steps(int[] state, int context) {
    int op = code.op[state[layout.pc[context]]];
    return Op.neverWaits(op) || op == Op.RMW || op == Op.TRY_LOCK || op == Op.FENCE_MB;
  }

  /** Whether, memory staying as it is, some context in a loop can go round and nobody waits. */
  private boolean comesBack(int[] state) {
    System.arraycopy(state, 0, start, 0, start.length);
    boolean any = false;
    for (int cpu = 0; cpu < cpus; cpu++) {
      spins[cpu] = kind(start, cpu) == Loops.LOOKS && goesRound(cpu);
      if (spins[cpu] && handler[engine.handlers.top(start, cpu)]) {
        return true;
      }
      any |= spins[cpu];
    }
    return any && !somethingElseCanHappen();
  }

  private boolean somethingElseCanHappen() {
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (engine.port.buffered(start, cpu) > 0 || (!spins[cpu] && canStep(cpu))) {
        return true;
      }
      for (int c : engine.handlers.of(cpu)) {
        if (layout.served[c] >= 0 && engine.handlers.mayEnter(start, c)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean canStep(int cpu) {
    int top = engine.handlers.top(start, cpu);
    if (top < 0) {
      return false;
    }
    return switch (code.op[start[layout.pc[top]]]) {
      case Op.END -> false;
      case Op.NONDET -> Labels.choices(code.source[start[layout.pc[top]]]) > 0;
      default -> engine.take(start, Labels.ofCpu(Labels.STEP, cpu)) != Outcome.BLOCKED;
    };
  }

  /** Whether the topmost context of a CPU comes back to the start if it runs alone. */
  private boolean goesRound(int cpu) {
    int context = engine.handlers.top(start, cpu);
    int slot = layout.pc[context];
    int[] row = engine.scratch.row;
    int loop = loops.loop(start[slot]);
    engine.scratch.load(start);
    watch.start();
    for (int steps = 0; steps < STEPS; steps++) {
      int outcome = engine.goOn(context, cpu);
      if (outcome != Outcome.GONE || loops.loop(row[slot]) != loop) {
        return outcome == Outcome.BOUNDED;
      }
      if (row[slot] == start[slot] && Arrays.equals(row, start)) {
        return true;
      }
      if (watch.repeats(row[slot], row)) {
        return false;
      }
    }
    return true;
  }
}
