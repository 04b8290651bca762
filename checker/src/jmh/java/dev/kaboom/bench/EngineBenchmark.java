package dev.kaboom.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Measures the cases whose title a regular expression finds something in, and prints a table. */
public final class EngineBenchmark {
  private EngineBenchmark() {}

  /**
   * Prints the table.
   *
   * @param args the folder of the models, a regular expression
   */
  public static void main(String[] args) {
    Path models = Path.of(args[0]);
    Pattern wanted = Pattern.compile(args[1]);
    System.out.println(
        "| model | machine | compiler | reduction | states | transitions | seconds | states/s"
            + " | bytes/state | peak heap, MB | bytes allocated/transition | check, seconds |");
    System.out.println("|---|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (Case chosen : Case.all()) {
      if (wanted.matcher(chosen.title()).find()) {
        System.out.println(line(chosen, Measurement.of(chosen, models)));
      }
    }
  }

  private static String line(Case chosen, Measurement measured) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | %s | %,d | %,d | %.3f | %,d | %.1f | %d | %.2f | %.2f |",
        chosen.name(),
        chosen.machine().label(),
        chosen.compiler().label(),
        chosen.reductionLabel(),
        measured.states(),
        measured.transitions(),
        measured.seconds(),
        Math.round(measured.states() / measured.seconds()),
        measured.bytesPerState(),
        measured.peakHeapBytes() >> 20,
        measured.bytesPerTransition(),
        measured.checkSeconds());
  }
}
