package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;

/**
 * Grace periods: an updater notes the readers that are in a critical section, and goes on once each
 * of them has left it.
 */
final class Rcu {
  private static final int PER_WORD = 30;
  private static final int WAITING = 1 << PER_WORD;

  private final StateLayout layout;
  private final int[] row;
  private final int[] readers;
  private final int[] updaters;

  Rcu(CompiledProgram code, Scratch scratch) {
    this.layout = code.layout;
    this.row = scratch.row;
    ImmutableList<Context> contexts = code.program.contexts();
    readers =
        contexts.stream().mapToInt(Context::index).filter(c -> layout.nesting[c] >= 0).toArray();
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
      for (int updater : updaters) {
        for (int i = 0; i < readers.length; i++) {
          if (readers[i] == context) {
            row[layout.sync[updater] + i / PER_WORD] &= ~(1 << i % PER_WORD);
          }
        }
      }
    }
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
    row[sync] = 0;
    return pc + 1;
  }
}
