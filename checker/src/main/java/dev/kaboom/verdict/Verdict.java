package dev.kaboom.verdict;

/** The answer to a check. */
public sealed interface Verdict {
  /** {@code holds}, {@code violated} or {@code inconclusive}. */
  String label();

  /** Every execution was looked at, and all is well. */
  record Holds() implements Verdict {
    @Override
    public String label() {
      return "holds";
    }
  }

  /**
   * Some execution is wrong. Where no single execution shows it (an EXISTS that no state
   * satisfies), the trace is empty and so is the schedule.
   */
  record Violated(Violation violation, Trace trace, Schedule schedule) implements Verdict {
    @Override
    public String label() {
      return "violated";
    }
  }

  /** The search ended early; {@code reason} says at which limit and what to do. */
  record Inconclusive(String reason) implements Verdict {
    @Override
    public String label() {
      return "inconclusive";
    }
  }
}
