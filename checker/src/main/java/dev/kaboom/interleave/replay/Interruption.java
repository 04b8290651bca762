package dev.kaboom.interleave.replay;

import dev.kaboom.verdict.Violation;

/** Leaves the execution of a step from within; never leaves the package. */
abstract sealed class Interruption extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Interruption(String reason) {
    super(reason, null, false, false);
  }

  /** Why, as a sentence without a full stop. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** The transition is not enabled. */
  static final class Blocked extends Interruption {
    private static final long serialVersionUID = 1L;

    Blocked(String reason) {
      super(reason);
    }
  }

  /** The transition is not enabled because a bound of the machine was reached. */
  static final class Bound extends Interruption {
    private static final long serialVersionUID = 1L;

    Bound(String reason) {
      super(reason);
    }
  }

  /** The transition leads nowhere. */
  static final class Discard extends Interruption {
    private static final long serialVersionUID = 1L;

    Discard(String reason) {
      super(reason);
    }
  }

  /** The transition is a violation. */
  static final class Failure extends Interruption {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    Failure(Violation violation) {
      super(violation.name());
      this.violation = violation;
    }

    Violation violation() {
      return violation;
    }
  }
}
