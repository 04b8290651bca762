package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.ContextKind;
import java.util.ArrayList;
import java.util.List;

/** What a CPU is doing. */
final class CpuState {
  /**
   * A store that has not reached memory.
   *
   * @param sectionEnded an RCU read-side section of this CPU has ended since
   * @param waiters contexts whose grace periods wait for it
   */
  record BufferedStore(
      int cell, long value, boolean sectionEnded, ImmutableSortedSet<Integer> waiters) {
    BufferedStore(int cell, long value) {
      this(cell, value, false, ImmutableSortedSet.of());
    }

    BufferedStore afterSection() {
      return new BufferedStore(cell, value, true, waiters);
    }

    BufferedStore awaitedBy(int context) {
      ImmutableSortedSet<Integer> all =
          ImmutableSortedSet.<Integer>naturalOrder().addAll(waiters).add(context).build();
      return new BufferedStore(cell, value, sectionEnded, all);
    }
  }

  /** An interrupt that another context asked for. */
  record Request(int routine, long argument, int sender) {}

  /** Indices of the active contexts, the topmost last. */
  final List<Integer> stack = new ArrayList<>();

  /** Oldest first. */
  final List<BufferedStore> buffer = new ArrayList<>();

  /** Requested IPIs, oldest first. */
  final List<Request> ipis = new ArrayList<>();

  /** Requested NMIs, oldest first. */
  final List<Request> nmis = new ArrayList<>();

  boolean masked;
  boolean halted;

  CpuState copy() {
    CpuState copy = new CpuState();
    copy.stack.addAll(stack);
    copy.buffer.addAll(buffer);
    copy.ipis.addAll(ipis);
    copy.nmis.addAll(nmis);
    copy.masked = masked;
    copy.halted = halted;
    return copy;
  }

  List<Request> queue(ContextKind kind) {
    return kind == ContextKind.IPI ? ipis : nmis;
  }
}
