package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableSortedSet;

/**
 * Accesses that took effect in another order than the source has them.
 *
 * @param context whose accesses they are: {@code CPU(0)}
 * @param cells the variables that were accessed
 * @param cycle for an execution graph the variables of all edges of program order on its cycle;
 *     empty for an interleaving
 */
public record Reordering(
    String context, ImmutableSortedSet<String> cells, ImmutableSortedSet<String> cycle) {
  /** Whether another context's accesses to the same variables close the cycle with these. */
  public boolean meets(Reordering other) {
    boolean same =
        (cycle.isEmpty() || other.cycle.isEmpty())
            ? cells.equals(other.cells)
            : cycle.equals(other.cycle);
    return same && !context.equals(other.context);
  }
}
