package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;

/**
 * What came of the search for a repair of one variant of a model.
 *
 * @param file the model, as the user named it
 * @param violated the checks that are to be repaired, each with what violates it
 * @param open checks that were inconclusive before and are left out
 * @param repairs the cheapest that were found, all of the same cost
 * @param undecided changes of which it is not known whether they are a repair
 * @param tried how many sets of changes were checked
 * @param end why the search ended
 */
public record RepairFindings(
    String file,
    Variant variant,
    ImmutableList<Wrong> violated,
    ImmutableList<Case> open,
    ImmutableList<Repair> repairs,
    ImmutableList<Undecided> undecided,
    int tried,
    End end) {
  RepairFindings with(ImmutableList<Repair> changed) {
    return new RepairFindings(file, variant, violated, open, changed, undecided, tried, end);
  }

  /** A check that does not hold. */
  public record Wrong(Case checked, String violation) {}

  /**
   * Changes after which some check ended early.
   *
   * @param open that check
   */
  public record Undecided(int cost, ImmutableList<String> changes, Case open) {}

  /** Why a search ended. */
  public enum End {
    /** There is nothing to repair. */
    HOLDS,
    /** Everything in reach that is as cheap was tried. */
    EXHAUSTED,
    /** Everything was tried, but of some changes it is not known whether they are enough. */
    UNDECIDED,
    /** There was no more time. */
    BUDGET
  }
}
