package dev.kaboom.graph;

/**
 * The basic sets and relations of one graph, in the form that the relation algebra works on. A view
 * of the moment: it does not follow the graph when that changes.
 */
public final class GraphRelations {
  private final ExecutionGraph graph;
  private final int size;
  private final int words;
  private final long[][] tagged = new long[Tag.values().length][];
  private final int[] threadOf;
  private final long[][] members;
  private final EventSet reads;
  private final EventSet writes;
  private final int tags;

  public GraphRelations(ExecutionGraph graph) {
    this.graph = graph;
    size = graph.size();
    words = (size + 63) >>> 6;
    long[] readers = new long[words];
    long[] writers = new long[words];
    members = new long[graph.threads()][words];
    threadOf = new int[size];
    int all = 0;
    for (int event = 0; event < size; event++) {
      long bit = 1L << event;
      int word = event >>> 6;
      if (graph.isRead(event)) {
        readers[word] |= bit;
      } else if (graph.isWrite(event)) {
        writers[word] |= bit;
      }
      threadOf[event] = graph.thread(event);
      if (threadOf[event] >= 0) {
        members[threadOf[event]][word] |= bit;
      }
      all |= graph.tags(event);
      for (int rest = graph.tags(event); rest != 0; rest &= rest - 1) {
        row(Integer.numberOfTrailingZeros(rest))[word] |= bit;
      }
    }
    tags = all;
    reads = EventSet.ofWords(readers, 0, words);
    writes = EventSet.ofWords(writers, 0, words);
  }

  private long[] row(int tag) {
    if (tagged[tag] == null) {
      tagged[tag] = new long[words];
    }
    return tagged[tag];
  }

  /** The graph. */
  public ExecutionGraph graph() {
    return graph;
  }

  /** The number of events. */
  public int size() {
    return size;
  }

  /** All events that read. */
  public EventSet reads() {
    return reads;
  }

  /** All events that write. */
  public EventSet writes() {
    return writes;
  }

  /** All events that do not write. */
  public EventSet nonWrites() {
    return all().minus(writes);
  }

  /** All events. */
  public EventSet all() {
    long[] row = new long[words];
    for (int event = 0; event < size; event++) {
      row[event >>> 6] |= 1L << event;
    }
    return EventSet.ofWords(row, 0, words);
  }

  /** Whether any event carries the tag. */
  public boolean has(Tag tag) {
    return (tags & tag.bit()) != 0;
  }

  /** All events that carry the tag. */
  public EventSet tagged(Tag tag) {
    long[] row = tagged[tag.index()];
    return row == null ? EventSet.EMPTY : EventSet.ofWords(row, 0, words);
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
    return Relation.empty(size);
  }

  /** Program order: each event before all later ones of its thread. */
  public Relation programOrder() {
    Relation order = none();
    for (int thread = 0; thread < graph.threads(); thread++) {
      long[] after = new long[words];
      for (int i = graph.length(thread) - 1; i >= 0; i--) {
        int event = graph.event(thread, i);
        order.addAll(event, after);
        after[event >>> 6] |= 1L << event;
      }
    }
    return order;
  }

  /** Reads-from: each write before the reads that take its value. */
  public Relation readsFrom() {
    Relation readsFrom = none();
    for (int read = reads.next(0); read >= 0; read = reads.next(read + 1)) {
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
      long[] after = new long[words];
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
    for (int read = reads.next(0); read >= 0; read = reads.next(read + 1)) {
      if (graph.source(read) >= 0) {
        fromReads.addRow(read, coherence, graph.source(read));
      }
    }
    return fromReads;
  }

  /** The pairs whose events are of one thread. */
  public Relation internal(Relation relation) {
    return relation.within(threadOf, members);
  }

  /** The pairs whose events are not of one thread; initial writes are of no thread. */
  public Relation external(Relation relation) {
    return relation.minus(internal(relation));
  }

  /** The pairs whose events access one cell. */
  public Relation sameLocation(Relation relation) {
    Relation result = none();
    for (int from = 0; from < size; from++) {
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
    Relation rmw = none();
    for (int read = reads.next(0); read >= 0; read = reads.next(read + 1)) {
      if (graph.partner(read) >= 0) {
        rmw.add(read, graph.partner(read));
      }
    }
    return rmw;
  }

  /** Address dependencies, from reads. */
  public Relation address() {
    Relation dependency = none();
    for (int event = 0; event < size; event++) {
      addColumn(dependency, graph.addressDependency(event), event);
    }
    return dependency;
  }

  /** Data dependencies, from reads to writes. */
  public Relation data() {
    Relation dependency = none();
    for (int event = 0; event < size; event++) {
      addColumn(dependency, graph.dataDependency(event), event);
    }
    return dependency;
  }

  /** Control dependencies, from reads to all events in the arms that they decided about. */
  public Relation control() {
    Relation dependency = none();
    for (int event = 0; event < size; event++) {
      addColumn(dependency, graph.controlDependency(event), event);
    }
    return dependency;
  }

  private static void addColumn(Relation relation, EventSet from, int to) {
    for (int event = from.next(0); event >= 0; event = from.next(event + 1)) {
      relation.add(event, to);
    }
  }
}
