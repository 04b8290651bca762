package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.replay.Definitions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shortest cycle of an execution graph that a stronger machine forbids: of what that machine
 * keeps of program order, and communication between contexts (the critical cycles of Shasha and
 * Snir, "Efficient and correct execution of parallel programs that share memory", TOPLAS 1988).
 *
 * @param forbidding the machine: the weakest one that forbids such a cycle, so that its cycle says
 *     why that machine holds
 * @param links in order, each ending where the next begins
 */
record GraphCycle(Machine forbidding, ImmutableList<Link> links) {
  /** The cycle that tells the violated machine from a stronger one; empty if none does. */
  static Optional<GraphCycle> of(Execution execution, Machine violated, Compiler compiler) {
    return switch (violated) {
      case SC -> compiler == Compiler.SOURCE ? Optional.empty() : shortest(execution, Machine.SC);
      case TSO -> shortest(execution, Machine.SC);
      case LKMM, LKMM_6_1, JVM ->
          shortest(execution, Machine.TSO).or(() -> shortest(execution, Machine.SC));
    };
  }

  private static Optional<GraphCycle> shortest(Execution execution, Machine machine) {
    GraphLinks graph = new GraphLinks(execution);
    Definitions.Order kept = Definitions.of(machine, execution).keptProgramOrder();
    List<List<Link>> from = new ArrayList<>();
    execution.events().forEach(event -> from.add(new ArrayList<>()));
    for (Link link : graph.programOrder()) {
      boolean accesses =
          execution.events().get(link.from()).isAccess()
              && execution.events().get(link.to()).isAccess();
      if (accesses && kept.contains(link.from(), link.to())) {
        from.get(link.from()).add(link);
      }
    }
    graph.external().forEach(link -> from.get(link.from()).add(link));
    List<Link> best = List.of();
    for (int start = 0; start < from.size(); start++) {
      List<Link> found = through(start, from);
      if (!found.isEmpty() && (best.isEmpty() || found.size() < best.size())) {
        best = found;
      }
    }
    return best.isEmpty()
        ? Optional.empty()
        : Optional.of(new GraphCycle(machine, ImmutableList.copyOf(best)));
  }

  /** A shortest way from the event back to itself, breadth first; empty if there is none. */
  private static List<Link> through(int start, List<List<Link>> from) {
    @Nullable Link[] arrival = new @Nullable Link[from.size()];
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty() && arrival[start] == null) {
      for (Link link : from.get(open.removeFirst())) {
        if (arrival[link.to()] == null) {
          arrival[link.to()] = link;
          open.addLast(link.to());
        }
      }
    }
    Deque<Link> way = new ArrayDeque<>();
    Link last = arrival[start];
    while (last != null) {
      way.addFirst(last);
      last = last.from() == start ? null : arrival[last.from()];
    }
    return new ArrayList<>(way);
  }
}
