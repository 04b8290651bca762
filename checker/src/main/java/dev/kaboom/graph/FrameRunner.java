package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Frame.Status;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Takes threads from event to event in frames that are used again: what {@link ThreadRunner} does,
 * for code without handlers, locks and dependencies, and without allocation.
 */
final class FrameRunner {
  private final CellTable cells;
  private final ImmutableList<ThreadCode> codes;
  private final Step[][] steps;
  private final int unroll;
  private final StrongOrder order;
  private final Set<Position> cuts = new LinkedHashSet<>();

  FrameRunner(Memory memory, ImmutableList<ThreadCode> codes, int unroll, StrongOrder order) {
    this.codes = codes;
    this.unroll = unroll;
    this.order = order;
    cells = new CellTable(memory);
    steps = codes.stream().map(code -> code.steps().toArray(new Step[0])).toArray(Step[][]::new);
  }

  int threads() {
    return steps.length;
  }

  /** The loops that the bound ever cut off, by their backward jumps. */
  ImmutableList<Position> cuts() {
    return ImmutableList.copyOf(cuts);
  }

  /** A frame that is large enough for every thread. */
  Frame newFrame() {
    return new Frame(
        codes.stream().mapToInt(ThreadCode::registers).max().orElse(0),
        codes.stream().mapToInt(ThreadCode::backwardEdges).max().orElse(0));
  }

  /** The step at which the thread stands. */
  Step step(int thread, Frame frame) {
    return steps[thread][frame.pc];
  }

  /** Puts a frame before the thread's first event. */
  void start(int thread, Frame frame) {
    frame.clear();
    advance(thread, frame);
  }

  /** Takes the step of {@code from}, which reads that value. */
  void read(int thread, Frame from, Frame to, long value) {
    Step step = steps[thread][from.pc];
    to.set(from);
    long old = step.type().wrap(value);
    if (step.register() >= 0) {
      to.registers[step.register()] = old;
    }
    to.pc++;
    if (step.kind() == Step.Kind.RMW && !modify(step, to, old)) {
      return;
    }
    advance(thread, to);
  }

  /** Computes what an RMW writes; whether it can be computed. */
  private static boolean modify(Step step, Frame to, long old) {
    try {
      if (step.condition().value(to.registers) != 0) {
        to.writes = true;
        to.written = step.type().wrap(step.value().value(to.registers));
        if (to.written != old) {
          to.awaiting = -1;
        }
      }
      return true;
    } catch (ArithmeticException | Operand.UndeterminedValueException e) {
      to.status = Status.FAILED;
      return false;
    }
  }

  /** Takes the step of {@code from}, which writes. */
  void write(int thread, Frame from, Frame to) {
    Step step = steps[thread][from.pc];
    to.set(from);
    to.pc++;
    to.writes = true;
    try {
      to.written = step.type().wrap(step.value().value(to.registers));
      advance(thread, to);
    } catch (ArithmeticException | Operand.UndeterminedValueException e) {
      to.status = Status.FAILED;
    }
  }

  /** Takes the step of {@code from}, which is a fence. */
  void pass(int thread, Frame from, Frame to) {
    to.set(from);
    to.pc++;
    advance(thread, to);
  }

  private void advance(int thread, Frame frame) {
    Step[] code = steps[thread];
    try {
      while (frame.status == Status.RUNNING) {
        if (frame.pc == code.length) {
          frame.awaiting = -1;
          frame.status = Status.FINISHED;
          return;
        }
        trackWait(thread, frame);
        Step step = code[frame.pc];
        if (isSilent(step)) {
          execute(thread, frame, step);
        } else {
          resolve(frame, step);
          return;
        }
      }
    } catch (ArithmeticException | Operand.UndeterminedValueException e) {
      frame.status = Status.FAILED;
    }
  }

  private boolean isSilent(Step step) {
    if (step.kind() == Step.Kind.FENCE) {
      return order == StrongOrder.SC || (step.tags() & Tag.MB.bit()) == 0;
    }
    return step.kind().silent();
  }

  private void resolve(Frame frame, Step step) {
    frame.cell = -1;
    if (step.kind() != Step.Kind.FENCE) {
      frame.cell = cells.find(step.address().value(frame.registers), step.type().bytes());
      if (frame.cell < 0) {
        frame.status = Status.FAILED;
      }
    }
  }

  private boolean spins(int thread, Frame frame) {
    return frame.awaiting >= 0 && steps[thread][frame.awaiting].kind() != Step.Kind.ATOMIC_BEGIN;
  }

  private void trackWait(int thread, Frame frame) {
    Loops loops = codes.get(thread).loops();
    if (frame.awaiting >= 0 && spins(thread, frame) && !loops.within(frame.awaiting, frame.pc)) {
      frame.awaiting = -1;
    }
    if (frame.awaiting < 0 && loops.waitsAt(frame.pc)) {
      frame.awaiting = frame.pc;
    }
  }

  private void execute(int thread, Frame frame, Step step) {
    switch (step.kind()) {
      case ASSIGN -> {
        frame.registers[step.register()] = step.value().value(frame.registers);
        frame.pc++;
      }
      case BRANCH -> {
        if (holds(step, frame)) {
          frame.pc++;
        } else {
          go(thread, frame, step);
        }
      }
      case JUMP -> go(thread, frame, step);
      case CHECK -> demand(step, frame, Status.FAILED);
      case REQUIRE -> demand(step, frame, Status.WAITS);
      case ASSUME -> demand(step, frame, Status.GIVEN_UP);
      case ATOMIC_BEGIN -> {
        frame.awaiting = frame.pc;
        frame.pc++;
      }
      case ATOMIC_END -> {
        frame.awaiting = -1;
        frame.pc++;
      }
      case FENCE -> frame.pc++;
      default -> throw new IllegalStateException(step.kind() + " is not silent");
    }
  }

  private static boolean holds(Step step, Frame frame) {
    return Operand.determined(step.condition().value(frame.registers)) != 0;
  }

  private static void demand(Step step, Frame frame, Status otherwise) {
    if (holds(step, frame)) {
      frame.pc++;
    } else {
      frame.status = otherwise;
    }
  }

  private void go(int thread, Frame frame, Step step) {
    if (step.loop() >= 0) {
      goBack(thread, frame, step);
    }
    frame.pc = step.target();
  }

  private void goBack(int thread, Frame frame, Step step) {
    Loops loops = codes.get(thread).loops();
    if (spins(thread, frame) && loops.waitsAt(step.target())) {
      frame.status = Status.WAITS;
      return;
    }
    for (int i = step.target(); i < frame.pc; i++) {
      int inner = steps[thread][i].loop();
      if (inner >= 0) {
        frame.loops[inner] = 0;
      }
    }
    int bound = loops.isCounted(step.target()) ? Math.max(unroll, Loops.ROUNDS_MAX) : unroll;
    if (++frame.loops[step.loop()] > bound) {
      cuts.add(step.instruction().at());
      frame.status = Status.GIVEN_UP;
    }
  }
}
