package dev.kaboom.graph;

/**
 * Where the values of a graph come from. A read takes its value from a write, and a write from the
 * reads that its value and its address depend on; where that goes round in a circle, nothing
 * determines the value.
 *
 * <p>Such values come from guessed reads only. herd7 keeps an unresolved symbol for them; so do we
 * ({@link Operand#UNDETERMINED}), and a circle of definite values is no execution.
 */
final class ValueFlow {
  private ValueFlow() {}

  /** Whether every definite value of the graph comes from outside of circles. */
  static boolean isFounded(ExecutionGraph graph) {
    for (int event = 0; event < graph.size(); event++) {
      if (graph.isRead(event) && closesCircle(graph, event)) {
        return circlesAreUndetermined(graph);
      }
    }
    return true;
  }

  /** Whether the read may be where a circle goes back: it reads a later write that depends. */
  private static boolean closesCircle(ExecutionGraph graph, int read) {
    int write = graph.source(read);
    return write > read
        && !(graph.dataDependency(write).isEmpty() && graph.addressDependency(write).isEmpty());
  }

  private static boolean circlesAreUndetermined(ExecutionGraph graph) {
    GraphRelations relations = new GraphRelations(graph);
    Relation flow = relations.readsFrom().union(relations.data()).union(relations.address()).plus();
    for (int event = 0; event < graph.size(); event++) {
      if (flow.contains(event, event) && graph.value(event) != Operand.UNDETERMINED) {
        return false;
      }
    }
    return true;
  }
}
