package dev.kaboom.interleave;

import dev.kaboom.explore.TransitionSystem;
import dev.kaboom.explore.TransitionSystem.Fairness;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;

/**
 * Agents of a machine: each CPU's topmost context, each CPU's buffer drain, and the delivery of
 * each CPU's requested IPIs and of its requested NMIs. Those that a program cannot have get no
 * number.
 */
final class AgentFairness implements Fairness {
  /** How many agents there can be. */
  static final int AGENTS = 64;

  private final StateLayout layout;
  private final Labels labels;
  private final StepEngine engine;
  private final Expander expander;
  private final Spinning spinning;
  private final Context[] contexts;
  private final int cpus;
  private final int[] drain;
  private final int[][] delivery;

  AgentFairness(Core core, StepEngine engine, Expander expander, Spinning spinning) {
    this.layout = core.code.layout;
    this.labels = core.labels;
    this.engine = engine;
    this.expander = expander;
    this.spinning = spinning;
    contexts = core.code.program.contexts().toArray(new Context[0]);
    cpus = core.code.program.cpuCount();
    drain = new int[cpus];
    delivery = new int[2][cpus];
    int next = cpus;
    for (int cpu = 0; cpu < cpus; cpu++) {
      drain[cpu] = layout.buffer[cpu] < 0 ? -1 : next++;
      for (int kind = 0; kind < 2; kind++) {
        delivery[kind][cpu] = layout.queue[kind][cpu] < 0 ? -1 : next++;
      }
    }
  }

  /** How many agents a program has at most. */
  static int agents(Traits traits) {
    int count = 0;
    for (int cpu = 0; cpu < traits.program().cpuCount(); cpu++) {
      count += traits.bufferCapacity(cpu, 1, false) > 0 ? 2 : 1;
      count += traits.queueCapacity(cpu, ContextKind.IPI) > 0 ? 1 : 0;
      count += traits.queueCapacity(cpu, ContextKind.SENT_NMI) > 0 ? 1 : 0;
    }
    return count;
  }

  /** Of the states expanded so far, by any fork. */
  @Override
  public boolean mayCycle() {
    return spinning.seen();
  }

  @Override
  public boolean judged(int[] state) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (Handlers.halted(state[layout.cpu[cpu]])) {
        return false;
      }
    }
    return spinning.possible(state);
  }

  @Override
  public long enabledAgents(int[] state) {
    long agents = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      if (expander.canStep(state, cpu)) {
        agents |= 1L << cpu;
      }
      if (engine.port.buffered(state, cpu) > 0) {
        agents |= 1L << drain[cpu];
      }
      for (int handler : engine.handlers.of(cpu)) {
        if (layout.served[handler] >= 0 && engine.handlers.mayEnter(state, handler)) {
          agents |= 1L << deliveryOf(handler);
        }
      }
    }
    return agents;
  }

  private int deliveryOf(int handler) {
    Context context = contexts[handler];
    return delivery[context.kind() == ContextKind.IPI ? 0 : 1][context.cpu()];
  }

  @Override
  public int agent(int[] state, int label) {
    return switch (Labels.kind(label)) {
      case Labels.ENTER -> {
        int handler = Labels.payload(label);
        yield layout.served[handler] >= 0 ? deliveryOf(handler) : TransitionSystem.NOBODY;
      }
      case Labels.FLUSH -> drain[labels.cpu(label)];
      default -> labels.cpu(label);
    };
  }

  @Override
  public int handler(int[] state, int label) {
    if (Labels.kind(label) == Labels.ENTER) {
      return TransitionSystem.NOBODY;
    }
    int top = engine.handlers.top(state, labels.cpu(label));
    return top >= 0 && contexts[top].kind() != ContextKind.PROCESS ? top : TransitionSystem.NOBODY;
  }
}
