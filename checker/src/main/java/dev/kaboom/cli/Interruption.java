package dev.kaboom.cli;

import dev.kaboom.report.Reporter;
import dev.kaboom.report.Unchecked;

/**
 * What happens when the process is told to stop (Ctrl-C) in the middle of a search: the checks that
 * are finished are reported, and the figures of the one that is not. The JVM then exits with 130.
 */
final class Interruption {
  private final Console console;
  private final Reporter reporter;
  private final Runnable passFinished;
  private final Object lock = new Object();
  private final Thread hook = new Thread(this::report, "interruption");
  private ProgressLine current;
  private boolean over;

  private Interruption(Console console, Reporter reporter, Runnable passFinished) {
    this.console = console;
    this.passFinished = passFinished;
    this.reporter = reporter;
    this.current = ProgressLine.hidden(console, "nothing");
  }

  /**
   * Watches until {@link #over}.
   *
   * @param passFinished gives the reporter what is finished and not reported yet
   */
  static Interruption watch(Console console, Reporter reporter, Runnable passFinished) {
    Interruption interruption = new Interruption(console, reporter, passFinished);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Says what is being done now. */
  void working(ProgressLine progress) {
    synchronized (lock) {
      current = progress;
    }
  }

  /** Runs what must not happen while an interruption is reported. */
  void guarded(Runnable action) {
    synchronized (lock) {
      action.run();
    }
  }

  /** No more checks: an end of the process is none to speak of. */
  void over() {
    synchronized (lock) {
      over = true;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook sees that there is nothing to say.
      console.err().flush();
    }
  }

  private void report() {
    synchronized (lock) {
      if (!over) {
        over = true;
        current.wipe();
        passFinished.run();
        String message = "interrupted at " + current.standing() + "; this says nothing about it";
        reporter.unchecked(Unchecked.interrupted(message));
        reporter.end();
        console.complain(message);
      }
    }
  }
}
