package dev.kaboom.graph;

/**
 * The reads whose value was guessed, in the order of the guesses, and which of them have found
 * their write.
 */
final class Promises {
  private final ExecutionGraph graph;
  private final Axioms axioms;
  private final IntStack reads = new IntStack();
  private int open;

  Promises(ExecutionGraph graph, Axioms axioms) {
    this.graph = graph;
    this.axioms = axioms;
  }

  boolean isEmpty() {
    return reads.size() == 0;
  }

  /** Whether every guessed read has found its write. */
  boolean allKept() {
    return open == 0;
  }

  /**
   * The first guessed read, from promise {@code from} on, that still waits for its write, or -1.
   */
  int open(int from) {
    for (int promise = from; promise < reads.size(); promise++) {
      if (graph.source(reads.get(promise)) < 0) {
        return promise;
      }
    }
    return -1;
  }

  /** The read of a promise. */
  int read(int promise) {
    return reads.get(promise);
  }

  void add(int read, long value) {
    assert graph.value(read) == value || value != Operand.UNDETERMINED;
    reads.push(read);
    open++;
  }

  void removeLast() {
    reads.pop();
    open--;
  }

  void fulfil(int promise, int write) {
    graph.setSource(reads.get(promise), write);
    open--;
  }

  void withdraw(int promise) {
    graph.setSource(reads.get(promise), ExecutionGraph.PENDING);
    open++;
  }

  /** The first promise from {@code from} on that the new write may keep, or -1. */
  int next(int write, int from) {
    for (int promise = from; promise < reads.size(); promise++) {
      if (mayKeep(write, reads.get(promise))) {
        return promise;
      }
    }
    return -1;
  }

  private boolean mayKeep(int write, int read) {
    if (graph.source(read) >= 0
        || graph.location(read) != graph.location(write)
        || graph.value(read) != graph.value(write)
        || graph.thread(read) == graph.thread(write)) {
      return false;
    }
    int partner = graph.partner(read);
    if (partner >= 0 && graph.coherenceIndex(partner) != graph.coherenceIndex(write) + 1) {
      return false;
    }
    return coherent(write, read);
  }

  /** Whether per-location coherence holds when the read takes its value from the write. */
  private boolean coherent(int write, int read) {
    int thread = graph.thread(read);
    int at = graph.coherenceIndex(write);
    boolean after = false;
    for (int i = 0; i < graph.length(thread); i++) {
      int event = graph.event(thread, i);
      if (event == read) {
        after = true;
      } else if (graph.location(event) == graph.location(read)) {
        if (graph.isWrite(event)) {
          int other = graph.coherenceIndex(event);
          if (after ? at >= other : other > at) {
            return false;
          }
        } else if (axioms.readsInOrder() && graph.isRead(event) && graph.source(event) >= 0) {
          int other = graph.coherenceIndex(graph.source(event));
          if (after ? at > other : other > at) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
