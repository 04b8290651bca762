package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;

/**
 * A place with everything that could be done there.
 *
 * @param key tells it from other places
 * @param remedies from the weakest to the strongest; where the strongest does not help, none does
 */
record Spot(String key, ImmutableList<Remedy> remedies) {
  Remedy strongest() {
    return remedies.get(remedies.size() - 1);
  }

  /** The least that anything costs here. */
  int cost() {
    return remedies.stream().mapToInt(Remedy::cost).min().orElse(0);
  }
}
