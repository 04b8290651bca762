package dev.kaboom.cli;

import dev.kaboom.report.Palette;

/** What {@code --color} can ask for. */
enum ColorChoice {
  /** On a terminal, unless NO_COLOR is set or the terminal is dumb. */
  AUTO,
  ALWAYS,
  NEVER;

  /** The palette for a stream of that kind. */
  Palette palette(Console.Kind stream) {
    return switch (this) {
      case ALWAYS -> Palette.ANSI;
      case NEVER -> Palette.PLAIN;
      case AUTO -> stream == Console.Kind.TERMINAL && wanted() ? Palette.ANSI : Palette.PLAIN;
    };
  }

  private static boolean wanted() {
    String noColor = System.getenv("NO_COLOR");
    return (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }
}
