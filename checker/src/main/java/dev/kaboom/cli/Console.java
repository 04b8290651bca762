package dev.kaboom.cli;

import java.io.PrintWriter;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param outKind whether {@code out} is a terminal
 * @param errKind whether {@code err} is a terminal
 */
record Console(PrintWriter out, PrintWriter err, Kind outKind, Kind errKind) {
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
