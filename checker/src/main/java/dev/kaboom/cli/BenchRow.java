package dev.kaboom.cli;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One line of the table of {@code kaboom bench}.
 *
 * @param tool "graphs" or "states" for Kaboom's engines, or a peer's name
 * @param count executions or states; empty if the tool gave no answer
 * @param cpuSeconds of the whole process
 * @param storeBytes that the tables of the states took
 * @param peakBytes that were resident
 * @param ratio a peer's processor time by Kaboom's for the same case
 * @param problem why there is no answer, or ""
 */
record BenchRow(
    BenchCase of,
    String tool,
    OptionalLong count,
    OptionalDouble cpuSeconds,
    OptionalLong storeBytes,
    OptionalLong peakBytes,
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

  /** A row of a process that counted nothing. */
  static BenchRow unanswered(BenchCase of, String tool, MeasuredProcess process, String problem) {
    return new BenchRow(
        of,
        tool,
        OptionalLong.empty(),
        process.cpuSeconds(),
        OptionalLong.empty(),
        process.peakBytes(),
        OptionalDouble.empty(),
        problem);
  }

  /** How this row compares with the count that is expected. */
  Outcome outcome() {
    if (count.isEmpty()) {
      return Outcome.UNANSWERED;
    }
    return count.getAsLong() == of.expected() && problem.isEmpty()
        ? Outcome.AGREES
        : Outcome.DIFFERS;
  }

  /** Executions or states a second of processor time. */
  OptionalDouble rate() {
    return count.isPresent() && cpuSeconds.orElse(0) > 0
        ? OptionalDouble.of(count.getAsLong() / cpuSeconds.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Bytes of the tables for each state. */
  OptionalDouble bytesPerState() {
    return count.orElse(0) > 0 && storeBytes.isPresent()
        ? OptionalDouble.of((double) storeBytes.getAsLong() / count.getAsLong())
        : OptionalDouble.empty();
  }

  /** The row with its ratio to Kaboom's row of the same case, if both have answered. */
  BenchRow against(BenchRow kaboom) {
    boolean comparable =
        count.isPresent()
            && kaboom.count.isPresent()
            && cpuSeconds.isPresent()
            && kaboom.cpuSeconds.orElse(0) > 0;
    OptionalDouble quotient =
        comparable
            ? OptionalDouble.of(cpuSeconds.getAsDouble() / kaboom.cpuSeconds.getAsDouble())
            : OptionalDouble.empty();
    return new BenchRow(of, tool, count, cpuSeconds, storeBytes, peakBytes, quotient, problem);
  }
}
