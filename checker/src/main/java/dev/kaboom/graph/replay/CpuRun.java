package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to run all that a CPU did.
 *
 * @param runs the process context, if there is one, and each coming of a handler in their order
 * @param running the handlers that have not returned, and the process context, the last first
 */
record CpuRun(ImmutableList<ContextRun> runs, ImmutableList<ContextRun> running) {
  static CpuRun of(ContextRun run) {
    return new CpuRun(ImmutableList.of(run), ImmutableList.of(run));
  }

  /** With a handler, and those that interrupted it. */
  CpuRun with(CpuRun handler, boolean returned) {
    ImmutableList.Builder<ContextRun> open = ImmutableList.builder();
    open.addAll(returned ? List.of() : handler.running).addAll(running);
    return new CpuRun(
        ImmutableList.<ContextRun>builder().addAll(runs).addAll(handler.runs).build(),
        open.build());
  }

  /** The topmost context; null on a CPU without process context and handler. */
  @Nullable ContextRun top() {
    return running.isEmpty() ? null : running.get(0);
  }

  /** Whether the CPU has halted or failed. */
  boolean stopped() {
    ContextRun top = top();
    return top != null && top.stopped();
  }

  /** Whether the topmost context waits for something. */
  boolean stuck() {
    ContextRun top = top();
    return top != null && top.stuck();
  }

  /** Whether such a handler may come at the end of all this. */
  boolean admits(Context handler) {
    ContextRun top = top();
    if (top == null) {
      return true;
    }
    boolean again = running.stream().anyMatch(run -> run.context().equals(handler));
    boolean masked = handler.kind().maskable() && top.maskedAfter(top.taken);
    return !top.stopped() && !again && !masked && !top.context().kind().nmi();
  }
}
