package dev.kaboom.lang.litmus;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Expectation.Observation;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a test expects: the line {@code Result: Never} of a comment, as the kernel's own tests
 * have it, with words such as {@code DATARACE}, {@code DEADLOCK} or {@code Flag name} after it.
 */
final class Expectations {
  private static final Pattern LINE = Pattern.compile("(?m)^[ \\t(*/]*Result:(.*)$");
  private static final Pattern FLAG = Pattern.compile("[A-Z]{4,}");
  private static final Splitter WORDS =
      Splitter.onPattern("[\\s,;.]+").omitEmptyStrings().trimResults();

  private Expectations() {}

  /** The expectation of the first such line. */
  static Expectation in(String comments) {
    Matcher matcher = LINE.matcher(comments);
    return matcher.find() ? read(matcher.group(1)) : Expectation.NONE;
  }

  private static Expectation read(String line) {
    ImmutableSet.Builder<String> flags = ImmutableSet.builder();
    Observation observation = Observation.NONE;
    int end = line.indexOf("*)");
    Iterator<String> words = WORDS.split(end < 0 ? line : line.substring(0, end)).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "Never" -> observation = Observation.NEVER;
        case "Sometimes" -> observation = Observation.SOMETIMES;
        case "Always" -> observation = Observation.ALWAYS;
        case "Flag" -> {
          if (words.hasNext()) {
            flags.add(words.next());
          }
        }
        default -> {
          if (!FLAG.matcher(word).matches()) {
            return new Expectation(observation, flags.build());
          }
          flags.add(word);
        }
      }
    }
    return new Expectation(observation, flags.build());
  }
}
