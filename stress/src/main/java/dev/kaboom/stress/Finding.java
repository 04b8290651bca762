package dev.kaboom.stress;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run says about one harness. */
final class Finding {
  /** How a harness came out. */
  enum Verdict {
    AGREES,
    DISAGREES,
    /** It did not run, or its runs leave out what they must try. */
    MISSING
  }

  /** What becomes of a place between two steps that runs passed and at which no handler came. */
  enum Coverage {
    REPORTED,
    REQUIRED
  }

  private final Expected expected;
  private final Verdict verdict;

  /** Counts by outcome, without the places of handlers. */
  private final Map<String, Long> counts = new TreeMap<>();

  private final List<String> failures = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private final BitSet passed = new BitSet();

  Finding(Expected expected, Coverage coverage, @Nullable Observed observed) {
    this.expected = expected;
    if (observed != null) {
      failures.addAll(observed.failures());
      observed.counts().forEach(this::add);
    }
    boolean wrong = counts.keySet().stream().anyMatch(outcome -> !expected.allows(outcome));
    if (wrong || !failures.isEmpty()) {
      verdict = Verdict.DISAGREES;
    } else {
      failures.addAll(gaps(coverage));
      verdict = failures.isEmpty() ? Verdict.AGREES : Verdict.MISSING;
    }
  }

  /** What the runs had to try and did not. */
  private List<String> gaps(Coverage coverage) {
    if (counts.isEmpty()) {
      return List.of("no run was reported");
    }
    if (Judge.ESCAPES.containsAll(counts.keySet())) {
      return List.of("no run came to its end");
    }
    return coverage == Coverage.REQUIRED && !(placesMissed().isEmpty() && placesPassed() > 0)
        ? List.of("no handler came at " + placesMissed())
        : List.of();
  }

  private void add(String result, long count) {
    int comma = expected.cuts().isEmpty() ? -1 : result.lastIndexOf(", ");
    String outcome = comma < 0 ? result : result.substring(0, comma);
    counts.merge(outcome, count, Long::sum);
    if (comma >= 0) {
      place(result.substring(comma + 2));
    }
  }

  /** {@code @3@17}: handlers came before 3 and 17; {@code passed:ff}: none came. */
  private void place(String text) {
    boolean none = text.startsWith("passed:");
    String[] parts = text.split(none ? ":" : "@", -1);
    for (int i = 1; i < parts.length; i++) {
      if (none) {
        BitSet word = BitSet.valueOf(new long[] {Long.parseUnsignedLong(parts[i], 16)});
        int base = 64 * (i - 1);
        word.stream().forEach(bit -> passed.set(base + bit));
      } else {
        seen.set(Integer.parseInt(parts[i]));
        passed.set(Integer.parseInt(parts[i]));
      }
    }
  }

  Expected expected() {
    return expected;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Outcomes that must not have occurred, with the command that asks the checker about them. */
  List<String> complaints() {
    List<String> lines = new ArrayList<>(failures);
    counts.forEach(
        (outcome, count) -> {
          if (!expected.allows(outcome)) {
            lines.add("\"" + outcome + "\" was seen " + count + " times; " + expected.command());
          }
        });
    return lines;
  }

  /** Outcomes that are allowed and were not seen. */
  List<String> unseen() {
    return expected.outcomes().keySet().stream()
        .filter(outcome -> expected.allows(outcome) && !Judge.ESCAPES.contains(outcome))
        .filter(outcome -> !counts.containsKey(outcome))
        .toList();
  }

  /** How many outcomes could have been seen. */
  int possible() {
    return (int)
        expected.outcomes().keySet().stream()
            .filter(outcome -> expected.allows(outcome) && !Judge.ESCAPES.contains(outcome))
            .count();
  }

  /** Whether the run showed something that should not happen, and which the checker allows. */
  boolean shown() {
    return counts.keySet().stream()
        .anyMatch(o -> "ACCEPTABLE_INTERESTING".equals(expected.outcomes().get(o)));
  }

  /** Places between two steps that runs passed. */
  int placesPassed() {
    return passed.cardinality();
  }

  /** Places between two steps at which a handler came. */
  int placesSeen() {
    return seen.cardinality();
  }

  /** Names of the places that runs passed and at which no handler came. */
  List<String> placesMissed() {
    BitSet missed = (BitSet) passed.clone();
    missed.andNot(seen);
    return missed.stream().mapToObj(expected.cuts()::get).toList();
  }

  /** The share of an outcome, in words. */
  String shares() {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (outcome, count) ->
            text.append(
                "    %12d  %7.3f %%  %s%n".formatted(count, 100.0 * count / total, outcome)));
    return text.toString();
  }
}
