package dev.kaboom.graph.replay;

/** Something about a graph is not as it should be; the message says what. */
final class ObjectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ObjectionException(String message) {
    super(message, null, false, false);
  }
}
