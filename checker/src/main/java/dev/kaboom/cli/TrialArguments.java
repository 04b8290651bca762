package dev.kaboom.cli;

import dev.kaboom.analysis.trial.OutcomeStore;
import dev.kaboom.check.CheckOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that check many changed models. */
final class TrialArguments {
  /** What one check may take where nothing else is said, in seconds. */
  private static final double CHECK_SECONDS = 20;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--budget",
      paramLabel = "S",
      description = "seconds for each model (default: ${DEFAULT-VALUE}); what is left is listed")
  private double budget = 55;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "checks at a time (default: one for each processor)")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "keep what was checked there (default: $XDG_CACHE_HOME/kaboom)")
  private @Nullable Path cache;

  @Option(names = "--no-cache", description = "check everything again, and keep nothing")
  private boolean noCache;

  /** How many checks at a time. */
  int jobs() {
    if (jobs < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs must be more than 0");
    }
    return jobs;
  }

  /** A budget that is spent from now on. */
  TimeBudget begin() {
    if (!(budget > 0)) {
      throw new ParameterException(spec.commandLine(), "--budget must be more than 0");
    }
    return new TimeBudget(budget, CHECK_SECONDS);
  }

  /** The options of one check of several at a time. */
  CheckOptions shared(CheckOptions all) {
    return all.withBytesMax(Math.max(1, all.bytesMax() / jobs()));
  }

  /** Where outcomes are kept. */
  OutcomeStore store() {
    if (noCache) {
      return OutcomeStore.none();
    }
    return OutcomeStore.in(cache == null ? directory() : cache);
  }

  private static Path directory() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path caches =
        base == null || base.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".cache")
            : Path.of(base);
    return caches.resolve("kaboom");
  }
}
