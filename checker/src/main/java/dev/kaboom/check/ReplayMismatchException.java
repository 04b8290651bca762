package dev.kaboom.check;

/**
 * Says that a trace which the search found does not lead to the same violation when it is replayed
 * independently: a defect of Kaboom, so that its answer must not be believed.
 */
public final class ReplayMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReplayMismatchException(String message) {
    super(message);
  }
}
