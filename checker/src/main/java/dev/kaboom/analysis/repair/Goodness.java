package dev.kaboom.analysis.repair;

import dev.kaboom.analysis.trial.Outcome;

/**
 * Whether a model is as it should be. What an {@code exists} of a litmus test asks for is taken to
 * be what must not happen, and so is every flag.
 */
final class Goodness {
  private Goodness() {}

  /** Whether every property holds and every EXISTS is reached. */
  static boolean good(Outcome outcome) {
    return outcome.holds() && !happens(outcome) && outcome.flags().isEmpty();
  }

  /** Whether something is known to be wrong. */
  static boolean wrong(Outcome outcome) {
    return outcome.violated() || happens(outcome) || !outcome.flags().isEmpty();
  }

  private static boolean happens(Outcome outcome) {
    return outcome.observation().equals("Sometimes");
  }

  /** What is wrong, the same text for the same wrong. */
  static String violation(Outcome outcome) {
    if (outcome.violated()) {
      return outcome.violation();
    }
    return happens(outcome)
        ? "the condition happens"
        : outcome.flags().isEmpty() ? outcome.reason() : "flag " + outcome.flags().first();
  }
}
