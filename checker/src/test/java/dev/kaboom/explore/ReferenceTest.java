package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.explore.Finding.Kind;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.explore.TransitionSystem.StateKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The explorer against a search that keeps lists in a map. */
class ReferenceTest {
  @Test
  void toysHaveTheCountsOfTheReference() {
    check(new Grid(4, 3), "256 states 768 transitions depth 12 finals 1 deadlocks 0");
    check(new Philosophers(3), "14 states 27 transitions depth 3 finals 0 deadlocks 1");
    check(new Philosophers(8), "1154 states 5968 transitions depth 8 finals 0 deadlocks 1");
    check(new Peterson(true), "26 states 34 transitions depth 8 finals 2 deadlocks 0");
    check(new Peterson(false), "34 states 52 transitions depth 8 finals 2 deadlocks 0");
  }

  @Test
  void randomGraphsAreSearchedAlike() {
    for (int seed = 0; seed < 2000; seed++) {
      ExplicitSystem system = random(seed);
      Reference reference = new Reference(system);
      SearchResult all = explore(system, Goal.EVERY_STATE);
      assertEquals("EXHAUSTED " + reference.figures(), figures(all), "seed " + seed);
      assertEquals(reference.lengths, lengths(all), "seed " + seed);
      all.findings().forEach(finding -> checkPath(system, finding));
      checkFirst(system, reference, explore(system, Goal.FIRST_FINDING));
    }
  }

  private static void checkFirst(ExplicitSystem system, Reference reference, SearchResult first) {
    Optional<Integer> nearest = reference.lengths.values().stream().min(Integer::compare);
    if (nearest.isPresent()) {
      assertEquals(SearchResult.End.FOUND, first.end());
      assertEquals(nearest.get(), first.findings().get(0).path().labels().size());
    } else {
      assertTrue(first.findings().stream().allMatch(f -> f.kind() == Kind.LIVELOCK));
    }
    first.findings().forEach(finding -> checkPath(system, finding));
  }

  private static ExplicitSystem random(int seed) {
    Random random = new Random(seed);
    int states = 3 + random.nextInt(40);
    ExplicitSystem system = ExplicitSystem.random(seed, states, 2 * states, 2);
    system.initials = ImmutableList.of(random.nextInt(states), random.nextInt(states));
    system.bad = ImmutableSet.of(random.nextInt(2 * states));
    system.badEnds = ImmutableSet.of(random.nextInt(3 * states));
    system.badEdges = ImmutableSet.of(random.nextInt(4 * states));
    system.finals = ImmutableSet.of(random.nextInt(states));
    return system;
  }

  /** A path leads from its initial state along edges, to what it is a path to. */
  private static void checkPath(ExplicitSystem system, Finding finding) {
    int at = system.initials.get(finding.path().initial());
    int last = -1;
    for (String name : finding.path().labels()) {
      last = Integer.parseInt(name.substring(1));
      assertEquals(at, system.edges.get(last).source());
      at = system.edges.get(last).target();
    }
    switch (finding.kind()) {
      case DEADLOCK -> assertTrue(!system.hasEdges(at));
      case LIVELOCK -> assertTrue(finding.path().loopStart() >= 0);
      case VIOLATION ->
          assertTrue(
              finding.number() >= 1000 ? finding.number() == 1000 + last : finding.number() == at);
    }
  }

  private static void check(TransitionSystem system, String expected) {
    Reference reference = new Reference(system);
    assertEquals("EXHAUSTED " + reference.figures(), figures(explore(system, Goal.EVERY_STATE)));
    assertEquals(expected, reference.figures());
  }

  private static SearchResult explore(TransitionSystem system, Goal goal) {
    return Explorer.explore(system, SearchOptions.ALL.withGoal(goal), SearchObserver.NONE);
  }

  private static String figures(SearchResult result) {
    return ExplorerTest.describe(result).lines().findFirst().orElse("");
  }

  /** Steps to each violation, and to a deadlock as number -1. */
  private static Map<Integer, Integer> lengths(SearchResult result) {
    Map<Integer, Integer> lengths = new TreeMap<>();
    for (Finding finding : result.findings()) {
      if (finding.kind() != Kind.LIVELOCK) {
        lengths.put(finding.number(), finding.path().labels().size());
      }
    }
    return lengths;
  }

  /** The search that keeps lists in a map. */
  private static final class Reference implements Sink {
    private final Map<List<Integer>, Integer> distances = new LinkedHashMap<>();
    private final List<List<Integer>> queue = new ArrayList<>();
    private final Map<Integer, Integer> lengths = new TreeMap<>();
    private final TransitionSystem system;
    private int distance = -1;
    private int depth;
    private int transitions;
    private int finals;
    private int deadlocks;

    Reference(TransitionSystem system) {
      this.system = system;
      system.initial(this);
      transitions = 0;
      for (int next = 0; next < queue.size(); next++) {
        distance = distances.getOrDefault(queue.get(next), -1);
        depth = distance;
        int[] row = queue.get(next).stream().mapToInt(Integer::intValue).toArray();
        StateKind kind = system.expand(row, false, this);
        finals += kind == StateKind.FINAL ? 1 : 0;
        deadlocks += kind == StateKind.DEADLOCK ? 1 : 0;
        if (kind == StateKind.DEADLOCK) {
          lengths.merge(-1, distance, Math::min);
        }
      }
    }

    String figures() {
      return "%d states %d transitions depth %d finals %d deadlocks %d"
          .formatted(queue.size(), transitions, depth, finals, deadlocks);
    }

    @Override
    public void accept(int[] state, int label) {
      transitions++;
      List<Integer> row = IntStream.of(state).boxed().toList();
      if (distances.putIfAbsent(row, distance + 1) == null) {
        queue.add(row);
        if (system.violation(state) >= 0) {
          lengths.merge(system.violation(state), distance + 1, Math::min);
        }
      }
    }

    @Override
    public void violated(int violation, int label) {
      transitions += label == TransitionSystem.NO_STEP ? 0 : 1;
      int length = label == TransitionSystem.NO_STEP ? distance : distance + 1;
      lengths.merge(violation, length, Math::min);
    }
  }
}
