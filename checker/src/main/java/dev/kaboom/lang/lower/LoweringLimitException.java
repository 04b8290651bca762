package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;

/** Ends the lowering of a file that is too large to go on with; caught where lowering began. */
final class LoweringLimitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Span at;
  private final String complaint;

  LoweringLimitException(Span at, String complaint) {
    super(complaint, null, false, false);
    this.at = at;
    this.complaint = complaint;
  }

  Span at() {
    return at;
  }

  String complaint() {
    return complaint;
  }
}
