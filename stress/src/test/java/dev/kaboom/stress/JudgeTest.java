package dev.kaboom.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  private static final String COMMAND = "kaboom check m.litmus --machine jvm --compiler source";

  private static final Map<String, String> ALLOWED =
      Map.of("a", "ACCEPTABLE", "b", "ACCEPTABLE", "bad", "FORBIDDEN", "stuck", "ACCEPTABLE");

  private static final Pattern LISTS = Pattern.compile("^list/");

  private static Expected harness(List<String> cuts) {
    return new Expected("t.H", "m.litmus", "-", "jvm", true, COMMAND, "", 2, ALLOWED, cuts);
  }

  private static Judge judge(Expected expected, Map<String, Long> counts) {
    return new Judge(List.of(expected), Map.of("t.H", new Observed(counts, List.of())), 2, LISTS);
  }

  private static String lastLine(Judge judge) {
    List<String> lines = judge.report().lines().toList();
    return lines.get(lines.size() - 1);
  }

  @Test
  void allowedOutcomesAgree() {
    Judge judge = judge(harness(List.of()), Map.of("a", 10L, "b", 1L));
    assertTrue(judge.agree());
    assertEquals("1 harnesses, 1 agree, 0 disagree, 0 missing", lastLine(judge));
  }

  @Test
  void aForbiddenOutcomeFailsAndNamesTheCommand() {
    Judge judge = judge(harness(List.of()), Map.of("a", 10L, "bad", 1L));
    assertFalse(judge.agree());
    assertEquals("1 harnesses, 0 agree, 1 disagree, 0 missing", lastLine(judge));
    assertTrue(judge.report().contains("\"bad\" was seen 1 times; " + COMMAND), judge::report);
  }

  @Test
  void anOutcomeThatIsNotListedFails() {
    assertFalse(judge(harness(List.of()), Map.of("c", 1L)).agree());
  }

  @Test
  void aFailedRunFailsWhateverItShowed() {
    Observed crashed = new Observed(Map.of("a", 1L), List.of("VM_ERROR"));
    assertFalse(new Judge(List.of(harness(List.of())), Map.of("t.H", crashed), 2, LISTS).agree());
  }

  @Test
  void aMissingTestFails() {
    Judge judge = new Judge(List.of(harness(List.of())), Map.of(), 2, LISTS);
    assertFalse(judge.agree());
    assertEquals("1 harnesses, 0 agree, 0 disagree, 1 missing", lastLine(judge));
  }

  @Test
  void aRunWithoutTestsFails() {
    assertFalse(new Judge(List.of(), Map.of(), 2, LISTS).agree());
  }

  @Test
  void tooManyActorsAreSkippedByName() {
    Judge judge = new Judge(List.of(harness(List.of())), Map.of(), 1, LISTS);
    assertTrue(
        judge.report().contains("skipped   m.litmus: needs 2 CPUs at once, and there are 1"));
  }

  @Test
  void anOutcomeThatWasNotSeenIsListed() {
    String report = judge(harness(List.of()), Map.of("a", 1L)).report();
    assertTrue(report.contains("never seen, though allowed: b"), report);
    assertTrue(report.contains("1 of 2 allowed outcomes seen"), report);
  }

  @Test
  void placesOfHandlersAreCounted() {
    Expected expected = harness(List.of("cpu0.0", "cpu0.2", "cpu0.end"));
    String report = judge(expected, Map.of("a, passed:7", 5L, "a, @0", 1L, "b, @2@0", 1L)).report();
    assertTrue(report.contains("handlers came at 2 of 3 places [cpu0.2]"), report);
  }

  @Test
  void aPlaceWhereNoHandlerCameFailsWhereAllAreRequired() {
    List<String> cuts = List.of("cpu0.0", "cpu0.2");
    for (String model : List.of("list/m.c", "m.c")) {
      Expected harness =
          new Expected("t.H", model, "-", "jvm", true, COMMAND, "", 2, ALLOWED, cuts);
      assertTrue(judge(harness, Map.of("a, passed:3", 5L, "a, @0", 1L, "a, @1", 1L)).agree());
      Judge gap = judge(harness, Map.of("a, passed:3", 5L, "a, @0", 1L));
      assertEquals(model.equals("m.c"), gap.agree(), gap::report);
    }
  }

  @Test
  void runsThatSayNothingAreMissing() {
    Judge judge = judge(harness(List.of()), Map.of("stuck", 5L));
    assertEquals("1 harnesses, 0 agree, 0 disagree, 1 missing", lastLine(judge));
    assertTrue(judge.report().contains("no run came to its end"), judge::report);
  }

  @Test
  void weakModelsAreListedWithTheirFolder() {
    Map<String, String> weak = Map.of("a", "ACCEPTABLE", "bad", "ACCEPTABLE_INTERESTING");
    Expected harness =
        new Expected("t.H", "k/m.c", "v", "jvm", false, COMMAND, "", 2, weak, List.of());
    assertTrue(
        judge(harness, Map.of("a", 1L, "bad", 1L))
            .report()
            .contains("k: 0 proven; weak and shown: [m.c (v)]; weak and not shown: []"));
    assertTrue(
        judge(harness, Map.of("a", 1L))
            .report()
            .contains("k: 0 proven; weak and shown: []; weak and not shown: [m.c (v)]"));
  }

  @Test
  void aForbiddenOutcomeWithItsPlaceFails() {
    Expected expected = harness(List.of("cpu0.0"));
    assertFalse(judge(expected, Map.of("bad, @0", 1L)).agree());
  }

  @Test
  void theManifestIsRead(@TempDir Path folder) throws IOException {
    Path manifest = folder.resolve("harnesses.json");
    Files.writeString(
        manifest,
        """
        [{"test": "t.H", "model": "m.c", "variant": "v", "machine": "sc", "proven": true,
          "command": "c", "actors": 2, "skipped": "",
          "outcomes": [{"id": "holds", "expect": "ACCEPTABLE", "why": ""},
                       {"id": "bad-access", "expect": "FORBIDDEN", "why": ""}],
          "cuts": ["cpu0.1"]}]
        """);
    Expected expected = Expected.read(manifest).get(0);
    assertEquals("m.c (v)", expected.title());
    assertTrue(expected.allows("holds"));
    assertFalse(expected.allows("bad-access"));
    assertFalse(expected.allows("something else"));
    assertEquals(List.of("cpu0.1"), expected.cuts());
  }
}
