package dev.kaboom.graph;

import dev.kaboom.verdict.Violation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where a thread is, and what its registers hold and depend on. */
final class ThreadState {
  /** Whether, and why not, a thread goes on. */
  enum Status {
    RUNNING,
    /** It has reached the end of its code, or halted its CPU. */
    FINISHED,
    /** It has done something that is a violation; {@link #failure} says what. */
    FAILED,
    /** It has gone round a loop more often than the bound allows. */
    CUT,
    /** An assumption, or an await's condition, does not hold: no execution. */
    DISCARDED
  }

  /** Branches in whose arms the thread is, innermost first. */
  record Control(int join, EventSet dependencies, @Nullable Control outer) {}

  final long[] registers;
  final EventSet[] taints;
  final int[] loops;
  Status status = Status.RUNNING;
  int pc;
  @Nullable Control control;
  @Nullable Violation failure;

  /** The cell of the access at {@link #pc}, or -1. */
  int location = -1;

  /** Events from this index on are what the read at {@link #pc} may still read from. */
  int stamp;

  /** Where the await or wait begins that the thread is in the middle of, or -1. */
  int awaiting = -1;

  /** Whether the RMW at {@link #pc} must succeed. */
  boolean mustWrite;

  ThreadState(ThreadCode code) {
    registers = new long[code.registers()];
    taints = new EventSet[code.registers()];
    Arrays.fill(taints, EventSet.EMPTY);
    loops = new int[code.backwardEdges()];
  }

  private ThreadState(ThreadState other) {
    registers = other.registers.clone();
    taints = other.taints.clone();
    loops = other.loops.length == 0 ? other.loops : other.loops.clone();
    status = other.status;
    pc = other.pc;
    control = other.control;
    failure = other.failure;
    location = other.location;
    stamp = other.stamp;
    awaiting = other.awaiting;
    mustWrite = other.mustWrite;
  }

  ThreadState copy() {
    return new ThreadState(this);
  }

  void set(int register, long value, EventSet dependencies) {
    if (register >= 0) {
      registers[register] = value;
      taints[register] = dependencies;
    }
  }

  /** The reads that decided the branches in whose arms the thread is. */
  EventSet controlDependencies() {
    EventSet result = EventSet.EMPTY;
    for (Control arm = control; arm != null; arm = arm.outer()) {
      result = result.union(arm.dependencies());
    }
    return result;
  }
}
