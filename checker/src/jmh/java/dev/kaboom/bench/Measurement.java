package dev.kaboom.bench;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checker;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.explore.Explorer;
import dev.kaboom.explore.SearchObserver;
import dev.kaboom.explore.SearchOptions;
import dev.kaboom.explore.SearchOptions.Reduction;
import dev.kaboom.explore.SearchResult;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.interleave.MachineOptions;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.property.Model;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/**
 * What one case came to.
 *
 * @param states distinct states of the search
 * @param transitions its steps
 * @param seconds processor time of the searching thread, the best of all rounds
 * @param bytesPerState memory of its tables, by state
 * @param peakHeapBytes sum over the heap's pools of the most that each held
 * @param bytesPerTransition what the searching thread allocated by transition, tables aside
 * @param checkSeconds processor time of the whole check: searches that learn, the search, the rest
 */
record Measurement(
    long states,
    long transitions,
    double seconds,
    double bytesPerState,
    long peakHeapBytes,
    double bytesPerTransition,
    double checkSeconds) {
  private static final int WINDOW_MAX = 16;
  private static final int STORE_BUFFER_MAX = 16;
  private static final int ROUNDS_MAX = 12;
  private static final double SECONDS_OF_ROUNDS = 6;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Measures: learns what the reduction needs, warms up, and takes the best of some rounds. */
  static Measurement of(Case chosen, Path models) {
    Model model =
        FrontEnd.load(models.resolve(chosen.file()), chosen.defines()).model().orElseThrow();
    InterleavingMachine machine = learned(chosen, model);
    resetPeaks();
    SearchResult result = search(chosen, machine);
    long peak = peakHeap();
    double best = Double.MAX_VALUE;
    double allocated = Double.MAX_VALUE;
    double spent = 0;
    for (int round = 0; round < ROUNDS_MAX && spent < SECONDS_OF_ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      double begin = processorSeconds();
      result = search(chosen, machine);
      double taken = processorSeconds() - begin;
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before - result.storeBytes();
      allocated = Math.min(allocated, (double) bytes / result.transitions());
      best = Math.min(best, taken);
      spent += taken;
    }
    return new Measurement(
        result.states(),
        result.transitions(),
        best,
        (double) result.storeBytes() / result.states(),
        peak,
        Math.max(0, allocated),
        check(chosen, model));
  }

  /** A machine that knows all accesses, so that one search is enough. */
  private static InterleavingMachine learned(Case chosen, Model model) {
    MachineOptions bounds = new MachineOptions(STORE_BUFFER_MAX, WINDOW_MAX, true, false);
    InterleavingMachine machine =
        InterleavingMachine.of(model, chosen.machine(), chosen.compiler(), bounds);
    do {
      machine.resetGrowth();
      search(chosen, machine);
    } while (chosen.reduction() == Reduction.PARTIAL_ORDER && machine.accessSetsGrew());
    return machine;
  }

  private static SearchResult search(Case chosen, InterleavingMachine machine) {
    SearchOptions options = SearchOptions.ALL.withReduction(chosen.reduction());
    return Explorer.explore(machine, options, SearchObserver.NONE);
  }

  private static double check(Case chosen, Model model) {
    CheckOptions options = CheckOptions.defaults();
    if (chosen.reduction() == Reduction.NONE) {
      options = options.withReduction(CheckOptions.Reduction.OFF);
    }
    Checker checker = new Checker(ImmutableList.of(new InterleavingEngine()));
    double begin = processorSeconds();
    checker.check(model, chosen.machine(), chosen.compiler(), options, ProgressListener.none());
    return processorSeconds() - begin;
  }

  /** Processor time of this thread: what other processes do on the machine counts less. */
  private static double processorSeconds() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }

  private static void resetPeaks() {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
