package dev.kaboom.memory;

import dev.kaboom.graph.EventSet;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.RelationRows;
import dev.kaboom.graph.Tag;
import java.util.Arrays;

/**
 * The axioms of {@link KernelPropagation}, acyclic hb and acyclic pb, in rows that are reused from
 * graph to graph: for graphs of marked accesses in which no dependency is carried through memory
 * and locks hand nothing on but what cumul-fence says. These are most of all graphs, and where the
 * relation algebra makes some fifty matrices for one, this makes none.
 *
 * <p>With no plain access, {@code [Marked]} can be left out everywhere. Initial writes have no
 * predecessor in any relation, so that they are on no cycle and are left out too.
 */
final class PropagationCheck {
  /** Whether chains of RMWs keep a cumulative fence's order ({@code rmw-sequence}). */
  private final boolean throughRmws;

  private final RelationRows co = new RelationRows();
  private final RelationRows rfe = new RelationRows();
  private final RelationRows cumulFence = new RelationRows();
  private final RelationRows overwrites = new RelationRows();
  private final RelationRows prop = new RelationRows();
  private final RelationRows hb = new RelationRows();
  private final RelationRows behind = new RelationRows();
  private final RelationRows pb = new RelationRows();
  private int[] nextRmw = new int[0];

  PropagationCheck(boolean throughRmws) {
    this.throughRmws = throughRmws;
  }

  /** Whether the graph is one of those that {@link #holds} understands. */
  static boolean knows(KernelShape shape, ExecutionGraph graph) {
    if (!shape.plain.isEmpty() || shape.events.has(Tag.AFTER_UNLOCK_LOCK)) {
      return false;
    }
    for (int event = 0; event < graph.size(); event++) {
      if (graph.isRead(event) && readsDependentWrite(graph, event, graph.source(event))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the read takes a value from its own thread that depends on other reads. */
  static boolean readsDependentWrite(ExecutionGraph graph, int read, int write) {
    return write >= 0
        && graph.thread(write) == graph.thread(read)
        && !(graph.addressDependency(write).isEmpty() && graph.dataDependency(write).isEmpty());
  }

  /** Whether hb and pb are acyclic. */
  boolean holds(KernelShape shape, ExecutionGraph graph) {
    int size = graph.size();
    rfe.clear(size);
    overwrites.clear(size);
    cumulFence.assign(shape.cumulFence);
    hb.assign(shape.forward);
    cohere(graph);
    follow(shape, graph);
    if (throughRmws) {
      throughRmws(graph);
    }
    cumulFence.close();
    propagate();
    propagateWithin(shape, graph);
    return hb.isAcyclic()
        && (shape.strongFence.isEmpty() || propagatesBefore(shape.strongFence, size));
  }

  private void cohere(ExecutionGraph graph) {
    co.clear(graph.size());
    for (int location = 0; location < graph.locations(); location++) {
      for (int index = graph.writes(location) - 2; index >= 0; index--) {
        int write = graph.write(location, index);
        int later = graph.write(location, index + 1);
        co.addRow(write, co, later);
        co.add(write, later);
      }
    }
  }

  /** Sorts what each event overwrites into that of its own thread and others, and reads-from. */
  private void follow(KernelShape shape, ExecutionGraph graph) {
    for (int event = 0; event < graph.size(); event++) {
      int thread = graph.thread(event);
      int write = graph.isRead(event) ? graph.source(event) : event;
      if (thread < 0 || write < 0 || !(graph.isRead(event) || graph.isWrite(event))) {
        continue;
      }
      EventSet own = shape.events.ofThread(thread);
      hb.addRow(event, co, write, own, true);
      overwrites.addRow(event, co, write, own, false);
      if (write != event && graph.thread(write) >= 0 && graph.thread(write) != thread) {
        external(shape, graph, write, event);
      }
    }
  }

  private void external(KernelShape shape, ExecutionGraph graph, int write, int read) {
    rfe.add(write, read);
    hb.add(write, read);
    cumulFence.addRow(write, shape.releasing, read);
    if (graph.has(read, Tag.LOCK_READ) && graph.has(write, Tag.UNLOCK)) {
      Relation po = shape.order.po;
      int thread = graph.thread(write);
      for (int i = 0; graph.event(thread, i) != write; i++) {
        cumulFence.addRow(graph.event(thread, i), po, read);
      }
    }
  }

  /** {@code cumul-fence ; rmw-sequence?}: a write is read by at most one RMW that writes. */
  private void throughRmws(ExecutionGraph graph) {
    int size = graph.size();
    if (nextRmw.length < size) {
      nextRmw = new int[2 * size];
    }
    Arrays.fill(nextRmw, 0, size, -1);
    boolean any = false;
    for (int event = 0; event < size; event++) {
      if (graph.isRead(event) && graph.partner(event) >= 0 && graph.source(event) >= 0) {
        nextRmw[graph.source(event)] = graph.partner(event);
        any = true;
      }
    }
    for (int from = 0; any && from < size; from++) {
      for (int to = cumulFence.next(from, 0); to >= 0; to = cumulFence.next(from, to + 1)) {
        for (int rmw = nextRmw[to]; rmw >= 0; rmw = nextRmw[rmw]) {
          cumulFence.add(from, rmw);
        }
      }
    }
  }

  /** {@code prop = (overwrite & ext)? ; cumul-fence* ; rfe?}, with cumul-fence made transitive. */
  private void propagate() {
    cumulFence.addIdentity();
    cumulFence.addThen(cumulFence, rfe);
    prop.assign(cumulFence);
    prop.addThen(overwrites, cumulFence);
  }

  /** {@code (prop \ id) & int} into hb. */
  private void propagateWithin(KernelShape shape, ExecutionGraph graph) {
    for (int event = 0; event < graph.size(); event++) {
      if (graph.thread(event) >= 0) {
        hb.addRow(event, prop, event, shape.events.ofThread(graph.thread(event)), true);
        hb.remove(event, event);
      }
    }
  }

  /** Whether {@code pb = prop ; strong-fence ; hb*} is acyclic. */
  private boolean propagatesBefore(Relation strongFence, int size) {
    hb.close();
    behind.assign(strongFence);
    behind.addThen(behind, hb);
    pb.clear(size);
    pb.addThen(prop, behind);
    return pb.isAcyclic();
  }
}
