package dev.kaboom.interleave;

import java.util.Arrays;

/**
 * Notices that code without a step of its own repeats itself: it comes back to an instruction with
 * everything as it was. Brent's algorithm (BIT 20, 1980): keep one earlier state, taken anew after
 * twice as many jumps back each time.
 */
final class LoopWatch {
  private int[] kept = new int[0];
  private int keptPc;
  private int jumps;
  private int next;

  /** Forgets what was seen: a new step begins. */
  void start() {
    keptPc = 0;
    jumps = 0;
    next = 1;
  }

  /** Notes a jump back to {@code pc} with this state; whether it will go round for ever. */
  boolean repeats(int pc, int[] state) {
    if (pc == keptPc && Arrays.equals(kept, state)) {
      return true;
    }
    if (++jumps == next) {
      keep(state);
      keptPc = pc;
      next *= 2;
    }
    return false;
  }

  private void keep(int[] state) {
    if (kept.length != state.length) {
      kept = new int[state.length];
    }
    System.arraycopy(state, 0, kept, 0, state.length);
  }
}
