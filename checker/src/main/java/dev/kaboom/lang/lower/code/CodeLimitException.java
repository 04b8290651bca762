package dev.kaboom.lang.lower.code;

/** Thrown when code grows beyond {@link CodeBuilder#INSTRUCTIONS_MAX}: caught by the lowering. */
public final class CodeLimitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CodeLimitException() {
    super("more than " + CodeBuilder.INSTRUCTIONS_MAX + " instructions");
  }
}
