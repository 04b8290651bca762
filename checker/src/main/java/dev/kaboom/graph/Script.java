package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * What a context had done beyond a certain place when a handler came: when it goes on from there,
 * it makes only those accesses that are missing, and takes the same branches.
 *
 * @param entries one for each access, choice and branch, in program order
 * @param at index of the next one
 */
record Script(ImmutableList<Entry> entries, int at) {
  private static final int DEFERRED = -1;
  private static final int CHOICE = -2;
  private static final int GUESS = -3;

  /**
   * An access, or a choice.
   *
   * @param event its first event, if it has been made
   * @param location its cell
   * @param value what its register holds then, or what was chosen
   */
  record Entry(int event, int location, long value) {
    /** An access that was put off. */
    static Entry deferred() {
      return new Entry(DEFERRED, -1, 0);
    }

    /** The outcome of a branch or of a nondeterministic choice. */
    static Entry choice(long value) {
      return new Entry(CHOICE, -1, value);
    }

    /** The outcome of a branch that was guessed. */
    static Entry guess(long value) {
      return new Entry(GUESS, -1, value);
    }

    boolean isDeferred() {
      return event == DEFERRED;
    }
  }

  Entry entry() {
    return entries.get(at);
  }

  /** The entries from the next one on. */
  ImmutableList<Entry> rest() {
    return entries.subList(at, entries.size());
  }

  /** The script without its next entry; null when that was the last. */
  @Nullable Script next() {
    return at + 1 == entries.size() ? null : new Script(entries, at + 1);
  }

  /** Whether something behind the next entry, which accesses this cell, was made before it. */
  boolean overtakes(int location) {
    for (int i = at + 1; i < entries.size(); i++) {
      if (entries.get(i).event() >= 0 && entries.get(i).location() == location) {
        return true;
      }
    }
    return false;
  }
}
