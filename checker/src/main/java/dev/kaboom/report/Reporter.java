package dev.kaboom.report;

import dev.kaboom.check.Checked;

/** Writes finished checks in one format, in the order in which it is given them. */
public interface Reporter {
  /** Takes one finished check. Checks of one file come one after another. */
  void checked(Checked check);

  /** No more checks of the file that the last one was of. */
  void endOfFile();

  /** No more checks at all. */
  void end();
}
