package dev.kaboom.graph;

import dev.kaboom.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What a reading step does with the value that it gets: the event of its read and, for an RMW that
 * succeeds, the event of its write.
 */
record ReadOutcome(Label read, @Nullable Label written) {

  /** Whether the step writes, and writes another value than it has read. */
  boolean changesValue() {
    return written != null && written.value() != read.value();
  }

  /**
   * The outcome, with registers and place of the thread brought up to date; null when the step
   * cannot read that.
   *
   * @param state changed
   * @param write the write that is read, or a negative number where only its value is known
   * @param value its value
   */
  static @Nullable ReadOutcome of(
      Step step, ThreadState state, ExecutionGraph graph, int write, long value) {
    boolean taken = write >= 0 ? graph.has(write, Tag.LOCK_WRITE) || value != 0 : value != 0;
    return switch (step.kind()) {
      case LOAD -> load(step, state, graph.size(), value);
      case RMW -> rmw(step, state, graph.size(), value);
      case LOCK -> taken ? null : acquire(step, state);
      case TRY_LOCK -> {
        if (!taken) {
          yield write >= 0 ? acquire(step, state) : null;
        }
        yield test(step, state, graph.size(), Tag.LOCK_FAIL, value, 0);
      }
      case IS_LOCKED ->
          taken
              ? test(step, state, graph.size(), Tag.IS_LOCKED, value, 1)
              : test(step, state, graph.size(), Tag.IS_UNLOCKED, value, 0);
      case SEND, AWAIT_SENT, ENTER -> Requests.outcome(step, state, graph, write);
      default -> throw new IllegalStateException(step.kind() + " does not read");
    };
  }

  private static Label label(
      Step step, ThreadState state, EventKind kind, long value, int tags, EventSet data) {
    return new Label(
        kind,
        state.location,
        value,
        tags,
        step.address().dependencies(state.taints),
        data,
        step.instruction());
  }

  private static ReadOutcome load(Step step, ThreadState state, int event, long value) {
    long result = Operand.wrap(step.type(), value);
    Label read = label(step, state, EventKind.READ, result, step.tags(), EventSet.EMPTY);
    state.set(step.register(), result, EventSet.of(event));
    state.pc++;
    return new ReadOutcome(read, null);
  }

  private static @Nullable ReadOutcome rmw(Step step, ThreadState state, int event, long value) {
    long old = Operand.wrap(step.type(), value);
    EventSet address = step.address().dependencies(state.taints);
    state.set(step.register(), old, EventSet.of(event));
    state.pc++;
    try {
      if (!ThreadRunner.condition(step.condition(), state)) {
        int failed = Tag.RMW.bit() | Tag.ONCE.bit();
        return new ReadOutcome(
            label(step, state, EventKind.READ, old, failed, EventSet.EMPTY).withAddress(address),
            null);
      }
      long stored = Operand.wrap(step.type(), step.value().value(state.registers));
      EventSet data = step.value().dependencies(state.taints);
      return new ReadOutcome(
          label(step, state, EventKind.READ, old, step.tags(), EventSet.EMPTY).withAddress(address),
          label(step, state, EventKind.WRITE, stored, step.writeTags(), data).withAddress(address));
    } catch (ArithmeticException e) {
      ThreadRunner.fail(state, Violation.Kind.BAD_ACCESS, "division by zero", step);
      return new ReadOutcome(
          label(step, state, EventKind.READ, old, step.tags(), EventSet.EMPTY).withAddress(address),
          null);
    } catch (Operand.UndeterminedValueException e) {
      return null;
    }
  }

  private static ReadOutcome acquire(Step step, ThreadState state) {
    int reads = Tag.LOCK_READ.bit() | Tag.ACQUIRE.bit();
    ReadOutcome outcome =
        new ReadOutcome(
            label(step, state, EventKind.READ, 0, reads, EventSet.EMPTY),
            label(step, state, EventKind.WRITE, 1, Tag.LOCK_WRITE.bit(), EventSet.EMPTY));
    state.set(step.register(), 1, EventSet.EMPTY);
    state.pc++;
    return outcome;
  }

  private static ReadOutcome test(
      Step step, ThreadState state, int event, Tag tag, long value, long result) {
    Label read = label(step, state, EventKind.READ, value, tag.bit(), EventSet.EMPTY);
    state.set(step.register(), result, EventSet.of(event));
    state.pc++;
    return new ReadOutcome(read, null);
  }
}
