package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;

/**
 * Accesses that took effect in another order than the source has them.
 *
 * @param context whose accesses they are: {@code CPU(0)}
 * @param cells the variables that were accessed
 * @param cycle for an execution graph the variables of all edges of program order on its cycle;
 *     empty for an interleaving
 * @param witnesses other contexts' functions that access them
 */
public record Reordering(
    String context,
    ImmutableSortedSet<String> cells,
    ImmutableSortedSet<String> cycle,
    ImmutableList<Witness> witnesses) {
  /** Whether these and the others, of another context, are two halves of a cycle. */
  public boolean meets(Reordering other) {
    return sameVariables(other) && !context.equals(other.context);
  }

  /** Whether the same variables are out of order, on whatever context. */
  public boolean sameVariables(Reordering other) {
    return (cycle.isEmpty() || other.cycle.isEmpty())
        ? cells.equals(other.cells)
        : cycle.equals(other.cycle);
  }
}
