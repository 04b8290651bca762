package dev.kaboom.cli;

/** What the process tells its caller. */
final class ExitCode {
  /** Every check came out as expected. */
  static final int OK = 0;

  /** A violation, or an answer other than the expected one. */
  static final int VIOLATED = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** A bound, the time or the memory ended a search. */
  static final int INCONCLUSIVE = 3;

  /** A file cannot be read or understood. */
  static final int BAD_INPUT = 4;

  /** Kaboom contradicts itself. */
  static final int INTERNAL = 70;

  /** Nobody reads the output any more: what a shell reports for SIGPIPE. */
  static final int CLOSED_OUTPUT = 141;

  private ExitCode() {}
}
