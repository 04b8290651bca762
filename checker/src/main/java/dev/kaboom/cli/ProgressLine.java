package dev.kaboom.cli;

import dev.kaboom.check.ProgressListener;
import java.util.Locale;

/**
 * One line on a terminal that is written over and over while a search runs, and wiped when it ends.
 * It remembers the last figures, whether or not anybody sees them.
 */
final class ProgressLine implements ProgressListener {
  private static final String WIPE = "\r\u001b[K";

  private final Console console;
  private final String title;
  private volatile boolean visible;
  private volatile Figures last = Figures.NONE;
  private volatile boolean drawn;

  private ProgressLine(Console console, String title, Console.Kind kind) {
    this.console = console;
    this.title = title;
    this.visible = kind == Console.Kind.TERMINAL;
  }

  /** A line that shows on a terminal. */
  static ProgressLine shown(Console console, String title) {
    return new ProgressLine(console, title, console.errKind());
  }

  /** A line that never shows. */
  static ProgressLine hidden(Console console, String title) {
    return new ProgressLine(console, title, Console.Kind.OTHER);
  }

  /** Lets it show on a terminal from now on, beginning with what is known. */
  void show() {
    visible = console.errKind() == Console.Kind.TERMINAL;
    if (visible && last.kind() != Figures.Kind.NOTHING) {
      draw();
    }
  }

  @Override
  public void update(Figures figures) {
    last = figures;
    if (visible) {
      draw();
    }
  }

  private void draw() {
    drawn = true;
    String text = standing();
    console.err().print(WIPE + text.substring(0, Math.min(text.length(), 79)));
    console.err().flush();
  }

  /** Takes the line off the terminal. */
  void wipe() {
    visible = false;
    if (drawn) {
      console.err().print(WIPE);
      console.err().flush();
      drawn = false;
    }
  }

  /** What is being done. */
  String title() {
    return title;
  }

  /** What was being done, and how far it is. */
  String standing() {
    return title + ": " + describe(last);
  }

  private static String describe(Figures figures) {
    double rate = figures.seconds() > 0 ? figures.found() / figures.seconds() : 0;
    return switch (figures.kind()) {
      case NOTHING -> "just begun";
      case STATES ->
          String.format(
              Locale.ROOT,
              "%,d states, %,.0f/s, %,d waiting, %,d MB, %.0f s",
              figures.found(),
              rate,
              figures.frontier(),
              figures.bytes() >> 20,
              figures.seconds());
      case EXECUTIONS ->
          String.format(
              Locale.ROOT,
              "%,d executions, %,.0f/s, %.0f s",
              figures.found(),
              rate,
              figures.seconds());
    };
  }
}
