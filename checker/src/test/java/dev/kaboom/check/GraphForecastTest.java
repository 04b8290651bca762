package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import org.junit.jupiter.api.Test;

class GraphForecastTest {
  private static final String READS =
      """
      int x;
      CPU(0) { WRITE_ONCE(x, 1); }
      CPU(1) { int a = READ_ONCE(x), b = READ_ONCE(x); BUG_ON(a > %d); }
      """;

  private static GraphForecast forecast(int most) {
    Model model =
        FrontEnd.load("t.c", READS.formatted(most), ImmutableMap.of()).model().orElseThrow();
    return new GraphForecast(model, Machine.SC, Compiler.SOURCE, CheckOptions.defaults());
  }

  @Test
  void withoutDescentsNothingIsExpectedToEnd() {
    assertEquals(Double.POSITIVE_INFINITY, forecast(1).nanos());
  }

  @Test
  void aSmallTreeIsForecastNearItsSize() {
    GraphForecast forecast = forecast(1);
    forecast.refine(1000 * GraphForecast.NANOS_PER_GRAPH);
    double nodes = forecast.nanos() / GraphForecast.NANOS_PER_GRAPH;
    assertFalse(forecast.isDoubtful());
    assertTrue(nodes >= 3 && nodes <= 20, nodes + " nodes");
    assertTrue(forecast.steps() >= 3, forecast.steps() + " steps");
  }

  @Test
  void descentsThatWereMadeAreNotMadeAgain() {
    GraphForecast forecast = forecast(1);
    forecast.refine(1000 * GraphForecast.NANOS_PER_GRAPH);
    double nanos = forecast.nanos();
    forecast.refine(500 * GraphForecast.NANOS_PER_GRAPH);
    assertEquals(nanos, forecast.nanos());
  }

  @Test
  void aViolationOnTheWayIsADoubt() {
    GraphForecast forecast = forecast(0);
    forecast.refine(1000 * GraphForecast.NANOS_PER_GRAPH);
    assertTrue(forecast.isDoubtful());
  }
}
