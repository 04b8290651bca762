package dev.kaboom.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real run of jcstress, judged by manifests that agree with it and that do not. */
class RunTest {
  private static final String HARNESS =
      """
      {"test": "dev.kaboom.stress.%s", "model": "m.c", "variant": "-", "machine": "jvm",
       "proven": true, "command": "kaboom check m.c", "actors": 1, "skipped": "",
       "outcomes": [{"id": "holds", "expect": "%s", "why": ""}], "cuts": []}
      """;

  @TempDir private static Path folder;

  /** What a process printed, and how it ended. */
  private record Ended(int code, List<String> lines) {
    String last() {
      return lines.get(lines.size() - 1);
    }
  }

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    Path manifest = manifest("[" + HARNESS.formatted("Always", "ACCEPTABLE") + "]");
    Ended ended =
        start(
            List.of(
                "dev.kaboom.stress.Run",
                manifest.toString(),
                "Always$",
                "0",
                "1",
                "1",
                "-af",
                "NONE",
                "-sc",
                "false",
                "-jvmArgs",
                "-Xint",
                "-r",
                folder.resolve("html").toString()));
    assertEquals(0, ended.code(), () -> String.join("\n", ended.lines()));
  }

  private static Path manifest(String json) throws IOException {
    Path manifest = folder.resolve("harnesses.json");
    Files.writeString(manifest, json);
    return manifest;
  }

  private static Ended start(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      return new Ended(process.waitFor(), lines);
    }
  }

  private static Ended judge(String json, String forbidden)
      throws IOException, InterruptedException {
    return start(
        List.of(
            "dev.kaboom.stress.Judge",
            manifest(json).toString(),
            folder.toString(),
            ".*",
            "(?!)",
            forbidden));
  }

  @Test
  void anOutcomeThatIsAllowedAgrees() throws IOException, InterruptedException {
    Ended ended = judge("[" + HARNESS.formatted("Always", "ACCEPTABLE") + "]", "(?!)");
    assertEquals("1 harnesses, 1 agree, 0 disagree, 0 missing", ended.last());
    assertEquals(0, ended.code());
  }

  @Test
  void anOutcomeThatIsForbiddenByHandFails() throws IOException, InterruptedException {
    Ended ended = judge("[" + HARNESS.formatted("Always", "FORBIDDEN") + "]", "(?!)");
    assertEquals("1 harnesses, 0 agree, 1 disagree, 0 missing", ended.last());
    assertEquals(1, ended.code());
    assertTrue(
        ended.lines().stream()
            .anyMatch(l -> l.contains("\"holds\" was seen") && l.contains("kaboom check m.c")),
        () -> String.join("\n", ended.lines()));
  }

  @Test
  void anOutcomeThatTheCommandLineForbidsFails() throws IOException, InterruptedException {
    Ended ended = judge("[" + HARNESS.formatted("Always", "ACCEPTABLE") + "]", "^holds$");
    assertEquals("1 harnesses, 0 agree, 1 disagree, 0 missing", ended.last());
    assertEquals(1, ended.code());
  }

  @Test
  void aHarnessThatDidNotRunFails() throws IOException, InterruptedException {
    String both =
        HARNESS.formatted("Always", "ACCEPTABLE") + ", " + HARNESS.formatted("No", "ACCEPTABLE");
    Ended ended = judge("[" + both + "]", "(?!)");
    assertEquals("2 harnesses, 1 agree, 0 disagree, 1 missing", ended.last());
    assertEquals(1, ended.code());
  }

  @Test
  void theTimeIsSplit() {
    assertEquals(600, Run.milliseconds(60, 50, 1, 2));
    assertEquals(30, Run.milliseconds(1, 500, 2, 5));
    assertEquals(60_000, Run.milliseconds(60, 0, 1, 2));
  }
}
