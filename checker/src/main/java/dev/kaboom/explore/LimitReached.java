package dev.kaboom.explore;

import dev.kaboom.explore.SearchResult.End;
import org.jspecify.annotations.Nullable;

/** Ends the search for livelocks from within; never leaves the package. */
final class LimitReached extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final End end;

  LimitReached(End end) {
    super(end.name(), null, false, false);
    this.end = end;
  }

  End end() {
    return end;
  }

  /** Ends the search if its time is up. */
  static void at(Clock clock, StoredGraph graph) {
    @Nullable End end = clock.look(graph.states(), graph.states());
    if (end != null) {
      throw new LimitReached(end);
    }
  }

  /** Ends the search for lack of memory unless {@code fits}. */
  static void unless(boolean fits) {
    if (!fits) {
      throw new LimitReached(End.MEMORY);
    }
  }
}
