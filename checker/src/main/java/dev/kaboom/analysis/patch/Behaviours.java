package dev.kaboom.analysis.patch;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the final states of a program differ from those of another. A final state is the value of
 * every variable that both programs have; a variable that one of them lacks is left out.
 *
 * @param added final states of the second program that the first has not, as texts
 * @param removed final states of the first program that the second has not
 * @param common final states that both have
 * @param leftOut variables that only one of them has
 * @param unknown why they cannot be compared; "" if they were
 */
public record Behaviours(
    ImmutableSortedSet<String> added,
    ImmutableSortedSet<String> removed,
    ImmutableSortedSet<String> common,
    ImmutableList<String> leftOut,
    String unknown) {
  private static final Splitter ENTRIES = Splitter.on(';').trimResults().omitEmptyStrings();

  /** Compares what two checks have found. */
  static Behaviours compare(CheckResult before, CheckResult after) {
    if (!complete(before) || !complete(after)) {
      String which = complete(before) ? "after" : "before";
      return new Behaviours(
          ImmutableSortedSet.of(),
          ImmutableSortedSet.of(),
          ImmutableSortedSet.of(),
          ImmutableList.of(),
          "the search of the model " + which + " the patch did not see all of them");
    }
    Set<String> one = names(before);
    Set<String> other = names(after);
    Set<String> shared =
        one.isEmpty() ? other : other.isEmpty() ? one : Sets.intersection(one, other);
    Set<String> old = project(before, shared);
    Set<String> now = project(after, shared);
    ImmutableList<String> leftOut =
        one.isEmpty() || other.isEmpty()
            ? ImmutableList.of()
            : ImmutableList.copyOf(Sets.symmetricDifference(one, other));
    return new Behaviours(
        ImmutableSortedSet.copyOf(Sets.difference(now, old)),
        ImmutableSortedSet.copyOf(Sets.difference(old, now)),
        ImmutableSortedSet.copyOf(Sets.intersection(old, now)),
        leftOut,
        "");
  }

  /** Whether no final state was added or removed. */
  public boolean same() {
    return unknown.isEmpty() && added.isEmpty() && removed.isEmpty();
  }

  /** Whether the search went on to its end, also if it met a violation. */
  private static boolean complete(CheckResult result) {
    return !(result.verdict() instanceof Verdict.Inconclusive)
        && result.properties().stream()
            .noneMatch(property -> property.verdict().equals("inconclusive"));
  }

  private static Set<String> names(CheckResult result) {
    Set<String> names = new LinkedHashSet<>();
    result.states().stream().limit(1).forEach(state -> names.addAll(entries(state).keySet()));
    return names;
  }

  private static Set<String> project(CheckResult result, Set<String> names) {
    Set<String> states = new TreeSet<>();
    for (String state : result.states()) {
      Map<String, String> entries = entries(state);
      entries.keySet().retainAll(names);
      states.add(
          entries.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> entry.getKey() + "=" + entry.getValue() + ";")
              .collect(Collectors.joining(" ")));
    }
    return states;
  }

  private static Map<String, String> entries(String state) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String entry : ENTRIES.split(state)) {
      int sign = entry.indexOf('=');
      if (sign > 0) {
        entries.put(entry.substring(0, sign), entry.substring(sign + 1));
      }
    }
    return entries;
  }

  /**
   * How a final state of one side differs from the nearest one of the other: the variables that
   * differ, as {@code x: 0 -> 1}, the other side's value first.
   *
   * @param others final states of the other side; where there is none, the whole state is told
   */
  public static String difference(String state, Set<String> others) {
    Map<String, String> mine = entries(state);
    String best = state;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : others) {
      Map<String, String> other = entries(candidate);
      List<String> differing =
          mine.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(other.get(entry.getKey())))
              .map(entry -> change(entry.getKey(), other.get(entry.getKey()), entry.getValue()))
              .toList();
      if (differing.size() < fewest) {
        fewest = differing.size();
        best = String.join("; ", differing);
      }
    }
    return best;
  }

  private static String change(String name, @Nullable String from, String to) {
    return name + ": " + from + " -> " + to;
  }
}
