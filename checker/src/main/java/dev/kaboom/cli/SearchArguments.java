package dev.kaboom.cli;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.explore.Cores;
import dev.kaboom.explore.SearchOptions.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say how to search and when to give up. */
final class SearchArguments {
  private final Argument<EngineChoice> engine =
      Argument.word(
          EngineChoice.class,
          EngineChoice.AUTO,
          OptionSpec.builder("--engine")
              .paramLabel("E")
              .converters(new Labels.OfEngine())
              .description("states, graphs or auto (the default)"));

  private final Argument<Boolean> noReduction =
      Argument.flag(
          OptionSpec.builder("--no-reduction")
              .description("look at every interleaving, also redundant ones"));

  private final Argument<Long> statesMax =
      Argument.word(
          Long.class,
          Long.MAX_VALUE,
          OptionSpec.builder("--max-states").paramLabel("N").description("give up after N states"));

  private final Argument<Double> secondsMax =
      Argument.word(
          Double.class,
          Double.POSITIVE_INFINITY,
          OptionSpec.builder("--max-seconds")
              .paramLabel("S")
              .description("give up after S seconds"));

  private final Argument<Long> bytesMax =
      Argument.word(
          Long.class,
          CheckOptions.defaults().bytesMax(),
          OptionSpec.builder("--max-memory")
              .paramLabel("SIZE")
              .converters(new ByteSize())
              .description(
                  "give up when the states take more: 512m, 4g (default: 70%% of the heap)"));

  private final Argument<Store> store =
      Argument.word(
          Store.class,
          Store.FULL,
          OptionSpec.builder("--store")
              .paramLabel("S")
              .converters(new Labels.OfStore())
              .description(
                  "how states are kept: full, or compact, in half the memory (default: full)"));

  private final Argument<Integer> workers =
      Argument.word(
          Integer.class,
          null,
          OptionSpec.builder("--workers")
              .paramLabel("N")
              .description(
                  "threads of each search (default: one, and processors that --jobs leaves free)"));

  private final Argument<Integer> storeBufferMax =
      Argument.word(
          Integer.class,
          CheckOptions.defaults().storeBufferMax(),
          OptionSpec.builder("--store-buffer")
              .paramLabel("N")
              .description(
                  "entries of a CPU's store buffer under tso (default: ${DEFAULT-VALUE})"));

  private final Argument<Integer> windowMax =
      Argument.word(
          Integer.class,
          CheckOptions.defaults().windowMax(),
          OptionSpec.builder("--window")
              .paramLabel("N")
              .description(
                  "accesses that the compiler may hold back under cppo"
                      + " (default: ${DEFAULT-VALUE})"));

  private final Argument<Integer> unrollMax =
      Argument.word(
          Integer.class,
          CheckOptions.defaults().unrollMax(),
          OptionSpec.builder("--unroll")
              .paramLabel("N")
              .description(
                  "passes through a loop, where the engine unrolls (default: ${DEFAULT-VALUE})"));

  void addTo(CommandSpec command) {
    engine.addTo(command);
    noReduction.addTo(command);
    statesMax.addTo(command);
    secondsMax.addTo(command);
    bytesMax.addTo(command);
    store.addTo(command);
    workers.addTo(command);
    storeBufferMax.addTo(command);
    windowMax.addTo(command);
    unrollMax.addTo(command);
  }

  CheckOptions options() {
    requirePositive("--max-states", (double) statesMax.value());
    requirePositive("--max-seconds", secondsMax.value());
    requirePositive("--store-buffer", storeBufferMax.value());
    requirePositive("--window", windowMax.value());
    requirePositive("--unroll", unrollMax.value());
    @Nullable Integer threads = workers.orNull();
    requirePositive("--workers", threads == null ? 1 : threads);
    return new CheckOptions(
            engine.value(),
            noReduction.value() ? CheckOptions.Reduction.OFF : CheckOptions.Reduction.ON,
            statesMax.value(),
            secondsMax.value(),
            bytesMax.value(),
            storeBufferMax.value(),
            windowMax.value(),
            unrollMax.value())
        .withStore(store.value())
        .withWorkers(threads == null ? Integer.MAX_VALUE : threads);
  }

  /** Lets the checks that run side by side, or the threads of one, keep so many cores busy. */
  void limitCores(int jobs) {
    @Nullable Integer threads = workers.orNull();
    Cores.limit(threads == null ? jobs : Math.max(jobs, threads));
  }

  private void requirePositive(String option, double value) {
    if (!(value > 0)) {
      throw engine.refusal(option + " must be more than 0");
    }
  }
}
