package dev.kaboom.report;

import dev.kaboom.check.Checked;

/** Writes finished checks in one format, in the order in which it is given them. */
public interface Reporter {
  /** Takes one finished check. Checks of one file come one after another. */
  void checked(Checked check);

  /**
   * Takes what could not be checked. It is told on standard error already; formats that tools read
   * must not be silent about it.
   */
  default void unchecked(Unchecked unchecked) {}

  /** Takes a result of an earlier run; for the formats that can tell one. */
  default void restored(Restored result) {}

  /** No more checks of the file that the last one was of. */
  void endOfFile();

  /** No more checks at all. */
  void end();
}
