package dev.kaboom.explore;

/**
 * The strongly connected components of a stored graph, restricted to some of its edges.
 *
 * <p>Pearce's variant of Tarjan's algorithm ("A space-efficient algorithm for finding strongly
 * connected components", Information Processing Letters 116, 2016), with explicit stacks. It needs
 * one int a state, {@code rank}: 0 before the state is visited, then the lowest visiting index that
 * it is known to reach, and at the end the number of its component. Component numbers count down
 * from the number of states, so they stay above all visiting indices, and a finished state never
 * lowers anybody's rank.
 *
 * <p>A frame of the depth-first stack is three ints: the state; where its unvisited successors
 * begin on the successors' stack; its visiting index, negated if it has an edge to itself.
 */
final class Components {
  /** Receives each component in which there is an edge: members from stack index on. */
  interface Visitor {
    void component(PagedInts members, int from);
  }

  private static final int[] NO_ROW = {};

  private final StoredGraph graph;
  private final Edges edges;
  private final Clock clock;
  private final PagedInts rank;
  private final PagedInts frames;
  private final PagedInts successors;
  private final PagedInts members;
  private int nextIndex = 1;
  private int nextComponent;

  /** Which edges there are. */
  interface Edges {
    /** Whether the edge that leaves the state with this row counts. */
    boolean counts(int[] row, int label);

    /** Whether these are all edges of the judged states. */
    boolean all();

    /** Whether any edge of the state counts. */
    boolean leave(int[] row);
  }

  Components(StoredGraph graph, Edges edges, Clock clock, MemoryBudget budget) {
    this.graph = graph;
    this.edges = edges;
    this.clock = clock;
    this.rank = new PagedInts(budget);
    this.frames = new PagedInts(budget);
    this.successors = new PagedInts(budget);
    this.members = new PagedInts(budget);
    this.nextComponent = graph.size();
  }

  /**
   * Visits all components, each after those that it leads to.
   *
   * @throws LimitReached when there is not enough memory or time
   */
  void find(Visitor visitor) {
    LimitReached.unless(rank.addZeros(graph.size()));
    for (int state = 0; state < graph.size(); state++) {
      if (rank.get(state) == 0 && graph.has(state)) {
        enter(state);
        while (frames.size() > 0) {
          advance(visitor);
        }
      }
    }
  }

  /** The number of the component of a state. */
  int of(int state) {
    return rank.get(state);
  }

  /** Gives the memory back. */
  void free() {
    rank.free();
    frames.free();
    successors.free();
    members.free();
  }

  private void enter(int state) {
    LimitReached.at(clock, graph);
    int index = nextIndex++;
    rank.set(state, index);
    int begin = successors.size();
    boolean loop = false;
    boolean recalled = edges.all() && graph.recall(state);
    int[] row = recalled ? NO_ROW : graph.row(state);
    if (recalled || edges.leave(row)) {
      if (!recalled) {
        graph.expand(state);
      }
      for (int edge = 0; edge < graph.edges(); edge++) {
        if (recalled || edges.counts(row, graph.label(edge))) {
          loop |= graph.target(edge) == state;
          LimitReached.unless(successors.add(graph.target(edge)));
        }
      }
    }
    LimitReached.unless(
        frames.add(state) && frames.add(begin) && frames.add(loop ? -index : index));
  }

  private void advance(Visitor visitor) {
    int frame = frames.size() - 3;
    int state = frames.get(frame);
    int top = successors.size() - 1;
    if (top < frames.get(frame + 1)) {
      leave(state, frames.get(frame + 2), visitor);
      return;
    }
    int target = successors.get(top);
    successors.truncate(top);
    if (rank.get(target) == 0) {
      enter(target);
    } else {
      lower(state, target);
    }
  }

  private void lower(int state, int target) {
    if (rank.get(target) < rank.get(state)) {
      rank.set(state, rank.get(target));
    }
  }

  private void leave(int state, int signedIndex, Visitor visitor) {
    int index = Math.abs(signedIndex);
    LimitReached.unless(members.add(state));
    if (rank.get(state) == index) {
      finish(index, signedIndex < 0, visitor);
    }
    frames.truncate(frames.size() - 3);
    if (frames.size() > 0) {
      lower(frames.get(frames.size() - 3), state);
    }
  }

  private void finish(int index, boolean loop, Visitor visitor) {
    int from = members.size() - 1;
    while (from > 0 && rank.get(members.get(from - 1)) >= index) {
      from--;
    }
    for (int i = from; i < members.size(); i++) {
      rank.set(members.get(i), nextComponent);
    }
    nextComponent--;
    nextIndex -= members.size() - from;
    if (loop || members.size() - from > 1) {
      visitor.component(members, from);
    }
    members.truncate(from);
  }
}
