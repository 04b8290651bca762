package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.CheckOptions.Reduction;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.testing.GoldenFile;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * With and without reduction, every check that ships has one answer: the same verdict, observation,
 * properties and final states.
 */
class ReductionTest {
  private static final long STATES_MAX = 300_000;
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/kaboom/models/reduction.golden");
  private static final String HEAD =
      """
      # States that the search sees without reduction and with it, and the final states: the same.
      # "M of N" where a search of a violated model ended early: M are those that both have seen.
      """;

  private final List<String> contradictions = new ArrayList<>();

  @Test
  void theAnswersWithAndWithoutAreTheSame() throws IOException {
    List<ModelCheck> checks = new ArrayList<>(ModelCheck.ofModels());
    checks.addAll(ModelCheck.ofLitmusTests());
    checks.removeIf(check -> !check.hasStates());
    StringBuilder golden = new StringBuilder(HEAD);
    for (ModelCheck check : checks) {
      golden.append(check).append(": ").append(compare(check)).append('\n');
    }
    assertEquals(List.of(), contradictions);
    GoldenFile.assertMatches(GOLDEN, golden.toString());
  }

  private String compare(ModelCheck check) {
    CheckResult reduced = check.run(limited(Reduction.ON));
    if (isTooLarge(reduced)) {
      return "reduced only: more than " + STATES_MAX + " states even with reduction";
    }
    CheckResult full = check.run(limited(Reduction.OFF));
    if (isTooLarge(full)) {
      return "reduced only: more than " + STATES_MAX + " states without reduction";
    }
    if (fillsAWindow(full) && !fillsAWindow(reduced)) {
      return "reduced only: a reorder window is full without reduction";
    }
    same(check + " verdict", full.verdict().label(), reduced.verdict().label());
    answers(full).forEach((name, answer) -> agree(check + " " + name, answer, reduced, name));
    String figures = full.statistics().states() + " and " + reduced.statistics().states();
    return figures + finalStates(check, full, reduced);
  }

  /** Reduction performs early what nobody can see, and so needs fewer guesses at a time. */
  private static boolean fillsAWindow(CheckResult result) {
    return result.verdict() instanceof Verdict.Inconclusive inconclusive
        && inconclusive.reason().startsWith("reordering window full");
  }

  /** The final states of a search that was cut are among those of one that was not. */
  private String finalStates(ModelCheck check, CheckResult full, CheckResult reduced) {
    boolean isFullComplete = isComplete(full);
    boolean isReducedComplete = isComplete(reduced);
    if (isFullComplete && isReducedComplete) {
      same(check + " final states", full.states(), reduced.states());
      same(check + " observation", full.observation(), reduced.observation());
      return ", " + full.states().size() + " final states";
    }
    if (isReducedComplete) {
      same(check + " only without", Set.of(), Sets.difference(full.states(), reduced.states()));
    }
    if (isFullComplete) {
      same(check + " only with", Sets.difference(reduced.states(), full.states()), Set.of());
    }
    return ", %d of %d final states"
        .formatted(
            Sets.intersection(full.states(), reduced.states()).size(),
            Sets.union(full.states(), reduced.states()).size());
  }

  private static CheckOptions limited(Reduction reduction) {
    CheckOptions all = CheckOptions.defaults();
    return new CheckOptions(
        EngineChoice.STATES,
        reduction,
        STATES_MAX,
        all.secondsMax(),
        all.bytesMax(),
        all.storeBufferMax(),
        all.windowMax(),
        all.unrollMax());
  }

  private static boolean isTooLarge(CheckResult result) {
    return result.verdict() instanceof Verdict.Inconclusive inconclusive
        && inconclusive.reason().startsWith("--max-states");
  }

  private static Map<String, String> answers(CheckResult result) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (PropertyResult property : result.properties()) {
      answers.put(property.kind() + " \"" + property.name() + "\"", property.verdict());
    }
    return ImmutableMap.copyOf(answers);
  }

  private static boolean isComplete(CheckResult result) {
    Map<String, String> answers = answers(result);
    return !answers.isEmpty() && !answers.containsValue("inconclusive");
  }

  /** A search of a violated model may end before it knows about every property. */
  private void agree(String what, String answer, CheckResult reduced, String name) {
    String other = answers(reduced).getOrDefault(name, "absent");
    if (!answer.equals("inconclusive") && !other.equals("inconclusive")) {
      same(what, answer, other);
    }
  }

  private void same(String what, Object full, Object reduced) {
    if (!full.equals(reduced)) {
      contradictions.add(what + ": " + full + " without reduction, " + reduced + " with it");
    }
  }
}
