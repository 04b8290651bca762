package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.graph.Supervisor;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.CheckResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphLaneTest {
  private static final CheckResult RESULT =
      new InterleavingEngine()
          .check(
              Tiny.model("x").build(),
              Machine.SC,
              Compiler.SOURCE,
              CheckOptions.defaults(),
              ProgressListener.none());

  /** Asks ten times, or until it may not go on; how often it did something. */
  private static int work(Supervisor supervisor) {
    int done = 0;
    while (done < 10 && supervisor.goesOn(1, false)) {
      done++;
    }
    return done;
  }

  @Test
  void itGoesAsFarAsItMayAndThenOn() {
    int[] done = {0};
    GraphLane lane =
        new GraphLane(
            supervisor -> {
              done[0] = work(supervisor);
              return RESULT;
            });
    assertFalse(lane.advance(3));
    assertEquals(3, lane.spent());
    assertFalse(lane.advance(4));
    assertEquals(7, lane.spent());
    assertTrue(lane.advance(100));
    assertEquals(10, done[0]);
    assertEquals(Optional.of(RESULT), lane.result());
  }

  @Test
  void aDoubtEndsItWithoutAnAnswer() {
    boolean[] goesOn = {true};
    GraphLane lane =
        new GraphLane(
            supervisor -> {
              goesOn[0] = supervisor.goesOn(1, true);
              return RESULT;
            });
    assertTrue(lane.advance(100));
    assertFalse(goesOn[0]);
    assertEquals(Optional.empty(), lane.result());
  }

  @Test
  void whatIsGivenUpHasLeft() {
    int[] done = {-1};
    GraphLane lane =
        new GraphLane(
            supervisor -> {
              done[0] = work(supervisor);
              return RESULT;
            });
    assertFalse(lane.advance(3));
    lane.giveUp();
    assertEquals(2, done[0]);
    assertEquals(Optional.empty(), lane.result());
  }

  @Test
  void whatItThrowsIsThrownToWhoWaits() {
    GraphLane lane =
        new GraphLane(
            supervisor -> {
              throw new IllegalStateException("seeded");
            });
    assertThrows(IllegalStateException.class, () -> lane.advance(1));
  }

  @Test
  void whatHasNotBegunNeedsNoEnd() {
    GraphLane lane = new GraphLane(supervisor -> RESULT);
    lane.giveUp();
    assertEquals(0, lane.spent());
    assertEquals(Optional.empty(), lane.result());
  }
}
