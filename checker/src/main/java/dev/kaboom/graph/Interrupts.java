package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.ThreadState.Status;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Program;
import java.util.stream.IntStream;

/** Which handlers may come on which CPU, and when: masks, nesting, budgets, requests. */
final class Interrupts {
  private static final ImmutableList<ContextKind> REQUESTED =
      ImmutableList.of(ContextKind.IPI, ContextKind.SENT_NMI);

  private final ImmutableList<Context> contexts;
  private final ImmutableList<ThreadCode> codes;
  private final ImmutableList<ImmutableList<Context>> onCpu;
  private final Requests requests;
  private final boolean someHalts;

  Interrupts(Program program, ImmutableList<ThreadCode> codes, Requests requests) {
    contexts = program.contexts();
    this.codes = codes;
    this.requests = requests;
    someHalts =
        codes.stream()
            .flatMap(code -> code.steps().stream())
            .anyMatch(step -> step.kind() == Step.Kind.HALT);
    onCpu =
        IntStream.range(0, program.cpuCount())
            .mapToObj(
                cpu ->
                    contexts.stream()
                        .filter(c -> c.cpu() == cpu && c.kind() != ContextKind.PROCESS)
                        .collect(ImmutableList.toImmutableList()))
            .collect(ImmutableList.toImmutableList());
  }

  /** The handlers of a CPU. */
  ImmutableList<Context> on(int cpu) {
    return onCpu.get(cpu);
  }

  /** Whether some context may stop its CPU for good. */
  boolean someHalts() {
    return someHalts;
  }

  /** The kinds of requests; a queue of each on every CPU. */
  static ImmutableList<ContextKind> requestKinds() {
    return REQUESTED;
  }

  Requests requests() {
    return requests;
  }

  /** The kind of the topmost context, which is a handler. */
  ContextKind kind(ThreadState handler) {
    return contexts.get(handler.context).kind();
  }

  ThreadCode code(Context context) {
    return codes.get(context.index());
  }

  /** The states of all CPUs at the start. */
  ThreadState[] start(Program program) {
    int[] budgets = contexts.stream().mapToInt(Context::budget).toArray();
    Cpu cpu = Cpu.start(budgets);
    ThreadState[] states = new ThreadState[program.cpuCount()];
    for (int i = 0; i < states.length; i++) {
      states[i] = new ThreadState(ThreadCode.NOTHING, -1, cpu);
    }
    for (Context context : contexts) {
      if (context.kind() == ContextKind.PROCESS) {
        states[context.cpu()] = new ThreadState(code(context), context.index(), cpu);
      }
    }
    return states;
  }

  /** Whether the kind of handler is not kept out by the mask or a running NMI. */
  private boolean admits(ThreadState state, ContextKind kind) {
    boolean inNmi = state.context >= 0 && contexts.get(state.context).kind().nmi();
    return !inNmi && !(kind.maskable() && state.cpu.masked());
  }

  static boolean isRunning(ThreadState state, Context handler) {
    for (ThreadState frame = state; frame != null; frame = frame.below) {
      if (frame.context == handler.index()) {
        return true;
      }
    }
    return false;
  }

  /** Whether an IRQ or NMI that the environment decides about may come now. */
  boolean mayCome(ThreadState state, Context handler) {
    return state.cpu.left(handler.index()) > 0
        && admits(state, handler.kind())
        && !isRunning(state, handler);
  }

  /** Whether the CPU has handlers for requests of this kind, and none is kept out now. */
  boolean mayServe(ThreadState state, int cpu, ContextKind kind) {
    return requests.cells().any()
        && admits(state, kind)
        && onCpu.get(cpu).stream().anyMatch(handler -> handler.kind() == kind);
  }

  /** Whether a request of the kind has been sent to the CPU that it has not taken. */
  boolean isPending(ExecutionGraph graph, ThreadState state, int cpu, ContextKind kind) {
    return requests.cells().any()
        && graph.writes(requests.cells().queue(kind, cpu)) > state.cpu.taken(kind) + 1;
  }

  /** Whether some handler can come on the CPU as things are. */
  boolean somethingCanCome(ExecutionGraph graph, ThreadState state, int cpu) {
    if (state.status != Status.RUNNING && state.status != Status.FINISHED) {
      return false;
    }
    return onCpu.get(cpu).stream().anyMatch(handler -> mayCome(state, handler))
        || requestCanCome(graph, state, cpu);
  }

  /** Whether some request has been sent to the CPU that can be served as things are. */
  boolean requestCanCome(ExecutionGraph graph, ThreadState state, int cpu) {
    return requests.cells().any()
        && REQUESTED.stream()
            .anyMatch(kind -> mayServe(state, cpu, kind) && isPending(graph, state, cpu, kind));
  }
}
