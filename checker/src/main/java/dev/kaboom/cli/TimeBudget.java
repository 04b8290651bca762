package dev.kaboom.cli;

import com.google.common.base.Stopwatch;
import dev.kaboom.check.CheckOptions;
import java.util.concurrent.TimeUnit;

/** How long a run and each of its checks may take. */
final class TimeBudget {
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

  /** Sets one of so many equal parts of what is left of the whole aside for what comes next. */
  void share(int parts) {
    until = spent() + (seconds - spent()) / parts;
  }

  boolean used() {
    return left() <= 0;
  }

  /** The options with no more time than is left. */
  CheckOptions cut(CheckOptions options) {
    double most = Math.min(options.secondsMax(), Math.min(perCheck, left()));
    return options.withSecondsMax(Math.max(0.01, most));
  }
}
