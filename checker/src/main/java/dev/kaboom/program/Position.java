package dev.kaboom.program;

/**
 * Where an instruction comes from.
 *
 * @param file the file's name as the user gave it, or the header's name
 * @param line 1-based
 * @param column 1-based
 * @param function the innermost function or block ("list_add", "CPU(0)"), "" at top level
 * @param text the source line without its indentation
 */
public record Position(String file, int line, int column, String function, String text) {
  /** For what no source line says: implied steps, generated tests. */
  public static final Position NONE = new Position("", 0, 0, "", "");

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
