package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.graph.SmallPrograms.Statement;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Estimates against the number of nodes that an exploration then has. */
class TreeEstimateTest {
  private static final long WORK = 100_000;
  private static final List<Statement> STATEMENTS =
      List.of(
          Statement.READ_X,
          Statement.READ_Y,
          Statement.WRITE_X,
          Statement.WRITE_Y_DATA,
          Statement.EXCHANGE_X);

  private static TreeEstimate estimate(Model model, Machine machine, long work, long seed) {
    Optional<TreeEstimate> estimate =
        GraphEngine.estimate(
            model, MemoryModel.of(machine), Compiler.SOURCE, GraphOptions.DEFAULT, work, seed);
    return estimate.orElseThrow();
  }

  private static long nodes(Model model, Machine machine) {
    return GraphEngine.explore(
            model, MemoryModel.of(machine), Compiler.SOURCE, GraphOptions.DEFAULT)
        .statistics()
        .nodes();
  }

  private static void isNear(long nodes, double found) {
    double expected = (double) nodes;
    assertTrue(
        Math.abs(found - expected) < 0.1 * expected,
        () -> "estimated " + found + ", there are " + expected);
  }

  @Test
  void manyPassesTellTheSizeOfTheTree() {
    int[] compared = {0};
    SmallPrograms.forEach(
        STATEMENTS,
        new int[] {2, 1, 1},
        model -> {
          if (compared[0]++ % 60 == 0) {
            isNear(nodes(model, Machine.SC), estimate(model, Machine.SC, WORK, 1).work());
            isNear(nodes(model, Machine.TSO), estimate(model, Machine.TSO, WORK, 1).work());
          }
        });
    assertEquals(625, compared[0]);
  }

  @Test
  void andOfThatOfTheExplorerThatKnowsAllModels() {
    int[] compared = {0};
    SmallPrograms.forEach(
        STATEMENTS,
        new int[] {2, 2},
        model -> {
          if (compared[0]++ % 100 == 0) {
            TreeEstimate estimate = estimate(model, Machine.LKMM, TreeEstimate.GENERAL * WORK, 1);
            isNear(nodes(model, Machine.LKMM), estimate.work() / TreeEstimate.GENERAL);
          }
        });
    assertEquals(625, compared[0]);
  }

  @Test
  void oneSeedGivesOneEstimate() {
    SmallPrograms.forEach(
        List.of(Statement.READ_X, Statement.EXCHANGE_X),
        new int[] {3, 3},
        model -> {
          TreeEstimate first = estimate(model, Machine.SC, 500, 7);
          assertEquals(first, estimate(model, Machine.SC, 500, 7));
          assertFalse(first.doubtful());
        });
  }

  /** A tree whose node of size n has children of sizes 0 … n-1: 2 to the power n nodes. */
  private static void visit(TreeSampler sampler, int size) {
    if (!sampler.enters()) {
      return;
    }
    do {
      for (int child = 0; child < size; child++) {
        visit(sampler, child);
      }
    } while (sampler.choose());
  }

  @Test
  void largeSubtreesBehindFewChoicesAreNotOverlooked() {
    int size = 18;
    double sum = 0;
    for (int seed = 0; seed < 40; seed++) {
      TreeSampler sampler = new TreeSampler(new Random(seed), 100_000);
      while (sampler.begin()) {
        visit(sampler, size);
      }
      double ratio = sampler.nodes() / (1 << size);
      assertTrue(ratio > 0.5 && ratio < 2, "seed " + seed + ": " + ratio);
      assertTrue(sampler.error() < sampler.nodes(), "seed " + seed + ": " + sampler.error());
      sum += ratio;
    }
    assertEquals(1, sum / 40, 0.1);
  }

  @Test
  void wherePassesAgreeFewAreEnough() {
    TreeSampler sampler = new TreeSampler(new Random(1), 1000);
    int passes = 0;
    while (sampler.begin()) {
      visit(sampler, 1);
      passes++;
    }
    assertEquals(2, sampler.nodes());
    assertEquals(0, sampler.error());
    assertTrue(passes < 100, passes + " passes");
  }

  @Test
  void aPassThatIsTooLongTellsNothing() {
    TreeSampler sampler = new TreeSampler(new Random(1), 10);
    assertTrue(sampler.begin());
    for (int i = 0; i < 100 && sampler.enters(); i++) {
      assertFalse(sampler.enters());
      assertTrue(sampler.choose());
    }
    assertFalse(sampler.enters());
    assertFalse(sampler.choose());
    assertEquals(Double.POSITIVE_INFINITY, sampler.nodes());
    assertFalse(sampler.begin());
  }

  /** Somewhere in a tree that would take years. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSampleThatIsGivenUpEnds() {
    Model model =
        SmallPrograms.build(Collections.nCopies(6, Collections.nCopies(4, Statement.EXCHANGE_X)));
    for (Machine machine : List.of(Machine.SC, Machine.TSO, Machine.LKMM)) {
      int[] asked = {0};
      GraphOptions options =
          GraphOptions.DEFAULT.withSupervisor((work, doubtful) -> asked[0]++ < 1);
      GraphEngine.estimate(
          model, MemoryModel.of(machine), Compiler.SOURCE, options, 1_000_000_000, 1);
      assertEquals(2, asked[0], machine.name());
    }
  }
}
