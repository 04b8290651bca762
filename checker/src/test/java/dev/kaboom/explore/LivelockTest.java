package dev.kaboom.explore;

import static dev.kaboom.explore.TransitionSystem.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.explore.ExplicitSystem.Edge;
import dev.kaboom.explore.Finding.Kind;
import dev.kaboom.explore.SearchResult.End;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivelockTest {
  @Test
  void aLoopOfTheOnlyAgentIsALivelock() {
    check(ExplicitSystem.of(3, 0, 1, 1, 2, 2, 1), "-1 e0,e1,e2 loop from 1");
    check(ExplicitSystem.of(2, 0, 1, 1, 1), "-1 e0,e1 loop from 1");
    check(ExplicitSystem.of(1, 0, 0), "-1 e0 loop from 0");
  }

  @Test
  void waitingForAnAgentThatCanStepIsNone() {
    ExplicitSystem spin = new ExplicitSystem(2, 2);
    spin.edge(0, 0, 0, NOBODY).edge(0, 1, 1, NOBODY);
    spin.finals = ImmutableSet.of(1);
    check(spin, "none");
  }

  @Test
  void waitingForAChoiceOfTheEnvironmentIsALivelock() {
    ExplicitSystem spin = new ExplicitSystem(2, 2);
    spin.edge(0, 0, 0, NOBODY).edge(0, 1, NOBODY, NOBODY);
    spin.finals = ImmutableSet.of(1);
    check(spin, "-1 e0 loop from 0");
  }

  @Test
  void anAgentThatIsDisabledNowAndThenNeedNotStep() {
    ExplicitSystem system = new ExplicitSystem(3, 2);
    system.edge(0, 1, 0, NOBODY).edge(1, 0, 0, NOBODY).edge(0, 2, 1, NOBODY);
    system.finals = ImmutableSet.of(2);
    check(system, "-1 e0,e1 loop from 0");
  }

  @Test
  void theCycleTakesCareOfEveryAgent() {
    ExplicitSystem system = new ExplicitSystem(3, 2);
    system.edge(0, 0, 0, NOBODY).edge(0, 1, 1, NOBODY).edge(1, 1, 0, NOBODY);
    system.edge(1, 0, 1, NOBODY);
    check(system, "-1 e0,e1,e3 loop from 0");
  }

  @Test
  void aHandlerThatSpinsIsALivelockThoughOthersCouldHelp() {
    ExplicitSystem system = new ExplicitSystem(3, 2);
    system.edge(0, 1, NOBODY, NOBODY).edge(1, 1, 1, 1).edge(1, 2, 0, NOBODY).edge(0, 2, 0, NOBODY);
    system.finals = ImmutableSet.of(2);
    check(system, "1 e0,e1 loop from 1");
  }

  @Test
  void aCycleThatNeedsAnotherContextIsNoHandlersOwn() {
    ExplicitSystem system = new ExplicitSystem(4, 2);
    system.edge(0, 1, 1, 1).edge(1, 0, 0, NOBODY).edge(0, 3, 2, NOBODY).edge(1, 3, 2, NOBODY);
    system.finals = ImmutableSet.of(3);
    check(system, "none");
  }

  @Test
  void statesThatAreNotJudgedMayLoop() {
    ExplicitSystem system = ExplicitSystem.of(2, 0, 1, 1, 1);
    system.unjudged = ImmutableSet.of(1);
    check(system, "none");
  }

  @Test
  void longCyclesNeedNoDeepRecursion() {
    int length = 100_000;
    ExplicitCounter counter = new ExplicitCounter(length);
    SearchResult result = Explorer.explore(counter, SearchOptions.ALL, SearchObserver.NONE);
    assertEquals(Kind.LIVELOCK, result.findings().get(0).kind());
    assertEquals(length, result.findings().get(0).path().labels().size());
  }

  @Test
  void aLimitDuringTheSearchForLivelocksIsALimit() {
    ExplicitCounter counter = new ExplicitCounter(100_000);
    long search = Explorer.explore(counter, SearchOptions.ALL, SearchObserver.NONE).storeBytes();
    SearchLimits limits = SearchLimits.NONE.withBytesMax(search - 1);
    SearchOptions options = SearchOptions.ALL.withLimits(limits);
    SearchResult result = Explorer.explore(counter, options, SearchObserver.NONE);
    assertEquals(End.MEMORY, result.end());
    assertEquals(100_000, result.states());
  }

  @Test
  void agreesWithTheDefinitionOnRandomGraphs() {
    int found = 0;
    for (int seed = 0; seed < 3000; seed++) {
      ExplicitSystem system = ExplicitSystem.random(seed, 6, 4 + seed % 9, 3);
      Optional<Finding> livelock = livelock(system);
      boolean expected = new LivelockDefinition(system).holds();
      assertEquals(expected, livelock.isPresent(), "seed " + seed + " " + system.edges);
      livelock.ifPresent(finding -> checkLasso(system, finding));
      found += expected ? 1 : 0;
    }
    assertTrue(found > 500 && found < 2500, found + " livelocks");
  }

  private static void checkLasso(ExplicitSystem system, Finding finding) {
    List<Edge> edges = finding.path().labels().stream().map(name -> edge(system, name)).toList();
    int at = 0;
    for (Edge edge : edges) {
      assertEquals(at, edge.source());
      at = edge.target();
    }
    List<Edge> cycle = edges.subList(finding.path().loopStart(), edges.size());
    assertEquals(at, cycle.get(0).source());
    if (finding.number() != NOBODY) {
      assertTrue(cycle.stream().allMatch(edge -> edge.handler() == finding.number()));
      return;
    }
    long neglected = -1;
    for (Edge edge : cycle) {
      neglected &= system.enabled(edge.source());
    }
    for (Edge edge : cycle) {
      neglected &= edge.agent() == NOBODY ? -1 : ~(1L << edge.agent());
    }
    assertEquals(0, neglected, "agents that the cycle neglects");
  }

  private static Edge edge(ExplicitSystem system, String name) {
    return system.edges.get(Integer.parseInt(name.substring(1)));
  }

  private static void check(ExplicitSystem system, String expected) {
    String seen =
        livelock(system)
            .map(Finding::path)
            .map(path -> String.join(",", path.labels()) + " loop from " + path.loopStart())
            .map(path -> livelock(system).get().number() + " " + path)
            .orElse("none");
    assertEquals(expected, seen);
  }

  private static Optional<Finding> livelock(ExplicitSystem system) {
    SearchResult result = Explorer.explore(system, SearchOptions.ALL, SearchObserver.NONE);
    assertEquals(End.EXHAUSTED, result.end());
    return result.findings().stream().filter(f -> f.kind() == Kind.LIVELOCK).findFirst();
  }

  /** A counter that starts again at 0. */
  private static final class ExplicitCounter extends Grid {
    private final int length;

    ExplicitCounter(int length) {
      super(3, length);
      this.length = length;
    }

    @Override
    public StateKind expand(int[] row, boolean reduction, Sink sink) {
      sink.accept(new int[] {0, (row[1] + 1) % length, 0}, 0);
      return StateKind.INNER;
    }

    @Override
    public Fairness fairness() {
      return new ExplicitSystem(1, 1).edge(0, 0, 0, NOBODY).fairness();
    }
  }
}
