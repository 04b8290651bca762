package dev.kaboom.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.explore.Finding.Kind;
import dev.kaboom.explore.SearchOptions.Goal;
import dev.kaboom.explore.SearchResult.End;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplorerTest {
  private static final SearchOptions FIRST = SearchOptions.ALL.withGoal(Goal.FIRST_FINDING);

  @Test
  void aSingleStateIsExhausted() {
    ExplicitSystem system = ExplicitSystem.of(1);
    system.finals = ImmutableSet.of(0);
    check(system, FIRST, "EXHAUSTED 1 states 0 transitions depth 0 finals 1 deadlocks 0");
  }

  @Test
  void aDiamondIsVisitedOnce() {
    ExplicitSystem system = ExplicitSystem.of(4, 0, 1, 0, 2, 1, 3, 2, 3);
    system.finals = ImmutableSet.of(3);
    check(system, FIRST, "EXHAUSTED 4 states 4 transitions depth 2 finals 1 deadlocks 0");
  }

  @Test
  void aStuckStateIsADeadlock() {
    ExplicitSystem system = ExplicitSystem.of(4, 0, 1, 1, 2, 2, 3);
    check(
        system,
        FIRST,
        "FOUND 4 states 3 transitions depth 3 finals 0 deadlocks 1",
        "DEADLOCK -1 from 0: e0,e1,e2");
  }

  @Test
  void theShorterOfTwoPathsIsReported() {
    ExplicitSystem system = ExplicitSystem.of(5, 0, 1, 1, 2, 2, 4, 0, 3, 3, 4, 4, 4);
    system.bad = ImmutableSet.of(4);
    check(
        system,
        FIRST,
        "FOUND 5 states 4 transitions depth 2 finals 0 deadlocks 0",
        "VIOLATION 4 from 0: e3,e4");
  }

  @Test
  void somethingWrongInALaterStateOfTheLevelIsNearerThanASuccessorOfAnEarlierOne() {
    ExplicitSystem system = ExplicitSystem.of(4, 0, 1, 0, 2, 1, 3);
    system.bad = ImmutableSet.of(3);
    check(
        system,
        FIRST,
        "FOUND 4 states 3 transitions depth 2 finals 0 deadlocks 1",
        "DEADLOCK -1 from 0: e1",
        "VIOLATION 3 from 0: e0,e2");
  }

  @Test
  void aWrongEndIsAPathToTheStateItself() {
    ExplicitSystem system = ExplicitSystem.of(3, 0, 1, 1, 2);
    system.finals = ImmutableSet.of(2);
    system.badEnds = ImmutableSet.of(2);
    check(
        system,
        FIRST,
        "FOUND 3 states 2 transitions depth 2 finals 1 deadlocks 0",
        "VIOLATION 2 from 0: e0,e1");
  }

  @Test
  void aWrongStepEndsThePath() {
    ExplicitSystem system = ExplicitSystem.of(3, 0, 1, 1, 0, 1, 2);
    system.badEdges = ImmutableSet.of(2);
    check(
        system,
        FIRST,
        "FOUND 2 states 3 transitions depth 1 finals 0 deadlocks 0",
        "VIOLATION 1002 from 0: e0,e2");
  }

  @Test
  void theInitialStateCanBeWrong() {
    ExplicitSystem system = ExplicitSystem.of(3, 0, 1, 2, 1);
    system.initials = ImmutableList.of(0, 2);
    system.bad = ImmutableSet.of(2);
    check(
        system,
        FIRST,
        "FOUND 2 states 0 transitions depth 0 finals 0 deadlocks 0",
        "VIOLATION 2 from 1: ");
  }

  @Test
  void thereMayBeNoInitialState() {
    TransitionSystem stillborn =
        new Grid(2, 9) {
          @Override
          public void initial(Sink sink) {
            sink.violated(7, 0);
          }
        };
    check(
        stillborn,
        FIRST,
        "FOUND 0 states 0 transitions depth 0 finals 0 deadlocks 0",
        "VIOLATION 7 from -1: ");
  }

  @Test
  void everyViolationNumberIsReportedOnceWhenEveryStateIsWanted() {
    ExplicitSystem system = ExplicitSystem.of(5, 0, 1, 1, 2, 2, 3, 0, 3, 3, 4);
    system.bad = ImmutableSet.of(1, 2, 3);
    system.finals = ImmutableSet.of(4);
    check(
        system,
        SearchOptions.ALL,
        "EXHAUSTED 5 states 5 transitions depth 2 finals 1 deadlocks 0",
        "VIOLATION 1 from 0: e0",
        "VIOLATION 3 from 0: e3",
        "VIOLATION 2 from 0: e0,e1");
  }

  @Test
  void aGridOfCountersHasItsProductOfStates() {
    checkGrid(1, 9, 10, 9);
    checkGrid(2, 9, 100, 180);
    checkGrid(3, 9, 1000, 2700);
    checkGrid(6, 4, 15_625, 75_000);
    checkGrid(100, 1, 0, 0);
  }

  @Test
  void eachLimitEndsTheSearchWithItsFigures() {
    TransitionSystem grid = new Grid(6, 9);
    SearchLimits none = SearchLimits.NONE;
    assertEquals(End.EXHAUSTED, end(grid, none.withStatesMax(1_000_000)));
    assertEquals(End.STATES, end(grid, none.withStatesMax(999_999)));
    assertEquals(End.STATES, end(grid, none.withStatesMax(1)));
    assertEquals(End.STATES, end(grid, none.withStatesMax(0)));
    assertEquals(End.SECONDS, end(grid, none.withSecondsMax(0)));
    assertEquals(End.MEMORY, end(grid, none.withBytesMax(2_000_000)));
    assertEquals(End.MEMORY, end(grid, none.withBytesMax(0)));
    SearchResult limited = explore(grid, SearchOptions.ALL.withLimits(none.withStatesMax(5000)));
    assertEquals(5000, limited.states());
    assertEquals(true, limited.transitions() > 5000);
  }

  @Test
  void cancellingEndsTheSearch() {
    int[] asked = {0};
    SearchOptions options = SearchOptions.ALL.withCancelled(() -> ++asked[0] > 3);
    SearchResult result = explore(new Grid(6, 9), options);
    assertEquals(End.CANCELLED, result.end());
    assertTrue(result.states() < 10_000, "states " + result.states());
  }

  @Test
  void anExhaustedHeapIsALimit() {
    TransitionSystem greedy =
        new Grid(2, 9) {
          @Override
          public StateKind expand(int[] row, boolean reduction, Sink sink) {
            throw new OutOfMemoryError("a test's");
          }
        };
    assertEquals(End.MEMORY, end(greedy, SearchLimits.NONE));
  }

  @Test
  void theObserverSeesEachStateOnceInTheOrderOfTheirDistance() {
    List<Integer> sums = new ArrayList<>();
    List<Integer> finals = new ArrayList<>();
    SearchObserver observer =
        new SearchObserver() {
          @Override
          public void state(int[] row) {
            sums.add(row[0] + row[1]);
          }

          @Override
          public void finalState(int[] row) {
            finals.add(row[0] + row[1]);
          }
        };
    Explorer.explore(new Grid(2, 2), SearchOptions.ALL, observer);
    assertEquals(List.of(0, 1, 1, 2, 2, 2, 3, 3, 4), sums);
    assertEquals(List.of(4), finals);
  }

  @Test
  void philosophersDeadlockWhenEachHoldsHisLeftFork() {
    checkPhilosophers(2, "FOUND", "take0,take1");
    checkPhilosophers(5, "FOUND", "take0,take1,take2,take3,take4");
  }

  @Test
  void petersonsLockExcludesAndWithoutTheTurnItDoesNot() {
    SearchResult peterson = explore(new Peterson(true), FIRST);
    assertEquals(End.EXHAUSTED, peterson.end());
    assertEquals(ImmutableList.of(), peterson.findings());
    SearchResult broken = explore(new Peterson(false), FIRST);
    assertEquals(Kind.VIOLATION, broken.findings().get(0).kind());
  }

  @Test
  void twoRunsAreEqual() {
    ExplicitSystem system = ExplicitSystem.random(42, 200, 500, 3);
    assertEquals(
        describe(explore(system, SearchOptions.ALL)), describe(explore(system, SearchOptions.ALL)));
  }

  private static void checkPhilosophers(int seats, String end, String path) {
    SearchResult result = explore(new Philosophers(seats), FIRST);
    assertEquals(end, result.end().name());
    assertEquals(Kind.DEADLOCK, result.findings().get(0).kind());
    assertEquals(path, String.join(",", result.findings().get(0).path().labels()));
  }

  private static void checkGrid(int counters, int most, long states, long transitions) {
    if (states == 0) {
      SearchLimits limits = SearchLimits.NONE.withStatesMax(50_000);
      assertEquals(End.STATES, end(new Grid(counters, most), limits));
      return;
    }
    SearchResult result = explore(new Grid(counters, most), FIRST);
    assertEquals(End.EXHAUSTED, result.end());
    assertEquals(states, result.states());
    assertEquals(transitions, result.transitions());
    assertEquals(counters * most, result.depth());
    assertEquals(1, result.finals());
  }

  private static void check(TransitionSystem system, SearchOptions options, String... expected) {
    assertEquals(String.join("\n", expected), describe(explore(system, options)));
  }

  static String describe(SearchResult result) {
    String figures =
        "%s %d states %d transitions depth %d finals %d deadlocks %d"
            .formatted(
                result.end(),
                result.states(),
                result.transitions(),
                result.depth(),
                result.finals(),
                result.deadlocks());
    return result.findings().stream()
        .map(ExplorerTest::describe)
        .collect(Collectors.joining("\n", figures + (result.findings().isEmpty() ? "" : "\n"), ""));
  }

  private static String describe(Finding finding) {
    Path path = finding.path();
    String labels = String.join(",", path.labels());
    String loop = path.loopStart() < 0 ? "" : " loop from " + path.loopStart();
    return finding.kind()
        + " "
        + finding.number()
        + " from "
        + path.initial()
        + ": "
        + labels
        + loop;
  }

  private static End end(TransitionSystem system, SearchLimits limits) {
    return explore(system, FIRST.withLimits(limits)).end();
  }

  private static SearchResult explore(TransitionSystem system, SearchOptions options) {
    return Explorer.explore(system, options, SearchObserver.NONE);
  }
}
