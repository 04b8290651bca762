package dev.kaboom.lang.lower;

import dev.kaboom.lang.Diagnostic;
import dev.kaboom.lang.Span;

/**
 * Carries a diagnostic out of the expression or declaration that cannot be lowered. It is caught
 * where lowering can go on: at the next statement or declaration.
 */
public final class SemanticException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  /** An error and what to write instead, or "". */
  public SemanticException(Span at, String message, String hint) {
    super(message, null, false, false);
    this.diagnostic = Diagnostic.error(at, message, hint);
  }

  /** An error with nothing to advise. */
  public SemanticException(Span at, String message) {
    this(at, message, "");
  }

  /** What the user is told. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
