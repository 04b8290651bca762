package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.check.Checked;
import dev.kaboom.report.Palette;
import dev.kaboom.report.TextReporter;
import dev.kaboom.testing.GoldenFile;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code kaboom check} tells of each violation that a model is expected to have, the drawing,
 * the cause and the schedule, is golden: one file for each model, at {@code traces/} and the
 * model's own path.
 */
class TraceTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/kaboom/models/traces");

  @Test
  void everyExpectedViolationIsToldAsBefore() throws IOException {
    Map<Path, String> told = new LinkedHashMap<>();
    for (ModelCheck check : ModelCheck.ofModels()) {
      if (check.result().verdict() instanceof Verdict.Violated) {
        told.merge(check.file(), violation(check), String::concat);
      }
    }
    List<AssertionError> differences = new ArrayList<>();
    told.forEach((file, text) -> compare(file, text, differences));
    assertTrue(differences.isEmpty(), differences::toString);
    assertEquals(Set.of(), leftOver(GOLDEN, told.keySet()), "traces of what is violated no more");
  }

  @Test
  void aTraceThatNoModelHasAnyMoreIsNoticed(@TempDir Path traces) throws IOException {
    Path kept = Path.of("kvm/old/old.c");
    Files.createDirectories(ModelTree.folder(golden(traces, kept)));
    Files.writeString(golden(traces, kept), "");
    assertEquals(Set.of(), leftOver(traces, Set.of(kept)));
    assertEquals(Set.of("kvm/old/old.txt"), leftOver(traces, Set.of()));
  }

  private static void compare(Path file, String text, List<AssertionError> differences) {
    try {
      GoldenFile.assertMatches(golden(GOLDEN, file), text);
    } catch (AssertionError e) {
      differences.add(e);
    }
  }

  private static Path golden(Path traces, Path model) {
    return traces.resolve(ModelTree.beside(model, ".txt"));
  }

  private static Set<String> leftOver(Path traces, Set<Path> models) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(traces)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> traces.relativize(file).toString())
          .forEach(found::add);
    }
    models.forEach(model -> found.remove(ModelTree.beside(model, ".txt").toString()));
    return found;
  }

  /** The report of one check, without the table of verdicts at its head. */
  private static String violation(ModelCheck check) {
    StringWriter text = new StringWriter();
    TextReporter reporter =
        new TextReporter(new PrintWriter(text), Palette.PLAIN, TextReporter.Detail.ALL);
    reporter.checked(
        new Checked(
            check.file().toString(),
            check.variant(),
            check.result(),
            check.expected(),
            check.cause()));
    reporter.endOfFile();
    String report = text.toString();
    int afterTitle = report.indexOf("\n\n") + 2;
    return report.substring(report.indexOf("\n\n", afterTitle) + 2);
  }
}
