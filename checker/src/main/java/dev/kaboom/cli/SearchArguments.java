package dev.kaboom.cli;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.explore.Cores;
import dev.kaboom.explore.SearchOptions.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how to search and when to give up. */
final class SearchArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--engine",
      paramLabel = "E",
      converter = Labels.OfEngine.class,
      description = "states, graphs or auto (the default)")
  private EngineChoice engine = EngineChoice.AUTO;

  @Option(names = "--no-reduction", description = "look at every interleaving, also redundant ones")
  private boolean noReduction;

  @Option(names = "--max-states", paramLabel = "N", description = "give up after N states")
  private long statesMax = Long.MAX_VALUE;

  @Option(names = "--max-seconds", paramLabel = "S", description = "give up after S seconds")
  private double secondsMax = Double.POSITIVE_INFINITY;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "give up when the states take more: 512m, 4g (default: 70%% of the heap)")
  private long bytesMax = CheckOptions.defaults().bytesMax();

  @Option(
      names = "--store",
      paramLabel = "S",
      converter = Labels.OfStore.class,
      description = "how states are kept: full, or compact, in half the memory (default: full)")
  private Store store = Store.FULL;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "threads of each search (default: one, and processors that --jobs leaves free)")
  private @Nullable Integer workers;

  @Option(
      names = "--store-buffer",
      paramLabel = "N",
      description = "entries of a CPU's store buffer under tso (default: ${DEFAULT-VALUE})")
  private int storeBufferMax = CheckOptions.defaults().storeBufferMax();

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "accesses that the compiler may hold back under cppo (default: ${DEFAULT-VALUE})")
  private int windowMax = CheckOptions.defaults().windowMax();

  @Option(
      names = "--unroll",
      paramLabel = "N",
      description = "passes through a loop, where the engine unrolls (default: ${DEFAULT-VALUE})")
  private int unrollMax = CheckOptions.defaults().unrollMax();

  CheckOptions options() {
    requirePositive("--max-states", (double) statesMax);
    requirePositive("--max-seconds", secondsMax);
    requirePositive("--store-buffer", storeBufferMax);
    requirePositive("--window", windowMax);
    requirePositive("--unroll", unrollMax);
    requirePositive("--workers", workers == null ? 1 : workers);
    return new CheckOptions(
            engine,
            noReduction ? CheckOptions.Reduction.OFF : CheckOptions.Reduction.ON,
            statesMax,
            secondsMax,
            bytesMax,
            storeBufferMax,
            windowMax,
            unrollMax)
        .withStore(store)
        .withWorkers(workers == null ? Integer.MAX_VALUE : workers);
  }

  /** Lets the checks that run side by side, or the threads of one, keep so many cores busy. */
  void limitCores(int jobs) {
    Cores.limit(workers == null ? jobs : Math.max(jobs, workers));
  }

  private void requirePositive(String option, double value) {
    if (!(value > 0)) {
      throw new ParameterException(spec.commandLine(), option + " must be more than 0");
    }
  }
}
