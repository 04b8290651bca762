package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.stress.Outcomes.Outcome;
import dev.kaboom.analysis.stress.Outcomes.Standing;

/**
 * What became of one variant of one model.
 *
 * @param name the class's simple name
 * @param model the file as the user named it
 * @param variant the expectation's name of the variant; {@code -} for none
 * @param machine whose answers the outcomes are
 * @param proven whether the checker proves that nothing bad happens
 * @param command asks for the model's trace
 * @param actors threads that a run needs
 * @param outcomes what may come out and what must not
 * @param cuts names of the places where handlers can come, by number
 * @param skipped why there is no harness, else ""
 * @param source the class's source; "" if there is none
 */
public record Harness(
    String name,
    String model,
    String variant,
    String machine,
    boolean proven,
    String command,
    int actors,
    ImmutableList<Outcome> outcomes,
    ImmutableList<String> cuts,
    String skipped,
    String source) {

  static Harness skipped(String name, String model, String variant, String reason) {
    return new Harness(
        name, model, variant, "", false, "", 0, ImmutableList.of(), ImmutableList.of(), reason, "");
  }

  static boolean proven(Standing standing) {
    return standing == Standing.PROVEN;
  }
}
