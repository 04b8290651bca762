package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.property.Property;

/**
 * What may come out of a harness, by the checker.
 *
 * @param form how the program is written, which names the machine as well
 * @param outcomes those that the checker speaks of; what is not listed must not occur
 * @param standing whether anything bad is among them
 */
record Outcomes(Form form, ImmutableList<Outcome> outcomes, Standing standing) {
  /** Every property was evaluated and none failed. */
  static final String HOLDS = "holds";

  /** Some actor gave up, and nothing proves that it would have waited for ever. */
  static final String STUCK = "stuck";

  /** An assume() or a filter left this run out. */
  static final String ASSUMPTION = "left out";

  /** An access through a pointer to nothing, or a division by zero. */
  static final String BAD_ACCESS = "bad-access";

  /** Some actor waits for what never comes, and no CPU has halted. */
  static final String DEADLOCK = "deadlock";

  /** Several CPUs came to faults, none of which is known to happen alone. */
  static final String SEVERAL_FAULTS = "several faults";

  /** Identities of the outcomes that are allowed. */
  ImmutableSet<String> allowed() {
    return outcomes.stream()
        .filter(outcome -> outcome.expect() != Expect.FORBIDDEN)
        .map(Outcome::id)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether the model is one that the checker proves. */
  enum Standing {
    PROVEN,
    /** What should not happen can. */
    WEAK
  }

  /** How a run takes an outcome. */
  enum Expect {
    ACCEPTABLE,
    ACCEPTABLE_INTERESTING,
    FORBIDDEN
  }

  /**
   * An outcome.
   *
   * @param id as the arbiter writes it
   * @param why a sentence
   */
  record Outcome(String id, Expect expect, String why) {}

  /** The outcome in which a FINALLY fails. */
  static String failed(Property.Finally property) {
    return "finally " + property.name();
  }
}
