package dev.kaboom.cli;

import java.io.PrintWriter;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param outKind whether {@code out} is a terminal
 * @param errKind whether {@code err} is a terminal
 * @param log who reads {@code err} besides people
 */
record Console(PrintWriter out, PrintWriter err, Kind outKind, Kind errKind, Log log) {
  /** A console that people read. */
  Console(PrintWriter out, PrintWriter err, Kind outKind, Kind errKind) {
    this(out, err, outKind, errKind, Log.PLAIN);
  }

  /** Who reads the log of a run. */
  enum Log {
    PLAIN,
    /** GitHub Actions, which makes annotations of the lines that it understands. */
    GITHUB
  }

  /** What stands at the other end of a stream. */
  enum Kind {
    TERMINAL,
    OTHER
  }

  /** A message of Kaboom's own, with its name before it, as compilers do. */
  void complain(String message) {
    err.print("kaboom: " + message + "\n");
    err.flush();
  }

  /** A line for {@code err} as it stands. */
  void note(String line) {
    err.print(line + "\n");
    err.flush();
  }
}
