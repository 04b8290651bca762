package dev.kaboom.graph;

/**
 * The basic sets and relations of one graph, in the form that the relation algebra works on. A view
 * of the moment: it does not follow the graph when that changes. Relations are shared and must not
 * be added to, but those of {@link #none}.
 */
public final class GraphRelations {
  private final ExecutionGraph graph;
  private final GraphShape shape;

  public GraphRelations(ExecutionGraph graph) {
    this(graph, new GraphShape(graph));
  }

  /** The same for a graph that is known to have this shape. */
  GraphRelations(ExecutionGraph graph, GraphShape shape) {
    this.graph = graph;
    this.shape = shape;
  }

  /** The same of another graph, which has the same shape. */
  public GraphRelations of(ExecutionGraph other) {
    return new GraphRelations(other, shape);
  }

  /** The graph. */
  public ExecutionGraph graph() {
    return graph;
  }

  /** The number of events. */
  public int size() {
    return shape.size();
  }

  /** All events that read. */
  public EventSet reads() {
    return shape.reads();
  }

  /** All events that write. */
  public EventSet writes() {
    return shape.writes();
  }

  /** All events of the thread. */
  public EventSet ofThread(int thread) {
    return shape.ofThread(thread);
  }

  /** All events that do not write. */
  public EventSet nonWrites() {
    return all().minus(writes());
  }

  /** All events. */
  public EventSet all() {
    return shape.all();
  }

  /** The tags of all events, as the union of their bits. */
  public int tags() {
    return shape.tags();
  }

  /** Whether any event carries the tag. */
  public boolean has(Tag tag) {
    return (shape.tags() & tag.bit()) != 0;
  }

  /** All events that carry the tag. */
  public EventSet tagged(Tag tag) {
    return shape.tagged(tag);
  }

  /** All events that carry one of the tags. */
  public EventSet tagged(Tag... any) {
    EventSet result = EventSet.EMPTY;
    for (Tag tag : any) {
      result = result.union(tagged(tag));
    }
    return result;
  }

  /** No pair. */
  public Relation none() {
    return Relation.empty(size());
  }

  /** Program order: each event before all later ones of its thread. */
  public Relation programOrder() {
    return shape.programOrder();
  }

  /** Reads-from: each write before the reads that take its value. */
  public Relation readsFrom() {
    Relation readsFrom = none();
    for (int read = reads().next(0); read >= 0; read = reads().next(read + 1)) {
      if (graph.source(read) >= 0) {
        readsFrom.add(graph.source(read), read);
      }
    }
    return readsFrom;
  }

  /** Coherence: each write before all later ones of its cell. */
  public Relation coherence() {
    Relation order = none();
    for (int location = 0; location < graph.locations(); location++) {
      long[] after = new long[(size() + 63) >>> 6];
      for (int i = graph.writes(location) - 1; i >= 0; i--) {
        int write = graph.write(location, i);
        order.addAll(write, after);
        after[write >>> 6] |= 1L << write;
      }
    }
    return order;
  }

  /**
   * From-reads: each read before the writes that overwrite what it read, its own RMW's included.
   */
  public Relation fromReads(Relation coherence) {
    Relation fromReads = none();
    for (int read = reads().next(0); read >= 0; read = reads().next(read + 1)) {
      if (graph.source(read) >= 0) {
        fromReads.addRow(read, coherence, graph.source(read));
      }
    }
    return fromReads;
  }

  /** The pairs whose events are of one thread. */
  public Relation internal(Relation relation) {
    return shape.internal(relation);
  }

  /** The pairs whose events are not of one thread; initial writes are of no thread. */
  public Relation external(Relation relation) {
    return relation.minus(internal(relation));
  }

  /** The pairs whose events access one cell. */
  public Relation sameLocation(Relation relation) {
    Relation result = none();
    for (int from = 0; from < size(); from++) {
      EventSet row = relation.successors(from);
      for (int to = row.next(0); to >= 0; to = row.next(to + 1)) {
        if (graph.location(from) == graph.location(to) && graph.location(from) >= 0) {
          result.add(from, to);
        }
      }
    }
    return result;
  }

  /** The two halves of each RMW that wrote. */
  public Relation rmw() {
    return shape.rmw();
  }

  /** Address dependencies, from reads. */
  public Relation address() {
    return shape.address();
  }

  /** Data dependencies, from reads to writes. */
  public Relation data() {
    return shape.data();
  }

  /** Control dependencies, from reads to all events in the arms that they decided about. */
  public Relation control() {
    return shape.control();
  }
}
