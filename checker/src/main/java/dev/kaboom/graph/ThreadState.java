package dev.kaboom.graph;

import dev.kaboom.verdict.Violation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a CPU's topmost context is, and what its registers hold and depend on; through {@link
 * #below} also what it has interrupted.
 */
final class ThreadState {
  /** Whether, and why not, a thread goes on. */
  enum Status {
    RUNNING,
    /** It has reached the end of its code. */
    FINISHED,
    /** It has stopped its CPU for good. */
    HALTED,
    /** It has done something that is a violation; {@link #failure} says what. */
    FAILED,
    /** It has gone round a loop more often than the bound allows. */
    CUT,
    /** An assumption, or an await's condition, does not hold: no execution. */
    DISCARDED
  }

  /** Branches in whose arms the thread is, innermost first. */
  record Control(int join, EventSet dependencies, @Nullable Control outer) {}

  final ThreadCode code;

  /** Index of the context, or -1 on a CPU without process context. */
  final int context;

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

  /** Where the indivisible step or the wait begins that the thread is in the middle of, or -1. */
  int awaiting = -1;

  /** The first event of that indivisible step, or -1. */
  int block = -1;

  /** Whether the RMW at {@link #pc} must succeed. */
  boolean mustWrite;

  /** Reads that decided about BUG_ON(), where a model orders writes behind those. */
  EventSet checked = EventSet.EMPTY;

  /** The CPU. */
  Cpu cpu;

  /** Whether it is decided that no handler comes here, and nothing is put off. */
  boolean settled;

  /** What the handler has interrupted; never changed. */
  @Nullable ThreadState below;

  /** Whether interrupts were masked when the handler came. */
  boolean maskBefore;

  /** For a handler of a request the context that asked, else -1. */
  int requester = -1;

  /** What the compiler has put off so far, when it is to be seen by a handler. */
  @Nullable Deferral deferral;

  /** What was done before a handler came, of the code from {@link #pc} on. */
  @Nullable Script script;

  /** Whether the access at {@link #pc} cannot be made before what has been put off. */
  boolean mustDefer;

  ThreadState(ThreadCode code, int context, Cpu cpu) {
    this.code = code;
    this.context = context;
    this.cpu = cpu;
    pc = code.start();
    registers = new long[code.registers()];
    taints = new EventSet[code.registers()];
    Arrays.fill(taints, EventSet.EMPTY);
    loops = new int[code.backwardEdges()];
  }

  private ThreadState(ThreadState other) {
    code = other.code;
    context = other.context;
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
    block = other.block;
    mustWrite = other.mustWrite;
    checked = other.checked;
    cpu = other.cpu;
    settled = other.settled;
    below = other.below;
    maskBefore = other.maskBefore;
    requester = other.requester;
    deferral = other.deferral;
    script = other.script;
    mustDefer = other.mustDefer;
  }

  ThreadState copy() {
    return new ThreadState(this);
  }

  /** The step at {@link #pc}. */
  Step step() {
    return code.steps().get(pc);
  }

  /** Whether the thread is in the middle of an indivisible step. */
  boolean isIndivisible() {
    return awaiting >= 0 && code.steps().get(awaiting).kind() == Step.Kind.ATOMIC_BEGIN;
  }

  /** Whether an indivisible step has made an event and not ended: no handler may come there. */
  boolean hasBegunIndivisible() {
    return block >= 0 && isIndivisible();
  }

  /** Whether the thread may wait for ever for what it reads here, in an await or in a loop. */
  boolean waits() {
    return awaiting >= 0 && (!isIndivisible() || code.waits(awaiting));
  }

  /** Notes that a round of a wait has left something behind. */
  void leaveWait() {
    if (!isIndivisible()) {
      awaiting = -1;
    }
  }

  /** Whether the thread goes round a loop that waits for other threads. */
  boolean spins() {
    return awaiting >= 0 && !isIndivisible();
  }

  /** The place from which on there are steps that have not been taken. */
  int pendingFrom() {
    return deferral == null ? pc : deferral.resume().pc;
  }

  void set(int register, long value, EventSet dependencies) {
    if (register >= 0) {
      registers[register] = value;
      taints[register] = dependencies;
    }
  }

  /** The value of a register, or 0 for none. */
  long value(int register) {
    return register >= 0 ? registers[register] : 0;
  }

  /** The reads that decided the branches in whose arms the thread is, and what it has checked. */
  EventSet controlDependencies() {
    EventSet result = checked;
    for (Control arm = control; arm != null; arm = arm.outer()) {
      if (!arm.dependencies().isPending()) {
        result = result.union(arm.dependencies());
      }
    }
    return result;
  }

  /** Whether the thread is in an arm of a branch whose outcome is only guessed. */
  boolean guessing() {
    for (Control arm = control; arm != null; arm = arm.outer()) {
      if (arm.dependencies().isPending()) {
        return true;
      }
    }
    return false;
  }

  /** The registers with which the context last ended; null if it never did. */
  long @Nullable [] result(int wanted) {
    for (ThreadState state = this; state != null; state = state.below) {
      if (state.context == wanted && state.status == Status.FINISHED) {
        return state.registers;
      }
    }
    return cpu.result(wanted);
  }
}
