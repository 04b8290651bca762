package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;
import dev.kaboom.explore.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong so far: the shortest case of each, as places in the store and not yet as paths. */
final class Candidates {
  /**
   * One case.
   *
   * @param state the state in which the path ends, but for the last step
   * @param label the last step, or {@link TransitionSystem#NO_STEP}
   * @param length the path's steps
   */
  record Candidate(Kind kind, int number, int state, int label, int length) {}

  private final Map<String, Candidate> shortest = new LinkedHashMap<>();

  void add(Candidate candidate) {
    String key = candidate.kind().name() + candidate.number();
    Candidate known = shortest.get(key);
    if (known == null || candidate.length() < known.length()) {
      shortest.put(key, candidate);
    }
  }

  boolean isEmpty() {
    return shortest.isEmpty();
  }

  /** Whether some path has at most that many steps. */
  boolean hasPathWithin(int length) {
    return shortest.values().stream().anyMatch(c -> c.length() <= length);
  }

  /** All cases, shortest first, those of equal length in the order in which they were found. */
  ImmutableList<Candidate> sorted() {
    List<Candidate> all = new ArrayList<>(shortest.values());
    all.sort(Comparator.comparingInt(Candidate::length));
    return ImmutableList.copyOf(all);
  }
}
