package dev.kaboom.graph;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.graph.ThreadState.Status;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether what the compiler's reordering took for granted can come true where a handler
 * never returns: it has halted its CPU, failed, or waits for ever.
 *
 * <p>What it has interrupted had made accesses behind a branch that was guessed, behind an
 * assumption, or behind an access whose address was not known. The compiled code has that order
 * only if there is a way to go on: each interrupted context goes on by itself, its own stores
 * first, and each access that was put off reads what some write of another CPU has left there, too.
 */
final class OpenGuesses {
  private static final int TRIES_MAX = 20_000;
  private static final int STEPS_MAX = 20_000;

  private final ThreadRunner runner;
  private final long[] initial;
  private int tries;

  /**
   * A judge.
   *
   * @param initial values of the cells
   */
  OpenGuesses(ThreadRunner runner, long[] initial) {
    this.runner = runner;
    this.initial = initial;
  }

  /** Whether each context that some handler keeps from going on could go on. */
  boolean canComeTrue(ExecutionGraph graph, ThreadState[] threads) {
    tries = 0;
    for (int thread = 0; thread < threads.length; thread++) {
      for (ThreadState frame = threads[thread].below; frame != null; frame = frame.below) {
        if (frame.script != null
            && !new Continuation(graph, thread, frame).settles(frame.copy(), ImmutableMap.of())) {
          return false;
        }
      }
    }
    return true;
  }

  /** One context on its way through what was put off. */
  private final class Continuation {
    private final ExecutionGraph graph;
    private final int thread;
    private final int segment;

    Continuation(ExecutionGraph graph, int thread, ThreadState interrupted) {
      this.graph = graph;
      this.thread = thread;
      segment = interrupted.cpu.segment();
    }

    /**
     * Whether some way from here comes to the end of the script.
     *
     * @param own what the context has stored on this way, by cell
     */
    boolean settles(ThreadState state, Map<Integer, Long> own) {
      if (++tries > TRIES_MAX) {
        return false;
      }
      runner.advance(state, STEPS_MAX);
      if (state.status == Status.DISCARDED || state.status == Status.CUT) {
        return false;
      }
      if (state.status != Status.RUNNING
          || state.script == null
          || state.step().kind() == Step.Kind.HALT) {
        return true;
      }
      Step step = state.step();
      if (step.kind() == Step.Kind.NONDET) {
        long chosen = state.script.entry().value();
        ThreadState next = state.copy();
        next.set(step.register(), chosen, EventSet.EMPTY);
        ThreadRunner.passed(next, state.script.entry());
        next.pc++;
        return settles(next, own);
      }
      return step.kind() == Step.Kind.STORE
          ? stores(state.copy(), step, own)
          : readable(state.location, own).stream()
              .anyMatch(value -> reads(state.copy(), step, value, own));
    }

    private boolean reads(ThreadState next, Step step, long value, Map<Integer, Long> own) {
      next.set(step.register(), Operand.wrap(step.type(), value), EventSet.EMPTY);
      return step.kind() == Step.Kind.RMW ? stores(next, step, own) : goesOn(next, own);
    }

    private boolean stores(ThreadState next, Step step, Map<Integer, Long> own) {
      Map<Integer, Long> more = new LinkedHashMap<>(own);
      try {
        if (step.kind() == Step.Kind.STORE || ThreadRunner.condition(step.condition(), next)) {
          long value = step.value().value(next.registers);
          more.put(next.location, Operand.wrap(step.type(), value));
        }
      } catch (ArithmeticException e) {
        return true;
      } catch (Operand.UndeterminedValueException e) {
        return false;
      }
      return goesOn(next, more);
    }

    private boolean goesOn(ThreadState next, Map<Integer, Long> own) {
      next.script = next.script == null ? null : next.script.next();
      next.pc++;
      return settles(next, own);
    }

    /** What the context can read: its own last store, or what others have left behind it. */
    private Set<Long> readable(int cell, Map<Integer, Long> own) {
      Set<Long> values = new LinkedHashSet<>();
      Long stored = own.get(cell);
      if (stored != null) {
        values.add(stored);
      } else if (graph.writes(cell) == 0) {
        values.add(initial[cell]);
      }
      for (int place = floor(cell); place < graph.writes(cell); place++) {
        int write = graph.write(cell, place);
        boolean others = graph.thread(write) != thread && graph.thread(write) >= 0;
        if (others || (stored == null && !isLater(write))) {
          values.add(graph.value(write));
        }
      }
      return values;
    }

    /** The place of the last write that the CPU had made when the handler came. */
    private int floor(int cell) {
      int last = 0;
      for (int place = 0; place < graph.writes(cell); place++) {
        int write = graph.write(cell, place);
        last = graph.thread(write) == thread && !isLater(write) ? place : last;
      }
      return last;
    }

    /** Whether the CPU made the write after the handler had come. */
    private boolean isLater(int write) {
      return graph.thread(write) == thread && graph.segment(write) > segment;
    }
  }
}
