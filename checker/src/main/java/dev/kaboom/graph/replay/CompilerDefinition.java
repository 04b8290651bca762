package dev.kaboom.graph.replay;

import dev.kaboom.graph.Event;
import dev.kaboom.graph.Tag;
import java.util.function.IntPredicate;

/**
 * Compiler-preserved program order written out (docs/semantics.md, "cppo"): what a C compiler
 * leaves in the order of the source, and what a handler's coming or return stands between.
 */
final class CompilerDefinition {
  private CompilerDefinition() {}

  static Pairs kept(GraphView graph) {
    Pairs po = graph.po;
    IntPredicate barrier = event -> isBarrier(graph, event);
    IntPredicate holdsLater = barrier.or(graph.any(Tag.ACQUIRE, Tag.FULL));
    IntPredicate holdsEarlier = barrier.or(graph.any(Tag.RELEASE, Tag.FULL));
    Pairs marked = po.from(graph::isMarked).to(graph::isMarked);
    return marked.or(
        po.from(holdsLater),
        po.to(holdsEarlier),
        graph.sameLocation(po),
        graph.apart(po),
        graph.addr,
        graph.data,
        graph.ctrl.to(graph::isWrite));
  }

  /** Whether it is a barrier to the compiler: also an RMW that returns a value, and a lock. */
  private static boolean isBarrier(GraphView graph, int index) {
    Event event = graph.event(index);
    boolean lock =
        event.has(Tag.LOCK_READ)
            || event.has(Tag.LOCK_WRITE)
            || event.has(Tag.LOCK_FAIL)
            || event.has(Tag.UNLOCK);
    return !event.isAccess() || lock || (event.has(Tag.RMW) && returns(graph, event));
  }

  private static boolean returns(GraphView graph, Event half) {
    boolean silentRead = half.partner() >= 0 && graph.event(half.partner()).has(Tag.NORETURN);
    return !half.has(Tag.NORETURN) && !silentRead;
  }
}
