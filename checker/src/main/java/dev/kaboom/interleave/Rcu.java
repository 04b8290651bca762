package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;

/**
 * Grace periods: an updater notes the readers that are in a critical section, and goes on once each
 * of them has left it and what they stored until then has reached memory; also what was stored
 * before the end of an earlier section. The kernel has a full barrier on each reader's CPU there.
 */
final class Rcu {
  private static final int PER_WORD = 30;
  private static final int WAITING = 1 << PER_WORD;

  private final StateLayout layout;
  private final int[] row;
  private final int[] readers;
  private final int[] updaters;
  private final int[] cpuOf;

  Rcu(CompiledProgram code, Scratch scratch) {
    this.layout = code.layout;
    this.row = scratch.row;
    ImmutableList<Context> contexts = code.program.contexts();
    readers =
        contexts.stream().mapToInt(Context::index).filter(c -> layout.nesting[c] >= 0).toArray();
    cpuOf = contexts.stream().mapToInt(Context::cpu).toArray();
    updaters =
        contexts.stream().mapToInt(Context::index).filter(c -> layout.sync[c] >= 0).toArray();
  }

  void readLock(int context) {
    row[layout.nesting[context]]++;
  }

  /** Leaves a section; nothing happens outside of one. */
  void readUnlock(int context) {
    int nesting = layout.nesting[context];
    if (nesting < 0 || row[nesting] == 0) {
      return;
    }
    row[nesting]--;
    if (row[nesting] == 0) {
      int cpu = cpuOf[context];
      boolean stores = layout.sectionStores[cpu] >= 0;
      int buffered = stores ? row[layout.buffer[cpu]] : 0;
      if (stores) {
        row[layout.sectionStores[cpu]] = buffered;
      }
      for (int updater : updaters) {
        if (leave(context, updater) && stores) {
          row[layout.graceStores[updater][cpu]] = buffered;
        }
      }
    }
  }

  /** Whether the updater waited for this reader, as it does no longer. */
  private boolean leave(int reader, int updater) {
    for (int i = 0; i < readers.length; i++) {
      int slot = layout.sync[updater] + i / PER_WORD;
      int bit = 1 << i % PER_WORD;
      if (readers[i] == reader && (row[slot] & bit) != 0) {
        row[slot] &= ~bit;
        return true;
      }
    }
    return false;
  }

  /** One of the two steps of a grace period. */
  int synchronize(int context, int pc) {
    int sync = layout.sync[context];
    if (row[sync] == 0) {
      row[sync] = WAITING;
      for (int i = 0; i < readers.length; i++) {
        if (row[layout.nesting[readers[i]]] > 0) {
          row[sync + i / PER_WORD] |= 1 << i % PER_WORD;
        }
      }
      for (int cpu = 0; cpu < layout.sectionStores.length; cpu++) {
        if (layout.sectionStores[cpu] >= 0) {
          row[layout.graceStores[context][cpu]] = row[layout.sectionStores[cpu]];
        }
      }
      return Outcome.GONE;
    }
    if (row[sync] != WAITING) {
      return Outcome.BLOCKED;
    }
    for (int word = 1; word < layout.syncWords; word++) {
      if (row[sync + word] != 0) {
        return Outcome.BLOCKED;
      }
    }
    for (int slot : layout.graceStores[context]) {
      if (slot >= 0 && row[slot] != 0) {
        return Outcome.BLOCKED;
      }
    }
    row[sync] = 0;
    return pc + 1;
  }
}
