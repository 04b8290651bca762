package dev.kaboom.analysis.patch;

import com.google.common.collect.ImmutableList;

/**
 * One hunk of a unified diff.
 *
 * @param diffLine the line of the diff at which its header stands, from 1
 * @param oldStart the line of the file before the patch at which it begins, as the header says
 * @param oldCount how many lines of the old file it shows, as the header says
 * @param newCount how many lines of the new file it shows, as the header says
 * @param section what the header says behind the second {@code @@}: mostly a function's first line
 * @param lines its body
 */
public record Hunk(
    int diffLine,
    int oldStart,
    int oldCount,
    int newCount,
    String section,
    ImmutableList<Line> lines) {
  /** What a line of a hunk does. */
  public enum Kind {
    CONTEXT,
    REMOVED,
    ADDED;

    Kind reversed() {
      return switch (this) {
        case CONTEXT -> CONTEXT;
        case REMOVED -> ADDED;
        case ADDED -> REMOVED;
      };
    }
  }

  /**
   * A line of a hunk.
   *
   * @param text without the sign
   * @param diffLine its line in the diff, from 1
   */
  public record Line(Kind kind, String text, int diffLine) {}

  /** How many lines its header promises, of the old or of the new file, that its body has not. */
  public int lost() {
    int ofOld = oldCount - count(Kind.ADDED);
    int ofNew = newCount - count(Kind.REMOVED);
    return Math.max(0, Math.max(ofOld, ofNew));
  }

  /** How many lines are of another kind. */
  private int count(Kind except) {
    return (int) lines.stream().filter(line -> line.kind() != except).count();
  }

  /** The function that the header names; "" if it names none. */
  public String function() {
    return Functions.nameIn(section);
  }

  /** The hunk that undoes this one. */
  Hunk reversed() {
    ImmutableList<Line> back =
        lines.stream()
            .map(line -> new Line(line.kind().reversed(), line.text(), line.diffLine()))
            .collect(ImmutableList.toImmutableList());
    return new Hunk(diffLine, oldStart, newCount, oldCount, section, back);
  }
}
