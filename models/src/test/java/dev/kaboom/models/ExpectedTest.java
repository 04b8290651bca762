package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.testing.GoldenFile;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every model comes out as the expectation beside it says, and every litmus test as its comment
 * does. Verdicts and numbers of states are golden: with the same semantics they change only if the
 * reduction or a model does.
 */
class ExpectedTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/kaboom/models/expected.golden");
  private static final String HEAD =
      """
      # Every check that an expectation names, and every litmus test: what comes out, and how many
      # states the reduced search sees, or how many executions there are. A line that changes needs
      # a reason.
      """;

  @Test
  void everyCheckComesOutAsExpected() throws IOException {
    List<ModelCheck> checks = new ArrayList<>(ModelCheck.ofModels());
    checks.addAll(ModelCheck.ofLitmusTests());
    List<String> surprises = new ArrayList<>();
    StringBuilder golden = new StringBuilder(HEAD);
    for (ModelCheck check : checks) {
      CheckResult result = check.result();
      if (!check.expected().agrees(result)) {
        String expected = check.expected().text();
        surprises.add(check + ": " + answer(result) + " where expected: " + expected);
      }
      golden.append(check).append(": ").append(answer(result)).append(", ");
      golden.append(explored(check, result)).append('\n');
    }
    assertEquals(List.of(), surprises);
    GoldenFile.assertMatches(GOLDEN, golden.toString());
  }

  private static String explored(ModelCheck check, CheckResult result) {
    boolean states = check.hasStates() && result.statistics().executions() == 0;
    return states
        ? result.statistics().states() + " states"
        : result.statistics().executions() + " executions";
  }

  private static String answer(CheckResult result) {
    if (result.verdict() instanceof Verdict.Violated violated) {
      return "violated \"" + violated.violation().name() + "\"";
    }
    if (result.verdict() instanceof Verdict.Inconclusive inconclusive) {
      return "inconclusive: " + inconclusive.reason();
    }
    return result.verdict().label() + observation(result);
  }

  private static String observation(CheckResult result) {
    return switch (result.observation()) {
      case NONE -> "";
      case NEVER -> " Never";
      case SOMETIMES -> " Sometimes";
      case ALWAYS -> " Always";
    };
  }
}
