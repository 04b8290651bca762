package dev.kaboom.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on the terminal that shows how far the trials are; nothing elsewhere. */
final class TrialProgress implements AutoCloseable {
  private static final int COLUMNS = 78;
  private static final String WIPE = "\r\u001b[K";

  private final Console console;
  private final @Nullable ProgressBar bar;
  private long done;

  private TrialProgress(Console console, @Nullable ProgressBar bar) {
    this.console = console;
    this.bar = bar;
  }

  /** A bar with that title. */
  static TrialProgress on(Console console, String title) {
    if (console.errKind() != Console.Kind.TERMINAL) {
      return hidden(console);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(
                new DelegatingProgressBarConsumer(
                    text -> {
                      console.err().print("\r" + text);
                      console.err().flush();
                    },
                    COLUMNS))
            .build();
    return new TrialProgress(console, bar);
  }

  /** No bar; what is done is counted all the same. */
  static TrialProgress hidden(Console console) {
    return new TrialProgress(console, null);
  }

  /** So many trials are still to come. */
  synchronized void expect(int trials) {
    if (bar != null) {
      bar.maxHint(done + trials);
    }
  }

  /** One trial is done. */
  synchronized void step() {
    done++;
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** How many are done. */
  synchronized long done() {
    return done;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      console.err().print(WIPE);
      console.err().flush();
    }
  }
}
