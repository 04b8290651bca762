package dev.kaboom.memory;

import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphRelations;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.Tag;
import java.util.Arrays;

/**
 * What the barriers and markings of a thread order by themselves, whatever the other threads do:
 * the fence relations of linux-kernel.cat (tools/memory-model of the kernel).
 *
 * <p>One walk through each thread, from its last event to its first. It carries, for each kind of
 * fence, the set of events behind the nearest such fence after the current place; that set is the
 * row of an event before the fence. {@code M} below is all reads and writes.
 */
final class KernelOrder {
  /** How a fully ordered RMW orders. */
  enum FullRmw {
    /** Everything before its read, and its write before everything after (Linux 6.15). */
    TAGGED_HALVES,
    /** As if there were an smp_mb() before and another behind it. */
    ENCLOSED
  }

  /** {@code po}. */
  final Relation po;

  /** What smp_mb() and its relatives order, smp_mb__after_unlock_lock() excepted. */
  final Relation mb;

  /** {@code [W] ; fencerel(Wmb) ; [W]}. */
  final Relation wmb;

  /** {@code [R4rmb] ; fencerel(Rmb) ; [R4rmb]}. */
  final Relation rmb;

  /** {@code [M] ; po ; [Release]}. */
  final Relation poRelease;

  /** {@code [Acquire] ; po ; [M]}. */
  final Relation acquirePo;

  /** {@code po ; [Sync-rcu | Sync-srcu] ; po?}. */
  final Relation gracePeriod;

  private final ExecutionGraph graph;
  private final FullRmw fullRmw;
  private final int words;

  KernelOrder(GraphRelations events, FullRmw fullRmw) {
    this.fullRmw = fullRmw;
    graph = events.graph();
    words = (events.size() + 63) >>> 6;
    po = events.none();
    mb = events.none();
    wmb = events.none();
    rmb = events.none();
    poRelease = events.none();
    acquirePo = events.none();
    gracePeriod = events.none();
    Walk walk = new Walk();
    for (int thread = 0; thread < graph.threads(); thread++) {
      walk.through(thread);
    }
  }

  /** The sets that the walk carries; each is of events after the current place. */
  private final class Walk {
    private final long[] all = new long[words];
    private final long[] accesses = new long[words];
    private final long[] writes = new long[words];
    private final long[] barrierReads = new long[words];
    private final long[] releases = new long[words];
    private final long[] fullReads = new long[words];
    private final long[] fromRmw = new long[words];
    private final long[] behindMb = new long[words];
    private final long[] behindWmb = new long[words];
    private final long[] behindRmb = new long[words];
    private final long[] atGracePeriod = new long[words];
    private final long[] behindBeforeAtomic = new long[words];
    private final long[] behindAfterAtomic = new long[words];
    private final long[] behindAfterSpinlock = new long[words];
    private final long[] behindAfterSrcu = new long[words];
    private final long[] throughFollower = new long[words];

    private final long[][] sets = {
      all,
      accesses,
      writes,
      barrierReads,
      releases,
      fullReads,
      fromRmw,
      behindMb,
      behindWmb,
      behindRmb,
      atGracePeriod,
      behindBeforeAtomic,
      behindAfterAtomic,
      behindAfterSpinlock,
      behindAfterSrcu,
      throughFollower
    };

    void through(int thread) {
      for (long[] set : sets) {
        Arrays.fill(set, 0);
      }
      for (int i = graph.length(thread) - 1; i >= 0; i--) {
        int event = graph.event(thread, i);
        po.addAll(event, all);
        gracePeriod.addAll(event, atGracePeriod);
        if (graph.isRead(event) || graph.isWrite(event)) {
          access(event);
        } else {
          fence(event);
        }
        include(all, event);
      }
    }

    private void access(int event) {
      follow(event);
      if (fullRmw == FullRmw.ENCLOSED && graph.has(event, Tag.FULL) && graph.isWrite(event)) {
        assign(behindMb, accesses);
      }
      mb.addAll(event, behindMb);
      mb.addAll(event, behindBeforeAtomic);
      mb.addAll(event, throughFollower);
      mb.addAll(event, fullReads);
      poRelease.addAll(event, releases);
      if (graph.has(event, Tag.ACQUIRE)) {
        acquirePo.addAll(event, accesses);
      }
      if (fullRmw == FullRmw.TAGGED_HALVES && graph.has(event, Tag.FULL)) {
        halves(event);
      }
      directed(event);
      include(accesses, event);
      if (graph.has(event, Tag.RMW)) {
        assign(fromRmw, accesses);
      }
      if (fullRmw == FullRmw.ENCLOSED && graph.has(event, Tag.FULL) && graph.isRead(event)) {
        assign(behindMb, accesses);
      }
    }

    private void directed(int event) {
      if (graph.isWrite(event)) {
        wmb.addAll(event, behindWmb);
        include(writes, event);
        if (graph.has(event, Tag.RELEASE)) {
          include(releases, event);
        }
      } else if (!graph.has(event, Tag.NORETURN)) {
        rmb.addAll(event, behindRmb);
        include(barrierReads, event);
      }
    }

    private void halves(int event) {
      if (graph.isWrite(event)) {
        mb.addAll(event, accesses);
      } else {
        include(fullReads, event);
      }
    }

    /** Barriers that count only together with an access of some kind before them. */
    private void follow(int event) {
      if (graph.has(event, Tag.RMW)) {
        union(throughFollower, behindAfterAtomic);
      }
      if (graph.has(event, Tag.LOCK_WRITE)) {
        union(throughFollower, behindAfterSpinlock);
      }
      if (graph.has(event, Tag.SRCU_UNLOCK)) {
        union(throughFollower, behindAfterSrcu);
      }
    }

    private void fence(int event) {
      if (graph.has(event, Tag.MB)) {
        assign(behindMb, accesses);
      } else if (graph.has(event, Tag.WMB)) {
        assign(behindWmb, writes);
      } else if (graph.has(event, Tag.RMB)) {
        assign(behindRmb, barrierReads);
      } else if (graph.has(event, Tag.SYNC_RCU) || graph.has(event, Tag.SYNC_SRCU)) {
        assign(atGracePeriod, all);
        include(atGracePeriod, event);
      } else if (graph.has(event, Tag.BEFORE_ATOMIC)) {
        union(behindBeforeAtomic, fromRmw);
      } else if (graph.has(event, Tag.AFTER_ATOMIC)) {
        assign(behindAfterAtomic, accesses);
      } else if (graph.has(event, Tag.AFTER_SPINLOCK)) {
        assign(behindAfterSpinlock, accesses);
      } else if (graph.has(event, Tag.AFTER_SRCU_READ_UNLOCK)) {
        assign(behindAfterSrcu, accesses);
      }
    }
  }

  private static void include(long[] set, int event) {
    set[event >>> 6] |= 1L << event;
  }

  private static void assign(long[] set, long[] other) {
    System.arraycopy(other, 0, set, 0, set.length);
  }

  private static void union(long[] set, long[] other) {
    for (int k = 0; k < set.length; k++) {
      set[k] |= other[k];
    }
  }
}
