package dev.kaboom.interleave.replay;

/** A schedule that does not fit the model. The message is a sentence for the user. */
public final class ScheduleException extends Exception {
  private static final long serialVersionUID = 1L;

  ScheduleException(String message) {
    super(message);
  }
}
