package dev.kaboom.cli;

import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a run over several files is: on a terminal a bar with counts and the time that is left,
 * elsewhere a line now and then, so that a log shows that something happens.
 */
final class FolderProgress implements AutoCloseable {
  private static final String WIPE = "\r\u001b[K";
  private static final int WIDTH = 79;
  private static final int REDRAWN_MS = 250;
  private static final long TOLD_NANOS = 30_000_000_000L;

  private final Console console;
  private final int files;
  private final Look look;
  private final @Nullable ProgressBar bar;
  private final long began = System.nanoTime();
  private long told = began;
  private int done;
  private boolean closed;

  private enum Look {
    NONE,
    LINES,
    BAR
  }

  private FolderProgress(Console console, int files, Look look) {
    this.console = console;
    this.files = files;
    this.look = look;
    this.bar = look == Look.BAR ? bar(files) : null;
  }

  /** Nothing for a single file, whose search has a line of its own, and where no notices are. */
  static FolderProgress of(Console console, int files, CheckRun.Notices notices) {
    if (files < 2 || notices == CheckRun.Notices.OFF) {
      return new FolderProgress(console, files, Look.NONE);
    }
    boolean terminal = console.errKind() == Console.Kind.TERMINAL;
    return new FolderProgress(console, files, terminal ? Look.BAR : Look.LINES);
  }

  private ProgressBar bar(int most) {
    return new ProgressBarBuilder()
        .setTaskName("files")
        .setInitialMax(most)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REDRAWN_MS)
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
        .build();
  }

  /** Called by the library's thread. */
  private synchronized void draw(String text) {
    if (!closed) {
      console.err().print(WIPE + text.strip());
      console.err().flush();
    }
  }

  /** Whether a bar is shown, beside which no other line has room. */
  boolean isBar() {
    return look == Look.BAR;
  }

  /** Says what the run waits for now. */
  void working(ProgressLine progress) {
    if (bar != null) {
      bar.setExtraMessage(progress.title());
    }
    long now = System.nanoTime();
    if (look == Look.LINES && now - told > TOLD_NANOS) {
      told = now;
      console.note(line((now - began) / 1e9, progress.title()));
    }
  }

  /** {@code kaboom: 3 of 12 files after 60 s; now fib.c sc source}. */
  private String line(double seconds, String title) {
    return String.format(
        Locale.ROOT, "kaboom: %d of %d files after %.0f s; now %s", done, files, seconds, title);
  }

  /** Runs what prints; no bar is drawn meanwhile. */
  synchronized void aside(Runnable prints) {
    wipe();
    prints.run();
  }

  /** One file more. */
  void fileDone() {
    done++;
    if (bar != null) {
      bar.step();
    }
  }

  private void wipe() {
    if (look == Look.BAR && !closed) {
      console.err().print(WIPE);
      console.err().flush();
    }
  }

  /** Draws the bar as it is at the end, however short the run was, and takes it away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    synchronized (this) {
      wipe();
      closed = true;
    }
  }
}
