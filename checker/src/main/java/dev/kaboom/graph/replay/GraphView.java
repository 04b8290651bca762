package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The basic relations and sets of one graph, read off its plain data. */
final class GraphView {
  final Execution execution;
  final int size;
  final Pairs po;
  final Pairs rf;
  final Pairs co;
  final Pairs fr;
  final Pairs rmw;
  final Pairs addr;
  final Pairs data;
  final Pairs ctrl;
  private final int[] thread;
  private final int[] segment;

  GraphView(Execution execution) {
    this.execution = execution;
    size = execution.events().size();
    thread = new int[size];
    Arrays.fill(thread, -1);
    int[] place = new int[size];
    segment = new int[size];
    for (int i = 0; i < execution.programOrder().size(); i++) {
      List<Integer> order = execution.programOrder().get(i);
      for (int k = 0; k < order.size(); k++) {
        thread[order.get(k)] = i;
        place[order.get(k)] = k;
        segment[order.get(k)] = execution.segment(i, k);
      }
    }
    po =
        Pairs.where(
            size, (a, b) -> thread[a] >= 0 && thread[a] == thread[b] && place[a] < place[b]);
    rf = Pairs.where(size, (a, b) -> isRead(b) && event(b).source() == a);
    int[] inCoherence = new int[size];
    for (ImmutableList<Integer> writes : execution.coherence()) {
      for (int k = 0; k < writes.size(); k++) {
        inCoherence[writes.get(k)] = k;
      }
    }
    co =
        Pairs.where(
            size,
            (a, b) ->
                isWrite(a) && isWrite(b) && sameCell(a, b) && inCoherence[a] < inCoherence[b]);
    fr = rf.inverse().then(co);
    rmw = Pairs.where(size, (a, b) -> isRead(a) && event(a).partner() == b);
    addr = dependency(Event::address);
    data = dependency(Event::data);
    ctrl = dependency(Event::control);
  }

  private Pairs dependency(Function<Event, Iterable<Integer>> reads) {
    List<List<Integer>> of = new ArrayList<>();
    for (Event event : execution.events()) {
      List<Integer> row = new ArrayList<>();
      reads.apply(event).forEach(row::add);
      of.add(row);
    }
    return Pairs.where(size, (a, b) -> of.get(b).contains(a));
  }

  Event event(int index) {
    return execution.events().get(index);
  }

  boolean isRead(int event) {
    return event(event).kind() == EventKind.READ;
  }

  boolean isWrite(int event) {
    return event(event).kind() == EventKind.WRITE;
  }

  /** {@code M}. */
  boolean isAccess(int event) {
    return event(event).isAccess();
  }

  boolean isPlain(int event) {
    return event(event).has(Tag.PLAIN);
  }

  boolean isMarked(int event) {
    return !isPlain(event);
  }

  boolean sameCell(int a, int b) {
    return event(a).location() >= 0 && event(a).location() == event(b).location();
  }

  /** Whether the event carries one of the tags. */
  IntPredicate any(Tag... tags) {
    return event -> Arrays.stream(tags).anyMatch(tag -> event(event).has(tag));
  }

  Pairs none() {
    return Pairs.none(size);
  }

  /** {@code [set]}. */
  Pairs identity(IntPredicate set) {
    return Pairs.where(size, (a, b) -> a == b && set.test(a));
  }

  /** {@code r & int}. */
  Pairs internal(Pairs relation) {
    return Pairs.where(
        size, (a, b) -> relation.contains(a, b) && thread[a] >= 0 && thread[a] == thread[b]);
  }

  /** {@code r & ext}. */
  Pairs external(Pairs relation) {
    return relation.without(internal(relation));
  }

  /** {@code r & loc}. */
  Pairs sameLocation(Pairs relation) {
    return Pairs.where(size, (a, b) -> relation.contains(a, b) && sameCell(a, b));
  }

  /** The pairs of one thread between which a handler came or returned. */
  Pairs apart(Pairs relation) {
    return Pairs.where(size, (a, b) -> relation.contains(a, b) && segment[a] != segment[b]);
  }

  /** {@code fencerel(set)}. */
  Pairs across(IntPredicate set) {
    return po.to(set).then(po);
  }

  /** The read-side critical sections, each lock with its unlock, matched like parentheses. */
  Pairs sections() {
    Pairs found = none();
    for (ImmutableList<Integer> order : execution.programOrder()) {
      List<Integer> open = new ArrayList<>();
      for (int event : order) {
        if (event(event).has(Tag.RCU_LOCK)) {
          open.add(event);
        } else if (event(event).has(Tag.RCU_UNLOCK) && !open.isEmpty()) {
          int lock = open.remove(open.size() - 1);
          found = found.or(Pairs.where(size, (a, b) -> a == lock && b == event));
        }
      }
    }
    return found;
  }
}
