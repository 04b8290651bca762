package dev.kaboom.explore;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The processor cores that this process may keep busy. Checks that run side by side occupy one
 * each; a long search takes helpers for those that nobody occupies. What a search finds does not
 * depend on how many helpers it had.
 */
public final class Cores {
  /** For searches that recurse as deep as an execution is long. */
  private static final long STACK_BYTES = 512L << 20;

  private static final AtomicInteger OCCUPIED = new AtomicInteger();
  private static volatile int limit = Runtime.getRuntime().availableProcessors();

  private Cores() {}

  /** Allows so many threads to be busy at once. */
  public static void limit(int threads) {
    limit = threads;
  }

  /** Takes a core, even if none is free. */
  public static void occupy() {
    OCCUPIED.incrementAndGet();
  }

  /** Takes a core if one is free; whether it did. */
  public static boolean tryOccupy() {
    int occupied = OCCUPIED.get();
    while (occupied < limit) {
      if (OCCUPIED.compareAndSet(occupied, occupied + 1)) {
        return true;
      }
      occupied = OCCUPIED.get();
    }
    return false;
  }

  /** Gives a core back. */
  public static void vacate() {
    OCCUPIED.decrementAndGet();
  }

  /** Takes up to so many cores that are free; how many. */
  static int occupyUpTo(int wanted) {
    int taken = 0;
    while (taken < wanted && tryOccupy()) {
      taken++;
    }
    return taken;
  }

  /** A thread for a search, not started, which does not keep the process alive. */
  public static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }
}
