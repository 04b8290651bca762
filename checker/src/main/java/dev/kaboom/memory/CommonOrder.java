package dev.kaboom.memory;

import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Relation;
import dev.kaboom.graph.RelationRows;
import dev.kaboom.graph.Tag;

/**
 * {@link KernelExecution#isOrdered} for the many graphs for which no relation has to be made.
 *
 * <p>The part that depends on the shape is there ({@link KernelShape#forward}). For coherence and
 * from-reads, pairs of neighbours are enough, since the rest follows from these; a sequence of RMWs
 * is part of coherence. What is left is reads-from.
 */
final class CommonOrder {
  private final RelationRows order = new RelationRows();

  /**
   * Whether all pairs of which hb and pb are made have a total order in common.
   *
   * @param graph as {@link PropagationCheck#knows} knows it, but for plain accesses
   */
  boolean exists(KernelShape shape, ExecutionGraph graph) {
    order.assign(shape.forward);
    for (int location = 0; location < graph.locations(); location++) {
      for (int index = 1; index < graph.writes(location); index++) {
        order.add(graph.write(location, index - 1), graph.write(location, index));
      }
    }
    for (int event = 0; event < graph.size(); event++) {
      if (graph.isRead(event) && graph.source(event) >= 0) {
        read(shape, graph, event);
      }
    }
    return order.isAcyclic();
  }

  private void read(KernelShape shape, ExecutionGraph graph, int read) {
    int write = graph.source(read);
    int next = graph.coherenceIndex(write) + 1;
    int location = graph.location(read);
    if (next < graph.writes(location)) {
      order.add(read, graph.write(location, next));
    }
    if (graph.thread(write) >= 0 && graph.thread(write) != graph.thread(read)) {
      order.add(write, read);
      if (graph.has(read, Tag.LOCK_READ) && graph.has(write, Tag.UNLOCK)) {
        handOver(graph, write, read, shape.order.po);
      }
    }
  }

  /** {@code po ; [UL] ; rf ; [LKR] ; po}. */
  private void handOver(ExecutionGraph graph, int unlock, int lock, Relation po) {
    int thread = graph.thread(unlock);
    for (int i = 0; graph.event(thread, i) != unlock; i++) {
      order.addRow(graph.event(thread, i), po, lock);
    }
  }
}
