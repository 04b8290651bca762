package dev.kaboom.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a graph without its reads-from and its coherence order: the basic sets,
 * program order, dependencies, the halves of RMWs. A search meets the same shape many times, since
 * most of its choices are about the other two.
 */
public final class GraphShape {
  private final int size;
  private final int words;
  private final int[][] program;
  private final EventKind[] kinds;
  private final int[] threadOf;
  private final int[] tagsOf;
  private final int[] locationOf;
  private final int[] partnerOf;
  private final EventSet[] addressOf;
  private final EventSet[] dataOf;
  private final EventSet[] controlOf;
  private final long[][] tagged = new long[Tag.values().length][];
  private final long[][] members;
  private final EventSet[] threadEvents;
  private final EventSet all;
  private final EventSet reads;
  private final EventSet writes;
  private final int tags;
  private @Nullable Relation programOrder;
  private @Nullable Relation address;
  private @Nullable Relation data;
  private @Nullable Relation control;
  private @Nullable Relation rmw;

  /** The shape that the graph has now. */
  GraphShape(ExecutionGraph graph) {
    size = graph.size();
    words = (size + 63) >>> 6;
    program = program(graph);
    kinds = new EventKind[size];
    threadOf = new int[size];
    tagsOf = new int[size];
    locationOf = new int[size];
    partnerOf = new int[size];
    addressOf = new EventSet[size];
    dataOf = new EventSet[size];
    controlOf = new EventSet[size];
    members = new long[program.length][words];
    long[] readers = new long[words];
    long[] writers = new long[words];
    long[] everyone = new long[words];
    for (int event = 0; event < size; event++) {
      copy(graph, event);
      include(everyone, event);
      if (graph.isRead(event)) {
        include(readers, event);
      } else if (graph.isWrite(event)) {
        include(writers, event);
      }
      if (threadOf[event] >= 0) {
        include(members[threadOf[event]], event);
      }
    }
    threadEvents = new EventSet[program.length];
    Arrays.setAll(threadEvents, thread -> EventSet.ofWords(members[thread], 0, words));
    tags = mark();
    all = EventSet.ofWords(everyone, 0, words);
    reads = EventSet.ofWords(readers, 0, words);
    writes = EventSet.ofWords(writers, 0, words);
  }

  private static int[][] program(ExecutionGraph graph) {
    int[][] program = new int[graph.threads()][];
    for (int thread = 0; thread < program.length; thread++) {
      program[thread] = new int[graph.length(thread)];
      for (int i = 0; i < program[thread].length; i++) {
        program[thread][i] = graph.event(thread, i);
      }
    }
    return program;
  }

  private static void include(long[] row, int event) {
    row[event >>> 6] |= 1L << event;
  }

  private void copy(ExecutionGraph graph, int event) {
    kinds[event] = graph.kind(event);
    threadOf[event] = graph.thread(event);
    tagsOf[event] = graph.tags(event);
    locationOf[event] = graph.location(event);
    partnerOf[event] = graph.partner(event);
    addressOf[event] = graph.addressDependency(event);
    dataOf[event] = graph.dataDependency(event);
    controlOf[event] = graph.controlDependency(event);
  }

  private int mark() {
    int any = 0;
    for (int event = 0; event < size; event++) {
      any |= tagsOf[event];
      for (int rest = tagsOf[event]; rest != 0; rest &= rest - 1) {
        int tag = Integer.numberOfTrailingZeros(rest);
        if (tagged[tag] == null) {
          tagged[tag] = new long[words];
        }
        include(tagged[tag], event);
      }
    }
    return any;
  }

  /** A number that graphs of one shape have in common. */
  static int hash(ExecutionGraph graph) {
    int hash = graph.size();
    for (int event = 0; event < graph.size(); event++) {
      hash = 31 * hash + graph.thread(event);
      hash = 31 * hash + graph.tags(event);
      hash = 31 * hash + graph.location(event);
    }
    return hash;
  }

  /** Whether the graph has this shape. */
  boolean isOf(ExecutionGraph graph) {
    if (size != graph.size() || !hasProgramOf(graph)) {
      return false;
    }
    for (int event = 0; event < size; event++) {
      if (tagsOf[event] != graph.tags(event)
          || locationOf[event] != graph.location(event)
          || partnerOf[event] != graph.partner(event)
          || kinds[event] != graph.kind(event)
          || !addressOf[event].equals(graph.addressDependency(event))
          || !dataOf[event].equals(graph.dataDependency(event))
          || !controlOf[event].equals(graph.controlDependency(event))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasProgramOf(ExecutionGraph graph) {
    for (int thread = 0; thread < program.length; thread++) {
      int[] events = program[thread];
      if (events.length != graph.length(thread)) {
        return false;
      }
      for (int i = 0; i < events.length; i++) {
        if (events[i] != graph.event(thread, i)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The number of events. */
  int size() {
    return size;
  }

  /** All events. */
  EventSet all() {
    return all;
  }

  /** All events that read. */
  EventSet reads() {
    return reads;
  }

  /** All events that write. */
  EventSet writes() {
    return writes;
  }

  /** All events of the thread. */
  EventSet ofThread(int thread) {
    return threadEvents[thread];
  }

  /** The tags of all events, as the union of their bits. */
  int tags() {
    return tags;
  }

  /** All events that carry the tag. */
  EventSet tagged(Tag tag) {
    long[] row = tagged[tag.index()];
    return row == null ? EventSet.EMPTY : EventSet.ofWords(row, 0, words);
  }

  /** The pairs whose events are of one thread. */
  Relation internal(Relation relation) {
    return relation.within(threadOf, members);
  }

  /** Program order: each event before all later ones of its thread. */
  Relation programOrder() {
    if (programOrder == null) {
      programOrder = Relation.empty(size);
      for (int[] events : program) {
        long[] after = new long[words];
        for (int i = events.length - 1; i >= 0; i--) {
          programOrder.addAll(events[i], after);
          include(after, events[i]);
        }
      }
    }
    return programOrder;
  }

  /** The two halves of each RMW that wrote. */
  Relation rmw() {
    if (rmw == null) {
      rmw = Relation.empty(size);
      for (int read = reads.next(0); read >= 0; read = reads.next(read + 1)) {
        if (partnerOf[read] >= 0) {
          rmw.add(read, partnerOf[read]);
        }
      }
    }
    return rmw;
  }

  /** Address dependencies, from reads. */
  Relation address() {
    if (address == null) {
      address = transposed(addressOf);
    }
    return address;
  }

  /** Data dependencies, from reads to writes. */
  Relation data() {
    if (data == null) {
      data = transposed(dataOf);
    }
    return data;
  }

  /** Control dependencies, from reads to all events in the arms that they decided about. */
  Relation control() {
    if (control == null) {
      control = transposed(controlOf);
    }
    return control;
  }

  private static Relation transposed(EventSet[] columns) {
    Relation relation = Relation.empty(columns.length);
    for (int to = 0; to < columns.length; to++) {
      for (int from = columns[to].next(0); from >= 0; from = columns[to].next(from + 1)) {
        relation.add(from, to);
      }
    }
    return relation;
  }
}
