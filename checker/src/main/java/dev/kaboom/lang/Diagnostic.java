package dev.kaboom.lang;

/**
 * What is wrong with the input at one place.
 *
 * @param at where; the caret stands under its first character
 * @param message what is wrong, a phrase without a full stop
 * @param hint what to write instead, or ""
 */
public record Diagnostic(Severity severity, Span at, String message, String hint) {
  /** Whether the input can still be used. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** An error with nothing to advise. */
  public static Diagnostic error(Span at, String message) {
    return new Diagnostic(Severity.ERROR, at, message, "");
  }

  /** An error and what to write instead. */
  public static Diagnostic error(Span at, String message, String hint) {
    return new Diagnostic(Severity.ERROR, at, message, hint);
  }

  /** A warning and what to write instead. */
  public static Diagnostic warning(Span at, String message, String hint) {
    return new Diagnostic(Severity.WARNING, at, message, hint);
  }
}
