package dev.kaboom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kaboom.check.Checked.Outcome;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.report.Restored;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --format json} wrote in an earlier run, by key. A line that is cut or is not such an
 * object is no result: its check is made again.
 */
final class EarlierRun {
  /** Nothing is known. */
  static final EarlierRun NONE = new EarlierRun(null, new LinkedHashMap<>());

  private final @Nullable CheckKeys keys;
  private final Map<String, Restored> results;

  private EarlierRun(@Nullable CheckKeys keys, Map<String, Restored> results) {
    this.keys = keys;
    this.results = results;
  }

  /** Reads the file; empty, with the reason told, if it cannot be read. */
  static Optional<EarlierRun> read(Path file, CheckKeys keys, Console console) {
    if (!Files.isRegularFile(file)) {
      console.complain(file + ": no such file; --resume takes what --format json wrote");
      return Optional.empty();
    }
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Restored> results = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        add(mapper, line, results);
        line = lines.readLine();
      }
    } catch (IOException e) {
      console.complain(file + ": cannot be read: " + e.getMessage());
      return Optional.empty();
    }
    return Optional.of(new EarlierRun(keys, results));
  }

  private static void add(ObjectMapper mapper, String line, Map<String, Restored> results) {
    try {
      JsonNode node = mapper.readTree(line);
      String key = text(node, "key");
      String verdict = text(node, "verdict");
      boolean known =
          verdict.equals("holds") || verdict.equals("violated") || verdict.equals("inconclusive");
      JsonNode matches = node.get("matches");
      if (!key.isEmpty() && known && matches != null && matches.isBoolean()) {
        results.put(key, restored(node, verdict, matches.booleanValue(), line));
      }
    } catch (JsonProcessingException e) {
      // The process was killed while it wrote this line.
      return;
    }
  }

  private static Restored restored(JsonNode node, String verdict, boolean matches, String line) {
    String variant = text(node, "variant");
    String title = text(node, "machine") + " " + text(node, "compiler");
    String reason = text(node, "reason");
    String observation = text(node, "observation");
    String answer = verdict.equals("holds") && !observation.isEmpty() ? observation : verdict;
    Outcome unexpected = verdict.equals("inconclusive") ? Outcome.INCONCLUSIVE : Outcome.FAILED;
    return new Restored(
        text(node, "file"),
        variant.equals(Variant.PLAIN.name()) ? title : variant + " " + title,
        reason.isEmpty() ? answer : answer + ": " + reason,
        matches ? Outcome.PASSED : unexpected,
        line);
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isTextual() ? value.textValue() : "";
  }

  /** The result of this check, if the earlier run has it and nothing has changed since. */
  Optional<Restored> find(
      String file,
      Variant variant,
      Model model,
      Machine machine,
      Compiler compiler,
      Expected expected) {
    return keys == null
        ? Optional.empty()
        : Optional.ofNullable(
            results.get(keys.of(file, variant, model, machine, compiler, expected)));
  }
}
