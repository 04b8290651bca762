package dev.kaboom.graph;

import java.util.Arrays;

/**
 * What a thread has been told by releases, under models with {@link Axioms#ordersByRelease}.
 *
 * <p>An acquire that reads from another thread's release has all behind it that the other thread
 * did before, and what that one was told. A marked access behind the acquire can then neither read
 * nor come in coherence order before what such an access has written or seen: the LKMM's hb would
 * have a cycle (fre or coe to that write, cumul-fence to the release, rfe to the acquire, acq-po
 * back). To know that before an event is added costs less than to find the cycle in the graph; with
 * locks, nearly every choice that is spared was wrong.
 */
final class Handover {
  private final ExecutionGraph graph;

  /** For each thread, what it did before this event is behind the thread that is looked at. */
  private final int[] told;

  Handover(ExecutionGraph graph) {
    this.graph = graph;
    told = new int[graph.threads()];
  }

  /** The place in coherence order before which the thread's marked accesses see nothing. */
  int floor(int thread, int location) {
    Arrays.fill(told, -1);
    for (int i = 0; i < graph.length(thread); i++) {
      if (graph.has(graph.event(thread, i), Tag.ACQUIRE)) {
        follow(graph.event(thread, i));
      }
    }
    int floor = -1;
    for (int other = 0; other < told.length; other++) {
      if (other != thread && told[other] >= 0) {
        floor = Math.max(floor, seenBy(other, location));
      }
    }
    return floor;
  }

  /** Notes what the read was told, if it reads from another thread's release. */
  private void follow(int read) {
    int release = graph.isRead(read) ? graph.source(read) : -1;
    if (release < 0
        || graph.thread(release) < 0
        || graph.thread(release) == graph.thread(read)
        || !graph.has(release, Tag.RELEASE)) {
      return;
    }
    int thread = graph.thread(release);
    int known = told[thread];
    if (release > known) {
      told[thread] = release;
      for (int i = 0; i < graph.length(thread) && graph.event(thread, i) < release; i++) {
        int event = graph.event(thread, i);
        if (event > known && !graph.has(event, Tag.PLAIN)) {
          follow(event);
        }
      }
    }
  }

  private int seenBy(int thread, int location) {
    int highest = -1;
    for (int i = 0; i < graph.length(thread) && graph.event(thread, i) < told[thread]; i++) {
      int event = graph.event(thread, i);
      if (graph.location(event) == location && !graph.has(event, Tag.PLAIN)) {
        int write = graph.isRead(event) ? graph.source(event) : event;
        if (write >= 0 && graph.thread(write) >= 0 && !graph.has(write, Tag.PLAIN)) {
          highest = Math.max(highest, graph.coherenceIndex(write));
        }
      }
    }
    return highest;
  }
}
