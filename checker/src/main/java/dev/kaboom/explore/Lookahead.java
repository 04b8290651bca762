package dev.kaboom.explore;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Workers that expand states before their turn; one alone does so too, chunk by chunk.
 *
 * <p>A breadth-first search does two kinds of work: it expands states and turns the successors into
 * pairs, which no state's rank depends on; and it adds the pairs, which gives them their ranks. The
 * first kind is done in chunks of successive ranks, by whoever is free. The second is done by the
 * searching thread alone, chunk by chunk in the order of the ranks. So what is found, in which
 * order and with which parent, is the same with any number of workers, up to the state at which a
 * limit ends the search. The numbers that {@link RowTree} gives to parts of rows do depend on who
 * was first, but nothing shows them.
 */
final class Lookahead implements AutoCloseable {
  private static final int CHUNKS = 32;
  private static final int CHUNKS_ALONE = 2;
  private static final int SPINS = 500;
  private static final long PAUSE_NANOS = 20_000;

  private final StateSet store;
  private final ChunkExpander own;
  private final List<Thread> threads = new ArrayList<>();
  private final Chunk[] ring;
  private volatile boolean closed;
  private int taken;
  private int filled;
  private int nextRank;

  /**
   * Starts the other workers.
   *
   * @param workers the searching thread included; without others the ring is short
   * @param nextRank the first state to expand
   */
  Lookahead(TransitionSystem system, boolean reduction, StateSet store, int workers, int nextRank) {
    this.store = store;
    this.nextRank = nextRank;
    this.ring = new Chunk[workers == 1 ? CHUNKS_ALONE : CHUNKS];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new Chunk(system.slots());
    }
    own = new ChunkExpander(system.fork(), reduction, store.tree().fork(), ring[0]);
    for (int i = 1; i < workers; i++) {
      ChunkExpander other =
          new ChunkExpander(system.fork(), reduction, store.tree().fork(), ring[0]);
      Thread thread = new Thread(() -> work(other), "search");
      thread.setDaemon(true);
      threads.add(thread);
    }
    // Now that nothing is left to allocate: a constructor that fails leaves no thread behind.
    threads.forEach(Thread::start);
  }

  /** The next chunk, expanded; valid until the next one is asked for. */
  Chunk next() {
    fill();
    Chunk chunk = ring[taken % ring.length];
    int idle = 0;
    while (!chunk.isDone()) {
      idle = expandOne(own) ? 0 : idle + 1;
      await(idle);
    }
    taken++;
    if (chunk.failure() instanceof RuntimeException thrown) {
      throw thrown;
    }
    if (chunk.failure() instanceof Error thrown) {
      throw thrown;
    }
    return chunk;
  }

  /** Waits until the others have stopped, since they may be taking memory. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Uninterruptibles::joinUninterruptibly);
  }

  /** All but the chunk that was handed out last are free, once they were taken. */
  private void fill() {
    while (filled - taken < ring.length - 1 && nextRank < store.size()) {
      int count = Math.min(Chunk.STATES, store.size() - nextRank);
      if (count < Chunk.STATES && filled > taken) {
        return;
      }
      ring[filled++ % ring.length].fill(store, nextRank, count);
      nextRank += count;
    }
  }

  private void work(ChunkExpander expander) {
    int idle = 0;
    while (!closed) {
      idle = expandOne(expander) ? 0 : idle + 1;
      expander.assist(store);
      await(idle);
    }
  }

  /** Leaves the processor to others if there has been nothing to do for a while. */
  private static void await(int idle) {
    if (idle > SPINS) {
      LockSupport.parkNanos(PAUSE_NANOS);
    } else if (idle > 0) {
      Thread.onSpinWait();
    }
  }

  private boolean expandOne(ChunkExpander expander) {
    int from = taken;
    for (int i = 0; i < ring.length; i++) {
      Chunk chunk = ring[(from + i) % ring.length];
      if (chunk.claim()) {
        expander.expand(chunk);
        return true;
      }
    }
    return false;
  }
}
