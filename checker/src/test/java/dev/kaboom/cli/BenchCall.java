package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls of {@code kaboom bench} in this process, whose cases run in others, beside no peers but
 * those that a test has made.
 */
final class BenchCall {
  static final Path PROGRAMS = Path.of("..", "models", "bench").toAbsolutePath();

  private final Path folder;
  private final Path peers;
  private String out = "";
  private String err = "";

  /** With an empty folder to work in. */
  BenchCall(Path folder) throws IOException {
    this.folder = folder;
    this.peers = Files.createDirectory(folder.resolve("peers"));
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  Path folder() {
    return folder;
  }

  BenchPath path() {
    return BenchPath.of(peers.toString());
  }

  /** A peer that is a shell script. */
  void fake(String name, String script) throws IOException {
    Path file = Files.writeString(peers.resolve(name), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The exit code of any command. */
  int run(String... words) {
    StringWriter results = new StringWriter();
    StringWriter messages = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(results),
            new PrintWriter(messages),
            Console.Kind.OTHER,
            Console.Kind.OTHER);
    int code = Kaboom.run(console, Wiring.services(), words);
    out = results.toString();
    err = messages.toString();
    return code;
  }

  /** Measures a list of cases, and looks at the exit code. */
  void bench(int expected, String cases, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("cases.txt"), cases);
    List<String> line = new ArrayList<>(List.of("bench"));
    line.addAll(List.of(words));
    line.addAll(List.of("--cases", file.toString(), "--programs", PROGRAMS.toString()));
    line.addAll(List.of("--peers", peers.toString()));
    int code = run(line.toArray(String[]::new));
    assertEquals(expected, code, () -> out + err);
  }

  /** What the last call printed as JSON. */
  List<JsonNode> json() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : out.lines().toList()) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }
}
