package dev.kaboom.check;

/** Part of an execution has no equivalent in a litmus test; the message says which. */
final class InexpressibleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InexpressibleException(String what) {
    super(what);
  }
}
