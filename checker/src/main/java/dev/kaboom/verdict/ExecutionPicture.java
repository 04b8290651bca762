package dev.kaboom.verdict;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * One execution graph as reports show it.
 *
 * @param subject why it is shown
 * @param title what it shows, for an example; "" for a violation, which has its own title
 * @param trace its events in an order that keeps program order; in all of po, rf, co and fr where
 *     these have no cycle
 * @param edges program order, coherence and from-reads from each event to the next, and reads-from
 * @param cycle the edges that {@code forbidding} forbids together, each ending where the next
 *     begins; empty if there is no such cycle
 * @param forbidding label of the machine that forbids the cycle, or ""
 * @param cause what of program order the violated machine does not keep, a sentence
 * @param summary the same in a few words, or ""
 * @param remedy what would forbid the execution, a sentence; "" if nothing was found
 * @param litmus the litmus test of the execution, or a comment that says why there is none
 */
public record ExecutionPicture(
    Subject subject,
    String title,
    Trace trace,
    ImmutableList<Edge> edges,
    ImmutableList<CycleEdge> cycle,
    String forbidding,
    String cause,
    String summary,
    String remedy,
    String litmus) {
  /** Why an execution is shown. */
  public enum Subject {
    /** It is the violation. */
    VIOLATION,
    /** It satisfies the condition of a test that only asks. */
    EXAMPLE
  }

  /** The relation that an edge belongs to. */
  public enum Kind {
    /** Program order. */
    PO,
    /** Reads-from. */
    RF,
    /** Coherence. */
    CO,
    /** From-reads: a read before the write that overwrites what it read. */
    FR;

    /** {@code po}, {@code rf}, {@code co} or {@code fr}. */
    public String label() {
      return switch (this) {
        case PO -> "po";
        case RF -> "rf";
        case CO -> "co";
        case FR -> "fr";
      };
    }
  }

  /**
   * A pair of a relation.
   *
   * @param from index of a step of the trace, or -1 for the initial write of {@code location}
   * @param to index of a step of the trace
   * @param location index of the cell; -1 for program order
   */
  public record Edge(int from, int to, Kind kind, int location) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Edge edge
          && from == edge.from
          && to == edge.to
          && kind == edge.kind
          && location == edge.location;
    }

    /** Written out for the reason that {@link dev.kaboom.program.ValueType#equals} has. */
    @Override
    public int hashCode() {
      return (((((31 * from) + to) * 31) + kind.hashCode()) * 31) + location;
    }
  }

  /** What a machine makes of an edge of a cycle. */
  public enum Standing {
    /** The machine keeps it. */
    KEPT,
    /** The machine keeps it for the two accesses, but not strongly enough to forbid the cycle. */
    WEAK,
    /** The machine does not keep it. */
    RELAXED
  }

  /**
   * An edge of the cycle.
   *
   * @param note what keeps it, or why nothing does; "" for communication between CPUs
   */
  public record CycleEdge(Edge edge, Standing standing, String note) {}
}
