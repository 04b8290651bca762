package dev.kaboom.cli;

import com.google.common.base.Stopwatch;
import dev.kaboom.analysis.trial.Trial.Patience;
import dev.kaboom.check.CheckOptions;
import java.util.concurrent.TimeUnit;

/** How long a run and each of its checks may take. */
final class TimeBudget {
  /** A short check takes this part of the time of any other. */
  private static final double SHORT = 0.1;

  private final Stopwatch clock = Stopwatch.createStarted();
  private final double seconds;
  private final double perCheck;
  private volatile double until;

  /** A budget that is spent from now on. */
  TimeBudget(double seconds, double perCheck) {
    this.seconds = seconds;
    this.perCheck = perCheck;
    this.until = seconds;
  }

  /** Seconds that are left of the whole, or of the part that was set aside. */
  double left() {
    return until - spent();
  }

  private double spent() {
    return clock.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
  }

  /** Sets a part of what is left of the whole aside for what comes next. */
  void share(double fraction) {
    until = spent() + (seconds - spent()) * fraction;
  }

  boolean used() {
    return left() <= 0;
  }

  /** The options with no more time than is left. */
  CheckOptions cut(CheckOptions options, Patience patience) {
    double part =
        switch (patience) {
          case SHORT -> SHORT;
          case FULL -> 1;
        };
    double most = Math.min(part * Math.min(options.secondsMax(), perCheck), left());
    return options.withSecondsMax(Math.max(0.01, most));
  }
}
