package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.ProgramBuilder;
import dev.kaboom.graph.replay.Claim;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Standing;
import org.junit.jupiter.api.Test;

/** Findings become pictures only if they are confirmed; the weakest machine's cycle is told. */
class GraphPicturesTest {
  private static Model messagePassing() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).write("y", 1);
    program.thread().read("r0", "y").read("r1", "x");
    return program.exists("1:r0=1", "1:r1=0");
  }

  private static Model storeBuffering() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("x", 1).read("r0", "y");
    program.thread().write("y", 1).read("r0", "x");
    return program.exists("0:r0=0", "1:r0=0");
  }

  private static GraphResult explore(Model model) {
    return GraphEngine.explore(
        model, MemoryModel.of(Machine.LKMM), Compiler.SOURCE, GraphOptions.DEFAULT);
  }

  private static ExecutionPicture picture(Model model) {
    GraphFinding example = GraphFinding.example(model, explore(model)).orElseThrow();
    return pictures(model, Machine.LKMM).of(example, 0).orElseThrow();
  }

  private static GraphPictures pictures(Model model, Machine machine) {
    return new GraphPictures(model, machine, Compiler.SOURCE, GraphOptions.DEFAULT);
  }

  @Test
  void aFindingThatIsNotConfirmedIsAnInternalError() {
    Model model = messagePassing();
    GraphResult found = explore(model);
    GraphFinding wrong =
        new GraphFinding(null, found.negativeWitness(), new Claim.Proposition(true), "wrong");
    GraphFinding forbidden =
        new GraphFinding(null, found.positiveWitness(), new Claim.Proposition(true), "forbidden");
    GraphPictures kernel = pictures(model, Machine.LKMM);
    GraphPictures x86 = pictures(model, Machine.TSO);
    assertThrows(ReplayMismatchException.class, () -> kernel.of(wrong, 0));
    assertThrows(ReplayMismatchException.class, () -> x86.of(forbidden, 0));
    assertTrue(kernel.of(forbidden, 0).isPresent());
  }

  @Test
  void theCycleIsThatOfTheWeakestMachineThatForbidsIt() {
    assertEquals("tso", picture(messagePassing()).forbidding());
    assertEquals("sc", picture(storeBuffering()).forbidding());
  }

  @Test
  void theCycleCloses() {
    ExecutionPicture picture = picture(storeBuffering());
    int edges = picture.cycle().size();
    assertEquals(4, edges);
    for (int i = 0; i < edges; i++) {
      CycleEdge next = picture.cycle().get((i + 1) % edges);
      assertEquals(next.edge().from(), picture.cycle().get(i).edge().to());
    }
    long relaxed = picture.cycle().stream().filter(e -> e.standing() == Standing.RELAXED).count();
    assertEquals(2, relaxed);
  }

  @Test
  void whatIsKnownOfOneExecutionOnlyIsSaidOfItOnly() {
    Model model = storeBuffering();
    GraphFinding example = GraphFinding.example(model, explore(model)).orElseThrow();
    GraphPictures pictures = pictures(model, Machine.LKMM);
    String searched = pictures.of(example, 0).orElseThrow().remedy();
    String unsearched = pictures.of(example, Long.MAX_VALUE).orElseThrow().remedy();
    assertTrue(searched.endsWith("would forbid it"), searched);
    assertTrue(unsearched.endsWith("would forbid this execution"), unsearched);
  }
}
