package dev.kaboom.cli;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One line of the table of {@code kaboom bench}.
 *
 * @param tool "graphs", "states" or "auto" for Kaboom's engines, or a peer's name
 * @param expected what the count has to be; empty if the tool counts something else
 * @param count executions or states; empty if the tool gave no answer
 * @param ratio a peer's processor time by Kaboom's for the same case
 * @param problem why there is no answer, or why it is wrong, or ""
 */
record BenchRow(
    BenchCase of,
    String tool,
    OptionalLong expected,
    OptionalLong count,
    BenchCost cost,
    OptionalDouble ratio,
    String problem) {
  /** Whether the tool answered as it has to. */
  enum Outcome {
    AGREES,
    /** Another count, or a violation. */
    DIFFERS,
    /** No answer: too little time or memory, or no such input. */
    UNANSWERED
  }

  /** A row of a tool that counted nothing. */
  static BenchRow unanswered(BenchCase of, String tool, BenchCost cost, String problem) {
    return new BenchRow(
        of,
        tool,
        OptionalLong.of(of.expected()),
        OptionalLong.empty(),
        cost,
        OptionalDouble.empty(),
        problem);
  }

  /**
   * A row of a tool whose count has to be the one that is known.
   *
   * @param problem what is wrong beside the count, or ""
   */
  static BenchRow counted(BenchCase of, String tool, long count, BenchCost cost, String problem) {
    return new BenchRow(
        of,
        tool,
        OptionalLong.of(of.expected()),
        OptionalLong.of(count),
        cost,
        OptionalDouble.empty(),
        problem);
  }

  /** The row with a count that is compared with nothing: that of another reduction. */
  BenchRow ofItsOwn() {
    return new BenchRow(of, tool, OptionalLong.empty(), count, cost, ratio, problem);
  }

  /** How this row compares with the count that is expected. */
  Outcome outcome() {
    if (count.isEmpty()) {
      return Outcome.UNANSWERED;
    }
    return problem.isEmpty() && (expected.isEmpty() || expected.equals(count))
        ? Outcome.AGREES
        : Outcome.DIFFERS;
  }

  /** Executions or states a second of processor time. */
  OptionalDouble rate() {
    return count.isPresent() && cost.cpuSeconds().orElse(0) > 0
        ? OptionalDouble.of(count.getAsLong() / cost.cpuSeconds().getAsDouble())
        : OptionalDouble.empty();
  }

  /** Bytes of the tables for each state. */
  OptionalDouble bytesPerState() {
    return count.orElse(0) > 0 && cost.storeBytes().isPresent()
        ? OptionalDouble.of((double) cost.storeBytes().getAsLong() / count.getAsLong())
        : OptionalDouble.empty();
  }

  /** The row with its ratio to Kaboom's row of the same case, if both have answered. */
  BenchRow against(BenchRow kaboom) {
    boolean comparable =
        count.isPresent()
            && kaboom.count.isPresent()
            && cost.cpuSeconds().isPresent()
            && kaboom.cost.cpuSeconds().orElse(0) > 0;
    OptionalDouble quotient =
        comparable
            ? OptionalDouble.of(
                cost.cpuSeconds().getAsDouble() / kaboom.cost.cpuSeconds().getAsDouble())
            : OptionalDouble.empty();
    return new BenchRow(of, tool, expected, count, cost, quotient, problem);
  }
}
