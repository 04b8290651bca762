package dev.kaboom.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was derived from the shapes of the graphs that a search has met last. Direct-mapped: a shape
 * replaces the one that is in its place. Large graphs have fewer places, so that all together stay
 * within a few megabytes.
 *
 * @param <T> what is derived from a graph's shape, and from nothing else of the graph
 */
public final class ShapeCache<T> {
  private static final int PLACES = 256;

  private final Function<GraphRelations, T> derive;
  private final List<@Nullable Entry<T>> entries =
      new ArrayList<>(Collections.nCopies(PLACES, null));

  private record Entry<T>(GraphShape shape, T derived) {}

  public ShapeCache(Function<GraphRelations, T> derive) {
    this.derive = derive;
  }

  /** What is derived from the shape of the graph. */
  public T of(ExecutionGraph graph) {
    int hash = GraphShape.hash(graph);
    int places = Math.max(1, PLACES >>> (2 * (graph.size() >>> 6)));
    int place = (hash ^ (hash >>> 15)) & (places - 1);
    Entry<T> found = entries.get(place);
    if (found == null || !found.shape().isOf(graph)) {
      GraphShape shape = new GraphShape(graph);
      found = new Entry<>(shape, derive.apply(new GraphRelations(graph, shape)));
      entries.set(place, found);
    }
    return found.derived();
  }
}
