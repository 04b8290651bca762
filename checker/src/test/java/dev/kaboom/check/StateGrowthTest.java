package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import org.junit.jupiter.api.Test;

/** Extrapolated sizes of searches whose levels are known. */
class StateGrowthTest {
  /** Has the search expand its first levels; returns how many states there are in all. */
  private static long search(StateGrowth growth, long[] widths, int levels) {
    growth.begin();
    long all = 0;
    for (long width : widths) {
      all += width;
    }
    for (int i = 0; i < widths[0]; i++) {
      growth.found();
    }
    for (int level = 0; level < levels; level++) {
      for (int i = 0; i < widths[level + 1]; i++) {
        growth.found();
      }
      for (int i = 0; i < widths[level] / StateGrowth.EXPANDED; i++) {
        growth.expanded();
      }
    }
    return all;
  }

  /** So many threads of so many steps that have nothing to do with each other, times 64. */
  private static long[] independent(int threads, int steps) {
    long[] widths = {StateGrowth.EXPANDED};
    for (int thread = 0; thread < threads; thread++) {
      long[] product = new long[widths.length + steps];
      for (int level = 0; level < product.length; level++) {
        for (int own = 0; own <= steps; own++) {
          product[level] += level >= own && level - own < widths.length ? widths[level - own] : 0;
        }
      }
      widths = product;
    }
    return widths;
  }

  @Test
  void whatIsLeftOfIndependentThreadsIsToldWithinAFactorOfThree() {
    for (int threads = 3; threads <= 6; threads++) {
      long[] widths = independent(threads, 4);
      int depth = widths.length - 1;
      for (int levels = depth / 3; levels < depth - 2; levels++) {
        StateGrowth growth = new StateGrowth();
        long all = search(growth, widths, levels);
        long expanded = 0;
        for (int level = 0; level < levels; level++) {
          expanded += widths[level];
        }
        double left = growth.remaining(depth);
        double ratio = left / (all - expanded);
        String where = threads + " threads after " + levels + " levels: " + ratio;
        assertTrue(ratio > 1 / 3.0 && ratio < 3, where);
      }
    }
  }

  /** Levels that become wider by a power, and narrow again in the last fifth. */
  private static long[] lateNarrowing(int levels, int power) {
    long[] widths = new long[levels];
    for (int level = 0; level < levels; level++) {
      double place = (level + 1.0) / levels;
      double share = Math.pow(place, power) * Math.min(1, 5 * (1 - place));
      widths[level] = StateGrowth.EXPANDED * (1 + (long) (2000 * share));
    }
    return widths;
  }

  @Test
  void ofSearchesThatGrowForLongTheTrendTellsMore() {
    int compared = 0;
    for (int power = 3; power <= 6; power++) {
      long[] widths = lateNarrowing(60, power);
      for (int levels = 30; levels < 45; levels += 3) {
        StateGrowth growth = new StateGrowth();
        long all = search(growth, widths, levels);
        if (growth.states() > 4 * StateGrowth.OUTLINED) {
          double ratio = (growth.states() + growth.remaining(59)) / all;
          String where = "power " + power + " after " + levels + " levels: " + ratio;
          assertTrue(ratio > 0.35 && ratio < 1.5, where);
          compared++;
        }
      }
    }
    assertEquals(14, compared);
  }

  @Test
  void whereTheLongestExecutionEndsOnlyWhatWaitsIsLeft() {
    StateGrowth growth = new StateGrowth();
    search(growth, new long[] {64, 128, 192}, 2);
    assertEquals(384, growth.states());
    assertEquals(192, growth.remaining(2));
  }

  @Test
  void placesAreThoseOfAllContexts() {
    Tiny tiny = Tiny.model("x");
    tiny.cpu(0, tiny.store("x", 1), tiny.store("x", 2));
    tiny.cpu(1, tiny.store("x", 3), tiny.mb(), tiny.load(0, "x"));
    assertEquals(3 * 4, StateGrowth.places(tiny.build().program()));
  }

  @Test
  void ofCodeThatLoopsThereAreMore() {
    Tiny tiny = Tiny.model("x");
    tiny.cpu(0, tiny.load(0, "x"), new Instruction.Jump(Position.NONE, 0));
    assertTrue(StateGrowth.places(tiny.build().program()) > 3 * 4);
  }

  @Test
  void anotherSearchBeginsWithNothing() {
    StateGrowth growth = new StateGrowth();
    search(growth, new long[] {64, 128, 192}, 2);
    growth.begin();
    assertEquals(0, growth.states());
    assertEquals(0, growth.remaining(9));
  }
}
