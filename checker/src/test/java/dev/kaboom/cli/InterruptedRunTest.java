package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in a real process: what is finished has been printed, and the exit code is 130. */
class InterruptedRunTest {
  private static final String ENDLESS =
      """
      int a, b, c, d;
      CPU(0) { for (;;) a = (a + b + 1) & 1023; }
      CPU(1) { for (;;) b = (b + c + 1) & 1023; }
      CPU(2) { for (;;) c = (c + d + 1) & 1023; }
      CPU(3) { for (;;) d = (d + a + 1) & 1023; }
      """;

  @TempDir private Path directory;

  @Test
  void whatIsFinishedIsPrintedAtOnceAndNothingIsLost() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("a.c"), "int x;\nCPU(0) { x = 1; }\n");
    Files.writeString(directory.resolve("b.c"), ENDLESS);
    Files.writeString(directory.resolve("c.c"), "int x;\nCPU(0) { x = 1; }\n");
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "check",
                directory.toString(),
                "--machine=sc",
                "--compiler=source",
                "--format=json",
                "-j2")
            .redirectError(log.toFile())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String first = out.readLine();
      assertTrue(first != null && first.contains("\"test\":\"a\""), first);
      Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
      assertEquals(0, kill.waitFor());
      List<String> rest = out.lines().toList();
      assertTrue(rest.stream().noneMatch(line -> line.contains("\"test\":\"b\"")), rest::toString);
    }
    assertEquals(130, process.waitFor());
    assertTrue(Files.readString(log).contains("interrupted at b.c sc source"), log::toString);
  }
}
