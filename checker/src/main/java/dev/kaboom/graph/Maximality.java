package dev.kaboom.graph;

/**
 * Whether a revisit is the one way to its graph: see {@link RevisitingExplorer}.
 *
 * <p>For each part of an event that goes, what counts is what was there when it was added, and what
 * causes the revisiting write.
 */
final class Maximality {
  private final RevisitGraph graph;

  Maximality(RevisitGraph graph) {
    this.graph = graph;
  }

  /** Whether the read, and all that goes with it when the write revisits it, is maximal. */
  boolean allows(int read, int write) {
    for (int i = graph.length() - 1; i >= 0; i--) {
      int entry = graph.entry(i);
      int event = RevisitGraph.event(entry);
      if (!graph.causes(event, write)) {
        boolean first = entry >= 0 && graph.reads(event);
        if (first ? !readIsLast(event, write) : !writeIsLast(entry, event, write)) {
          return false;
        }
      }
      if (entry == read) {
        return true;
      }
    }
    throw new IllegalStateException("the read is not there");
  }

  private boolean readIsLast(int read, int write) {
    int source = graph.source(read);
    int time = graph.readAt(read);
    return (source < 0 || isThere(source, time, write))
        && newestOf(graph.later(source, graph.cell(read)), time, write);
  }

  private boolean writeIsLast(int entry, int event, int write) {
    if (entry >= 0 && !graph.writes(event)) {
      return true;
    }
    int time = graph.writeAt(event);
    for (int i = 0; i < graph.length(); i++) {
      int read = graph.entry(i);
      if (read >= 0
          && graph.reads(read)
          && graph.source(read) == event
          && graph.readAt(read) < time) {
        return false;
      }
    }
    return newestOf(graph.later(event, graph.cell(event)), time, write);
  }

  /** Whether neither this write nor one that follows it in coherence order counts. */
  private boolean newestOf(int from, int time, int write) {
    for (int other = from; other >= 0; other = graph.later(other, graph.cell(other))) {
      if (isThere(other, time, write)) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere(int other, int time, int write) {
    return graph.writeAt(other) < time || graph.causes(other, write);
  }
}
