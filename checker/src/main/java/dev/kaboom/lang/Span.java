package dev.kaboom.lang;

/**
 * A part of a source file. Code from a macro has the span of the macro's use; code from a header
 * has its span in the header.
 *
 * @param start offset of the first character
 * @param end offset after the last character; equal to {@code start} for a place between characters
 */
public record Span(SourceFile file, int start, int end) {
  /** Checks that the part lies in the file. */
  public Span {
    if (start < 0 || end < start || end > file.text().length()) {
      throw new IllegalArgumentException(file + ": no part " + start + ".." + end);
    }
  }

  /** The 1-based line of the first character. */
  public int line() {
    return file.lineOf(start);
  }

  /** The 1-based column of the first character. */
  public int column() {
    return file.columnOf(start);
  }

  /** The source text itself. */
  public String text() {
    return file.text().substring(start, end);
  }

  /** From the start of this to the end of {@code last}, or this if {@code last} is elsewhere. */
  public Span to(Span last) {
    return file == last.file && last.end >= start ? new Span(file, start, last.end) : this;
  }

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return file.name() + ":" + line() + ":" + column();
  }
}
