package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.lang.front.LoadResult;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Needs {@code -Dkaboom.corpus=FOLDER} with {@code herd7.jsonl.gz} and {@code tests/}. */
@EnabledIfSystemProperty(named = "kaboom.corpus", matches = ".+")
class CorpusTest {
  private final ObjectMapper json = new ObjectMapper();
  private final List<String> complaints = new ArrayList<>();

  @Test
  void everyTestLowersAndShowsWhatHerd7Shows() throws IOException {
    Path corpus = Path.of(System.getProperty("kaboom.corpus"));
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpus.resolve("herd7.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode test = json.readTree(line);
        check(corpus.resolve("tests"), test);
        count++;
      }
    }
    assertEquals(List.of(), complaints);
    assertEquals(2744, count);
  }

  private void check(Path tests, JsonNode test) {
    String file = test.get("file").asText();
    LoadResult result = FrontEnd.load(tests.resolve(file), Map.of());
    JsonNode answer = test.has("lkmm") ? test.get("lkmm") : test.get("lkmm-6.1");
    boolean refused = answer.path("status").asText().equals("error");
    if (result.model().isEmpty() != refused) {
      complaints.add(file + ": " + result.diagnostics());
    }
    result.model().ifPresent(model -> compareLabels(file, model, answer.path("states")));
  }

  private void compareLabels(String file, Model model, JsonNode states) {
    if (states.isEmpty()) {
      return;
    }
    String shown =
        model.observables().stream().map(Observable::label).collect(Collectors.joining(" "));
    String expected = states.get(0).asText().replaceAll("=[^;]*;", "");
    if (!shown.equals(expected)) {
      complaints.add(file + " shows " + shown + " where herd7 shows " + expected);
    }
  }
}
