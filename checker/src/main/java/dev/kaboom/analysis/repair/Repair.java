package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.Expectations.Case;
import java.nio.file.Path;

/**
 * Changes after which every property holds.
 *
 * @param cost the sum of what the changes cost
 * @param changes what is done, each in a few words
 * @param texts the changed files
 * @param diff against the model's files, as {@code kaboom patch} takes it
 * @param verified the checks under which the changed model holds
 * @param breaks checks of other variants that hold without the repair and not with it
 * @param unknown checks of other variants that were not answered with the repair
 */
public record Repair(
    int cost,
    ImmutableList<String> changes,
    ImmutableMap<Path, String> texts,
    String diff,
    ImmutableList<Case> verified,
    ImmutableList<Case> breaks,
    ImmutableList<Case> unknown) {
  Repair with(ImmutableList<Case> broken, ImmutableList<Case> notKnown) {
    return new Repair(cost, changes, texts, diff, verified, broken, notKnown);
  }
}
