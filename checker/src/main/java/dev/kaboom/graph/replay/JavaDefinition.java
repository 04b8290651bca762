package dev.kaboom.graph.replay;

import com.google.common.collect.Collections2;
import dev.kaboom.graph.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Java's access modes written out as jam21.cat has them (Liu, Bender, Palsberg, "Compiling volatile
 * correctly in Java", ECOOP 2022), with the exceptions that docs/jvm.md names: the pairs of
 * coherence that visibility demands, for one total order of the pushes.
 *
 * <p>That order is found by sorting and then judged by the definition alone. Where none is found
 * and the pushes are few, all their orders are judged.
 */
final class JavaDefinition {
  private static final int TRIED_MAX = 4;

  private final GraphView graph;
  private final Pairs poLoc;
  private final Pairs push;
  private final Pairs into;

  /** What visibility contains whatever the order of the pushes. */
  private final Pairs visible;

  JavaDefinition(GraphView graph) {
    this.graph = graph;
    poLoc = graph.sameLocation(graph.po);
    push = push();
    into = push.or(ra(), svo());
    visible = into.or(graph.rf, graph.rmw);
  }

  /** CoWW, CoWR, CoRW and that no read is of the future of its cell; CoRR is for opaque reads. */
  static boolean isCoherent(GraphView graph, Pairs poLoc) {
    Pairs readThenRead = poLoc.from(graph::isRead).to(graph::isRead);
    Pairs communication = graph.co.or(graph.rf, graph.fr, graph.co.then(graph.rf));
    return poLoc.without(readThenRead).then(communication).isIrreflexive();
  }

  private IntPredicate reading(Tag... tags) {
    return event -> graph.isRead(event) && graph.any(tags).test(event);
  }

  private IntPredicate writing(Tag... tags) {
    return event -> graph.isWrite(event) && graph.any(tags).test(event);
  }

  private boolean isOpaque(int event) {
    return graph.isAccess(event) && !graph.isPlain(event);
  }

  /** Before and behind full fences; a fully ordered RMW has one on either side. */
  private Pairs push() {
    IntPredicate fences =
        graph.any(
            Tag.MB, Tag.BEFORE_ATOMIC, Tag.AFTER_ATOMIC, Tag.AFTER_SPINLOCK, Tag.AFTER_UNLOCK_LOCK);
    Pairs po = graph.po;
    Pairs before = po.to(reading(Tag.FULL)).then(po.optional());
    Pairs behind = po.optional().to(writing(Tag.FULL)).then(po);
    return graph.across(fences).or(before, behind).from(graph::isAccess).to(graph::isAccess);
  }

  private Pairs ra() {
    Pairs released = graph.po.to(writing(Tag.RELEASE, Tag.FULL));
    return released.or(graph.po.from(reading(Tag.ACQUIRE, Tag.FULL)));
  }

  private Pairs svo() {
    IntPredicate load = event -> graph.isRead(event) && !graph.event(event).has(Tag.NORETURN);
    Pairs stores = graph.across(graph.any(Tag.WMB)).from(graph::isWrite).to(graph::isWrite);
    return stores.or(graph.across(graph.any(Tag.RMB)).from(load).to(load));
  }

  /** The axiom that the graph breaks, if any; coherence apart. */
  Optional<String> brokenAxiom() {
    Pairs opaqueOrder = graph.po.from(this::isOpaque).to(this::isOpaque);
    if (!visible.or(opaqueOrder).isAcyclic()) {
      return Optional.of("no-thin-air");
    }
    return isAllowed() ? Optional.empty() : Optional.of("visibility");
  }

  private boolean isAllowed() {
    List<Integer> pushes = new ArrayList<>();
    IntStream.range(0, graph.size)
        .filter(event -> IntStream.range(0, graph.size).anyMatch(to -> push.contains(event, to)))
        .forEach(pushes::add);
    Pairs before = visible.plus();
    List<Integer> sorted = sorted(pushes, before.or(demanded(before)));
    if (sorted.size() == pushes.size()) {
      return isAllowed(sorted);
    }
    return pushes.size() <= TRIED_MAX
        && Collections2.permutations(pushes).stream()
            .filter(order -> respects(order, before))
            .anyMatch(this::isAllowed);
  }

  /** Which push must come before which, for otherwise coherence would be broken. */
  private Pairs demanded(Pairs before) {
    Pairs overwritten = graph.co.or(graph.fr);
    return push.then(before.optional()).then(overwritten).then(before.optional());
  }

  /** The pushes in an order that respects the pairs; fewer of them where there is none. */
  private static List<Integer> sorted(List<Integer> pushes, Pairs before) {
    List<Integer> rest = new ArrayList<>(pushes);
    List<Integer> order = new ArrayList<>();
    Optional<Integer> next;
    do {
      next =
          rest.stream()
              .filter(q -> rest.stream().noneMatch(p -> before.contains(p, q)))
              .findFirst();
      next.ifPresent(order::add);
      next.ifPresent(rest::remove);
    } while (next.isPresent());
    return order;
  }

  private static boolean respects(List<Integer> order, Pairs before) {
    for (int first = 0; first < order.size(); first++) {
      for (int later = first + 1; later < order.size(); later++) {
        if (before.contains(order.get(later), order.get(first))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether coherence contains what visibility demands, with the pushes in this order. */
  private boolean isAllowed(List<Integer> order) {
    Pairs pushto =
        Pairs.where(
            graph.size,
            (a, b) ->
                order.contains(a) && order.contains(b) && order.indexOf(a) < order.indexOf(b));
    Pairs vo = visible.or(pushto.then(push)).plus().or(poLoc);
    Pairs invrf = graph.rf.inverse();
    Pairs opaqueReads = poLoc.from(this::isOpaque).to(this::isOpaque);
    Pairs corr = graph.rf.then(opaqueReads).then(invrf).from(this::isOpaque).to(this::isOpaque);
    Pairs demanded = vo.or(vo.then(invrf), vo.then(poLoc), corr);
    Pairs ofWrites = graph.sameLocation(demanded).from(graph::isWrite).to(graph::isWrite);
    return ofWrites.irreflexivePart().without(graph.co).isEmpty();
  }

  /** What the machine keeps of program order. */
  Pairs kept() {
    Pairs opaqueReads = poLoc.from(this::isOpaque).to(this::isOpaque);
    Pairs readThenRead = poLoc.from(graph::isRead).to(graph::isRead);
    return into.or(opaqueReads, poLoc.without(readThenRead)).plus().and(graph.po);
  }
}
