package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.Finding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong so far: the shortest cases of each, as places in the store and not yet as paths.
 */
final class Candidates {
  /**
   * One case.
   *
   * @param state the state in which the path ends, but for the last step
   * @param label the last step, or {@link TransitionSystem#NO_STEP}
   * @param length the path's steps
   */
  record Candidate(Kind kind, int number, int state, int label, int length) {}

  private final Map<String, List<Candidate>> shortest = new LinkedHashMap<>();
  private final int casesMax;

  /**
   * @param casesMax how many cases of one thing are kept
   */
  Candidates(int casesMax) {
    this.casesMax = casesMax;
  }

  void add(Candidate candidate) {
    String key = candidate.kind().name() + candidate.number();
    List<Candidate> cases = shortest.computeIfAbsent(key, k -> new ArrayList<>());
    int place = cases.size();
    while (place > 0 && cases.get(place - 1).length() > candidate.length()) {
      place--;
    }
    if (place < casesMax) {
      cases.add(place, candidate);
    }
    if (cases.size() > casesMax) {
      cases.remove(casesMax);
    }
  }

  boolean isEmpty() {
    return shortest.isEmpty();
  }

  /** Whether some path has at most that many steps. */
  boolean hasPathWithin(int length) {
    return shortest.values().stream().anyMatch(cases -> cases.get(0).length() <= length);
  }

  /** All cases, shortest first, those of equal length in the order in which they were found. */
  ImmutableList<Candidate> sorted() {
    List<Candidate> all = new ArrayList<>();
    shortest.values().forEach(all::addAll);
    all.sort((left, right) -> Integer.compare(left.length(), right.length()));
    return ImmutableList.copyOf(all);
  }
}
