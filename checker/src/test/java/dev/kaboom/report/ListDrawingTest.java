package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.report.Sample.NodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListDrawingTest {
  private static void check(Sample sample, String... expected) {
    var memory = sample.model().program().memory();
    var trace = sample.trace(-1);
    assertEquals(
        List.of(expected),
        new ListDrawing(memory, trace.initialMemory(), trace.finalMemory()).lines());
  }

  private static Sample list() {
    return Sample.model("list");
  }

  @Test
  void anEmptyListPointsAtItself() {
    check(list().node("h", NodeKind.HEAD, "h", "h"), "h -> h");
  }

  @Test
  void aWholeListComesBackToItsHead() {
    check(
        list()
            .node("h", NodeKind.HEAD, "a", "b")
            .node("a", NodeKind.ENTRY, "b", "h")
            .node("b", NodeKind.ENTRY, "h", "a"),
        "h -> a -> b -> h");
  }

  @Test
  void aWrongBackPointerIsShownBelow() {
    check(
        list().node("h", NodeKind.HEAD, "a", "h").node("a", NodeKind.ENTRY, "h", "POISON2"),
        "h -> a -> h",
        "  prev: a.prev = LIST_POISON2, not &h",
        "  prev: h.prev = &h, not &a");
  }

  @Test
  void aChainEndsAtPoisonAndAtNull() {
    check(
        list().node("h", NodeKind.HEAD, "a", "a").node("a", NodeKind.ENTRY, "POISON1", "h"),
        "h -> a -> LIST_POISON1");
    check(list().node("h", NodeKind.HEAD, "NULL", "NULL"), "h -> NULL");
  }

  @Test
  void listsThatDidNotChangeAreLeftOutBesideOneThatDid() {
    check(
        list().node("h", NodeKind.HEAD, "h", "h").node("g", NodeKind.HEAD, "NULL", "NULL"),
        "h -> h");
  }

  @Test
  void aWalkThatNeverEndsIsMarked() {
    check(
        list().node("h", NodeKind.HEAD, "a", "a").node("a", NodeKind.ENTRY, "a", "h"),
        "h -> a -> a (again: the walk never ends)",
        "  prev: a.prev = &h, not &a");
  }

  @Test
  void aNodeThatLeadsIntoAListIsAnEntryOfIt() {
    check(
        list()
            .node("h", NodeKind.HEAD, "a", "a")
            .node("a", NodeKind.HEAD, "h", "h")
            .node("b", NodeKind.HEAD, "h", "h"),
        "h -> a -> h");
  }
}
