package dev.kaboom.lang;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;

/** A named source text and where its lines begin. Compared by identity. */
public final class SourceFile {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  /**
   * A file that has been read.
   *
   * @param name as the user gave it, or the header's name ({@code linux/list.h})
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    ImmutableIntArray.Builder starts = ImmutableIntArray.builder();
    starts.add(0);
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts.add(i + 1);
    }
    this.lineStarts = starts.build().toArray();
  }

  /** The name as the user gave it, or the header's name. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The number of lines; the empty line after a final newline counts. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** The 1-based line in which the character at {@code offset} stands. */
  public int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The 1-based column of the character at {@code offset}; a tab counts as one. */
  public int columnOf(int offset) {
    return offset - lineStarts[lineOf(offset) - 1] + 1;
  }

  /** The offset of the first character of a 1-based line; lines out of range are clamped. */
  public int lineStart(int line) {
    return lineStarts[Math.max(1, Math.min(line, lineStarts.length)) - 1];
  }

  /** The text of a 1-based line without its line end; lines out of range are clamped. */
  public String line(int line) {
    int start = lineStart(line);
    int end = text.indexOf('\n', start);
    if (end < 0) {
      end = text.length();
    }
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  /** The part of this file from {@code start} up to, not including, {@code end}. */
  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  @Override
  public String toString() {
    return name;
  }
}
