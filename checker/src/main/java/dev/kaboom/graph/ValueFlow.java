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
    boolean backwards = false;
    for (int event = 0; event < graph.size() && !backwards; event++) {
      backwards = graph.isRead(event) && graph.source(event) > event;
    }
    return !backwards || circlesAreUndetermined(graph);
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
