package dev.kaboom.explore;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that one search may still allocate for its tables.
 *
 * <p>Asking the heap how full it is gives no answer between two collections, because garbage counts
 * as used. So every table asks here before it grows, and what all searches of the process hold
 * together is kept below {@link #HEAP_SHARE} of the largest heap. The rest is for everything else
 * and for a collector that needs room to move: the old generation of HotSpot's generational
 * collectors is two thirds of the heap by default. Several threads of one search may ask.
 */
final class MemoryBudget {
  static final double HEAP_SHARE = 0.6;

  private static final AtomicLong HELD_BY_ALL = new AtomicLong();

  private final long bytesMax;
  private final long heapMax;
  private long held;
  private long most;

  /** A budget of {@code bytesMax} bytes, or less if the heap is smaller. */
  MemoryBudget(long bytesMax) {
    this.bytesMax = bytesMax;
    this.heapMax = (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE);
  }

  /** Takes the bytes if they fit. */
  synchronized boolean reserve(long bytes) {
    if (bytes > bytesMax - held) {
      return false;
    }
    if (HELD_BY_ALL.addAndGet(bytes) > heapMax) {
      HELD_BY_ALL.addAndGet(-bytes);
      return false;
    }
    take(bytes);
    return true;
  }

  /** Takes the few bytes that a table has from the start, even if they do not fit. */
  synchronized void charge(long bytes) {
    HELD_BY_ALL.addAndGet(bytes);
    take(bytes);
  }

  /** Gives bytes back. */
  synchronized void release(long bytes) {
    HELD_BY_ALL.addAndGet(-bytes);
    held -= bytes;
  }

  /** Whether the rest is less than what was taken. */
  synchronized boolean isHalfTaken() {
    return held > bytesMax / 2 || HELD_BY_ALL.get() > heapMax / 2;
  }

  /** The bytes taken. */
  synchronized long held() {
    return held;
  }

  /** The most bytes that were taken at one time. */
  synchronized long most() {
    return most;
  }

  private void take(long bytes) {
    held += bytes;
    most = Math.max(most, held);
  }
}
