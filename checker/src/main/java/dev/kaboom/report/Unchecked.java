package dev.kaboom.report;

import dev.kaboom.program.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for and got no answer: input that is bad, or a run that was interrupted.
 *
 * @param file what was to be checked, as the user named it
 * @param at where the mistake is; line 0 where no line is to blame
 * @param reason a sentence; more lines may follow it
 */
public record Unchecked(String file, Position at, String reason) {
  private static final Pattern LOCATED =
      Pattern.compile("(?s)(.+?):(\\d{1,9}):(?:\\d+:)? (?:error: )?(.*)");

  /** Reads a message as compilers print them, the place before the sentence. */
  public static Unchecked of(String file, String message) {
    Matcher located = LOCATED.matcher(message);
    if (located.matches()) {
      int line = Integer.parseInt(located.group(2));
      return new Unchecked(file, at(located.group(1), line), located.group(3));
    }
    String prefix = file + ": ";
    String reason = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return new Unchecked(file, at(file, 0), reason);
  }

  /** A run that was told to stop. */
  public static Unchecked interrupted(String message) {
    return new Unchecked("kaboom", Position.NONE, message);
  }

  /** Whether it is the run that was told to stop, and no input. */
  boolean isInterruption() {
    return at.equals(Position.NONE);
  }

  private static Position at(String file, int line) {
    return new Position(file, line, 0, "", "");
  }

  /** The sentence alone. */
  String headline() {
    return reason.lines().findFirst().orElse("").strip();
  }
}
