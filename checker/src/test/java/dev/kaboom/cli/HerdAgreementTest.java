package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.Expected;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kaboom answers as herd7 did, wherever herd7 has answered: final states, observation, and numbers
 * of executions that satisfy the condition and that do not.
 */
@EnabledIfSystemProperty(
    named = "kaboom.corpus",
    matches = ".+",
    disabledReason = "needs -Dkaboom.corpus=FOLDER with herd7.jsonl.gz and tests/")
class HerdAgreementTest {
  private final ObjectMapper json = new ObjectMapper();

  /** What either tool says of one test. */
  private record Answer(
      List<String> states,
      String observation,
      @Nullable Long positive,
      @Nullable Long negative,
      List<String> flags) {
    static Answer ofHerd(JsonNode answer) {
      List<String> states = new ArrayList<>();
      answer.get("states").forEach(state -> states.add(unnumbered(state.asText())));
      List<String> flags = new ArrayList<>();
      answer.path("flags").forEach(flag -> flags.add(flag.asText()));
      return new Answer(
          states,
          answer.get("observation").asText(),
          answer.get("positive").asLong(),
          answer.get("negative").asLong(),
          flags.stream().sorted().toList());
    }

    /** herd7 numbers the symbols that stand for values out of thin air as it meets them. */
    private static String unnumbered(String state) {
      return state.replaceAll("=S[0-9]+;", "=S0;");
    }

    static Answer ofKaboom(CheckResult result) {
      return new Answer(
          List.copyOf(result.states()),
          Expected.title(result.observation()),
          result.positive(),
          result.negative(),
          List.copyOf(result.flags()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STATES, SC, 489",
    "STATES, TSO, 489",
    "GRAPHS, SC, 489",
    "GRAPHS, TSO, 489",
    "GRAPHS, LKMM, 2705",
    "GRAPHS, LKMM_6_1, 2727"
  })
  void theAnswersAreThoseOfHerd7(EngineChoice engine, Machine machine, int tests)
      throws IOException {
    Path corpus = Path.of(System.getProperty("kaboom.corpus"));
    List<String> contradictions = new ArrayList<>();
    int compared = 0;
    for (JsonNode test : tests(corpus.resolve("herd7.jsonl.gz"))) {
      JsonNode answer = test.path(machine.label());
      if (answer.has("states")) {
        String file = test.get("file").asText();
        Answer herd = Answer.ofHerd(answer);
        Answer kaboom =
            Answer.ofKaboom(check(corpus.resolve("tests").resolve(file), machine, engine));
        if (!kaboom.equals(herd)) {
          contradictions.add(file + ": " + kaboom + " where herd7 has " + herd);
        }
        compared++;
      }
    }
    assertEquals(List.of(), contradictions);
    assertEquals(tests, compared);
  }

  private ImmutableList<JsonNode> tests(Path file) throws IOException {
    ImmutableList.Builder<JsonNode> tests = ImmutableList.builder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        tests.add(json.readTree(line));
      }
    }
    return tests.build();
  }

  private static CheckResult check(Path file, Machine machine, EngineChoice engine) {
    Services services = Wiring.services();
    Model model = services.loader().load(file, ImmutableMap.of()).model().orElseThrow();
    return services
        .checker()
        .check(
            model,
            machine,
            Compiler.SOURCE,
            CheckOptions.defaults().withEngine(engine),
            ProgressListener.none());
  }
}
