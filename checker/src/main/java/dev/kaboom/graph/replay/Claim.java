package dev.kaboom.graph.replay;

import dev.kaboom.verdict.Violation;

/** What an execution graph is said to show. */
public sealed interface Claim {
  /** The litmus condition's proposition is true, or false, at the end. */
  record Proposition(boolean holds) implements Claim {}

  /** The violation: a failed check, a false FINALLY, a flag, threads that wait for ever. */
  record Shows(Violation violation) implements Claim {}
}
