package dev.kaboom.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One harness as the generator listed it.
 *
 * @param test the class's full name
 * @param model the model's file
 * @param variant the model's variant, {@code -} for none
 * @param machine whose answers the outcomes are
 * @param proven whether the checker proves that nothing bad happens
 * @param command asks for the model's trace
 * @param skipped why there is no harness, else ""
 * @param actors threads that it needs at once
 * @param outcomes expectation by outcome; what is not in it must not occur
 * @param cuts names of the places where handlers can come
 */
record Expected(
    String test,
    String model,
    String variant,
    String machine,
    boolean proven,
    String command,
    String skipped,
    int actors,
    Map<String, String> outcomes,
    List<String> cuts) {

  /** Reads {@code harnesses.json}. */
  static List<Expected> read(Path manifest) throws IOException {
    List<Expected> all = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(manifest.toFile())) {
      all.add(of(node));
    }
    return all;
  }

  private static Expected of(JsonNode node) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (JsonNode outcome : node.path("outcomes")) {
      outcomes.put(outcome.path("id").asText(), outcome.path("expect").asText());
    }
    List<String> cuts = new ArrayList<>();
    node.path("cuts").forEach(cut -> cuts.add(cut.asText()));
    return new Expected(
        node.path("test").asText(),
        node.path("model").asText(),
        node.path("variant").asText(),
        node.path("machine").asText(),
        node.path("proven").asBoolean(),
        node.path("command").asText(),
        node.path("skipped").asText(),
        node.path("actors").asInt(),
        outcomes,
        cuts);
  }

  /** The same with every outcome forbidden that {@code pattern} finds: what must fail then does. */
  Expected forbidding(Pattern pattern) {
    Map<String, String> changed = new LinkedHashMap<>(outcomes);
    changed.replaceAll((outcome, expect) -> pattern.matcher(outcome).find() ? "FORBIDDEN" : expect);
    return new Expected(
        test, model, variant, machine, proven, command, skipped, actors, changed, cuts);
  }

  /** The title without the folder. */
  String shortTitle() {
    return title().substring(folder().equals(".") ? 0 : folder().length() + 1);
  }

  /** Where the model lies, with its folder's other models. */
  String folder() {
    int slash = model.lastIndexOf('/');
    return slash < 0 ? "." : model.substring(0, slash);
  }

  /** Why it does not run where there are so many CPUs; "" if it does. */
  String whyNot(int cpus) {
    return skipped.isEmpty() && actors > cpus
        ? "needs " + actors + " CPUs at once, and there are " + cpus
        : skipped;
  }

  /** Whether the outcome may occur. */
  boolean allows(String outcome) {
    String expect = outcomes.get(outcome);
    return expect != null && !expect.equals("FORBIDDEN");
  }

  /** The model with its variant. */
  String title() {
    return variant.equals("-") ? model : model + " (" + variant + ")";
  }
}
