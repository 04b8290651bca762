package dev.kaboom.cli;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a case cost a tool; empty is what is not known.
 *
 * @param cpuSeconds of all its processes, user and system time
 * @param searchSeconds of the process that searched, where others made it first
 * @param storeBytes that the tables of the states took
 * @param peakBytes that were resident
 */
record BenchCost(
    OptionalDouble cpuSeconds,
    OptionalDouble searchSeconds,
    OptionalLong storeBytes,
    OptionalLong peakBytes) {

  /** That of one process which says nothing of its tables. */
  static BenchCost of(MeasuredProcess process) {
    return new BenchCost(
        process.cpuSeconds(), OptionalDouble.empty(), OptionalLong.empty(), process.peakBytes());
  }

  /** With what the tables took; 0 if that is not known. */
  BenchCost withStore(long bytes) {
    OptionalLong store = bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    return new BenchCost(cpuSeconds, searchSeconds, store, peakBytes);
  }

  /** With the process that searched, which is in the sum already. */
  BenchCost withSearch(MeasuredProcess search) {
    return new BenchCost(cpuSeconds, search.cpuSeconds(), storeBytes, peakBytes);
  }

  /** This and the process after it. */
  BenchCost then(MeasuredProcess next) {
    OptionalDouble both =
        cpuSeconds.isPresent() && next.cpuSeconds().isPresent()
            ? OptionalDouble.of(cpuSeconds.getAsDouble() + next.cpuSeconds().getAsDouble())
            : OptionalDouble.empty();
    long peak = Math.max(peakBytes.orElse(0), next.peakBytes().orElse(0));
    return new BenchCost(
        both, searchSeconds, storeBytes, peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty());
  }
}
