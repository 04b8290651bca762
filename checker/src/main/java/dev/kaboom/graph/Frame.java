package dev.kaboom.graph;

import java.util.Arrays;

/** Where a thread is after one of its events, and after the silent steps that follow: reusable. */
final class Frame {
  /** Whether, and why not, the thread goes on. */
  enum Status {
    RUNNING,
    /** It has reached the end of its code. */
    FINISHED,
    /** It has done something that may be a violation. */
    FAILED,
    /** It has gone round a loop more often than the bound allows, or an assumption is false. */
    GIVEN_UP,
    /** It waits for another value than that of the event: in an await or in a loop. */
    WAITS
  }

  final long[] registers;
  final int[] loops;
  Status status = Status.RUNNING;
  int pc;

  /** The cell that the step at {@link #pc} accesses, or -1. */
  int cell = -1;

  /** Where the await or the waiting loop begins that the thread is in the middle of, or -1. */
  int awaiting = -1;

  /** Whether the event writes, and the value. */
  boolean writes;

  long written;

  Frame(int registers, int loops) {
    this.registers = new long[registers];
    this.loops = new int[loops];
  }

  /** Whether the thread has ended without coming to its end. */
  boolean stops() {
    return status == Status.WAITS || status == Status.GIVEN_UP;
  }

  /** Whether the event is an RMW that writes: a round of a wait leaves nothing behind. */
  boolean owes() {
    return writes && status != Status.WAITS;
  }

  /** Becomes the start of a thread. */
  void clear() {
    Arrays.fill(registers, 0);
    Arrays.fill(loops, 0);
    status = Status.RUNNING;
    pc = 0;
    cell = -1;
    awaiting = -1;
    writes = false;
  }

  /** Becomes a copy. */
  void set(Frame other) {
    System.arraycopy(other.registers, 0, registers, 0, registers.length);
    System.arraycopy(other.loops, 0, loops, 0, loops.length);
    status = other.status;
    pc = other.pc;
    cell = other.cell;
    awaiting = other.awaiting;
    writes = false;
  }
}
