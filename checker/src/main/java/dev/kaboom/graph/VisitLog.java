package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry into or return from a handler, and through {@link #earlier} those before it on its CPU.
 *
 * @param context the handler that came, or -1 for a return
 * @param place how many events the CPU had in program order
 * @param ahead whether the compiler had put something off that was to come before these
 */
record VisitLog(@Nullable VisitLog earlier, int context, int place, boolean ahead) {
  static final int RETURN = -1;

  /** The same with another handler as the one that came last. */
  VisitLog servedBy(int servant) {
    return new VisitLog(earlier, servant, place, ahead);
  }

  /** Whether some handler found something put off. */
  static boolean someAhead(@Nullable VisitLog last) {
    for (VisitLog log = last; log != null; log = log.earlier()) {
      if (log.ahead()) {
        return true;
      }
    }
    return false;
  }

  /** The handlers that came on the CPU, in the order in which they did. */
  static ImmutableList<Visit> visits(@Nullable VisitLog last, int cpu) {
    Deque<VisitLog> forwards = new ArrayDeque<>();
    for (VisitLog log = last; log != null; log = log.earlier()) {
      forwards.addFirst(log);
    }
    List<Visit> visits = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (VisitLog log : forwards) {
      if (log.context() == RETURN) {
        int index = open.removeLast();
        Visit visit = visits.get(index);
        visits.set(
            index,
            new Visit(
                cpu, visit.context(), visit.depth(), visit.from(), log.place(), visit.ahead()));
      } else {
        open.addLast(visits.size());
        visits.add(new Visit(cpu, log.context(), open.size(), log.place(), -1, log.ahead()));
      }
    }
    return ImmutableList.copyOf(visits);
  }
}
