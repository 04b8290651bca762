package dev.kaboom.interleave.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * For straight code without dependencies, {@code cppo} must allow exactly what {@code source}
 * allows for some permitted rearrangement of the code. The rule for rearranging is written here
 * once more.
 */
class ReorderingTest {
  /** One access or barrier; a load goes to a register of that number. */
  private record Piece(int number, boolean store, String cell, AccessKind kind, boolean fence) {
    boolean mustStayBefore(Piece later) {
      boolean sameCell = cell.equals(later.cell);
      boolean bothMarked = kind.marked() && later.kind.marked();
      boolean acquires = kind == AccessKind.ACQUIRE;
      boolean releases = later.kind == AccessKind.RELEASE;
      return fence || later.fence || sameCell || bothMarked || acquires || releases;
    }

    void write(TestCode code) {
      if (fence) {
        code.fence(Barrier.WMB);
      } else if (store) {
        code.store(cell, Integer.toString(number + 1), kind);
      } else {
        code.load("r" + number, cell, kind);
      }
    }
  }

  @Test
  void cpusAllowWhatRearrangedCodeAllows() {
    check(Machine.SC, ContextKind.PROCESS, 60);
    check(Machine.TSO, ContextKind.PROCESS, 60);
  }

  @Test
  void nmisSeeWhatTheySeeOfRearrangedCode() {
    check(Machine.SC, ContextKind.NMI, 200);
    check(Machine.TSO, ContextKind.NMI, 200);
  }

  private static void check(Machine machine, ContextKind other, int programs) {
    int reordered = 0;
    for (int seed = 0; seed < programs; seed++) {
      Random random = new Random(seed);
      List<Piece> first = pieces(random, 3);
      List<Piece> second = pieces(random, other == ContextKind.NMI ? 2 : 3);
      SortedSet<String> expected = new TreeSet<>();
      for (List<Piece> one : rearrangements(first)) {
        for (List<Piece> two : rearrangements(second)) {
          expected.addAll(finals(one, two, other, machine, Compiler.SOURCE));
        }
      }
      SortedSet<String> seen = finals(first, second, other, machine, Compiler.CPPO);
      assertEquals(expected, seen, "seed " + seed + " " + first + " " + second);
      boolean more = !seen.equals(finals(first, second, other, machine, Compiler.SOURCE));
      reordered += more ? 1 : 0;
    }
    assertTrue(reordered >= 5, "programs with a visible reordering: " + reordered);
  }

  private static List<Piece> pieces(Random random, int count) {
    List<Piece> pieces = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      boolean store = random.nextBoolean();
      String cell = random.nextBoolean() ? "x" : "y";
      AccessKind[] kinds =
          store
              ? new AccessKind[] {AccessKind.PLAIN, AccessKind.ONCE, AccessKind.RELEASE}
              : new AccessKind[] {AccessKind.PLAIN, AccessKind.ONCE, AccessKind.ACQUIRE};
      AccessKind kind = kinds[random.nextInt(4) % 3];
      pieces.add(new Piece(number, store, cell, kind, random.nextInt(8) == 0));
    }
    return pieces;
  }

  private static List<List<Piece>> rearrangements(List<Piece> pieces) {
    if (pieces.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Piece>> all = new ArrayList<>();
    for (Piece head : pieces) {
      List<Piece> before = pieces.subList(0, pieces.indexOf(head));
      if (before.stream().noneMatch(piece -> piece.mustStayBefore(head))) {
        List<Piece> rest = new ArrayList<>(pieces);
        rest.remove(head);
        for (List<Piece> tail : rearrangements(rest)) {
          List<Piece> whole = new ArrayList<>(List.of(head));
          whole.addAll(tail);
          all.add(whole);
        }
      }
    }
    return all;
  }

  private static SortedSet<String> finals(
      List<Piece> first,
      List<Piece> second,
      ContextKind other,
      Machine machine,
      Compiler compiler) {
    TestProgram program = TestProgram.of("x", "y").cpu(0, code(first));
    see(program, first);
    if (other == ContextKind.NMI) {
      program.nmi(0, code(second));
    } else {
      program.cpu(1, code(second));
    }
    see(program, second);
    program.seeCell("x").seeCell("y");
    return BruteForce.explore(program.model(), machine, compiler, StepperOptions.DEFAULT, List.of())
        .finals();
  }

  private static Consumer<TestCode> code(List<Piece> pieces) {
    return code -> pieces.forEach(piece -> piece.write(code));
  }

  private static void see(TestProgram program, List<Piece> pieces) {
    pieces.stream()
        .filter(piece -> !piece.store() && !piece.fence())
        .map(Piece::number)
        .sorted()
        .forEach(number -> program.see("r" + number));
  }
}
