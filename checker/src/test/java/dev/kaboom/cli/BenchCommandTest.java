package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code kaboom bench} in a process of its own, with processes of its own and no peer but a fake.
 */
class BenchCommandTest {
  private static final Path PROGRAMS = Path.of("..", "models", "bench").toAbsolutePath();
  private static final String SBRING = "small sbring 3 graphs sc 7\n";

  @TempDir private Path folder;
  private Path bin = Path.of("");
  private String out = "";
  private String err = "";

  @BeforeEach
  void makeAPath() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
  }

  /** In this process: the cases run in others all the same. */
  private int bench(String... words) {
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

  /** In a process whose PATH leads to the fake only. */
  private int benchBesideTheFake(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    line.add(Main.class.getName());
    line.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("PATH", bin.toString());
    int code = builder.start().waitFor();
    out = Files.readString(folder.resolve("out"));
    err = Files.readString(folder.resolve("err"));
    return code;
  }

  private String[] line(String cases, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("cases.txt"), cases);
    List<String> line = new ArrayList<>(List.of("bench"));
    line.addAll(List.of(words));
    line.addAll(List.of("--cases", file.toString(), "--programs", PROGRAMS.toString()));
    return line.toArray(String[]::new);
  }

  private void bench(int expected, String cases, String... words) throws IOException {
    int code = bench(line(cases, words));
    assertEquals(expected, code, () -> out + err);
  }

  private void peer(int expected, String cases, String... words)
      throws IOException, InterruptedException {
    int code = benchBesideTheFake(line(cases, words));
    assertEquals(expected, code, () -> out + err);
  }

  private List<JsonNode> json() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : out.lines().toList()) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  private void fakeHerd(String script) throws IOException {
    Path fake = Files.writeString(bin.resolve("herd7"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void countsOfBothEnginesAreThoseOfTheList() throws IOException {
    bench(0, SBRING + "small readers 3 states sc 16 # stores\n", "--format", "json");
    JsonNode graphs = json().get(0);
    assertEquals("sbring", graphs.path("program").asText());
    assertEquals(7, graphs.path("count").asLong());
    assertTrue(graphs.path("matches").asBoolean());
    assertTrue(graphs.path("bytesPerState").isNull());
    JsonNode states = json().get(1);
    assertEquals(16, states.path("count").asLong());
    assertTrue(states.path("bytesPerState").asDouble() > 0, out);
    boolean linux = Files.exists(Path.of("/proc/self/stat"));
    assertEquals(linux, states.path("cpuSeconds").asDouble() > 0, out);
    assertEquals(linux, states.path("peakBytes").asLong() > 1 << 20, out);
  }

  @Test
  void aCountThatDiffersFails() throws IOException {
    String cases = SBRING + "large sbring 3 graphs tso 9\n";
    bench(1, cases);
    assertTrue(out.contains("DIFFERS: 9 expected\n2 cases, 1 differ, 0 without answer"), out);
    bench(0, cases, "--small");
    bench(1, cases, "--full", "3/graphs/tso");
  }

  @Test
  void aCaseWithoutAnswerIsInconclusive() throws IOException {
    bench(3, "large fib 6 states tso 1\n", "--max-seconds", "1");
    assertTrue(out.contains("no answer: --max-seconds 1"), out);
  }

  @Test
  void nonsenseIsToldBeforeAnythingRuns() throws IOException {
    bench(2, SBRING, "fib[");
    assertTrue(err.contains("'fib[' is no regular expression: Unclosed character class"), err);
    bench(2, SBRING, "nothing");
    assertTrue(err.contains("no case matches 'nothing'"), err);
    bench(2, SBRING, "--max-seconds", "0");
    bench(2, SBRING, "--small", "--full");
    bench(4, SBRING + "small sbring 3 graph sc 7\n");
    assertTrue(err.contains("cases.txt:2: 'graph' is none of"), err);
    bench(4, "small unknown 3 graphs sc 7\n");
    assertTrue(err.contains("unknown.c: no such file"), err);
    bench(4, SBRING, "--memory-model", folder.resolve("none").toString());
    assertEquals(4, bench("bench", "--small"));
    assertTrue(err.contains("models/bench/sbring.c: no such file; run bench where"), err);
  }

  @Test
  void herd7RunsWhatItCanTakeInTurns() throws IOException, InterruptedException {
    fakeHerd(
        """
        [ "$1 $2" = '-conf linux-kernel.cfg' ] || exit 1
        while read -r line; do [ "$line" = 'C spinlock-2' ] && found=1; done <"$3"
        [ "$found" ] && echo 'Witnesses' && echo 'Positive: 2 Negative: 0'
        """);
    String cases = SBRING + "small spinlock 2 graphs lkmm 2\nsmall rcuwrites 2 graphs lkmm 3\n";
    peer(0, cases, "--format", "json");
    assertEquals(
        List.of("graphs", "graphs", "herd7", "graphs", "herd7"),
        json().stream().map(row -> row.path("engine").asText()).toList());
    JsonNode peer = json().get(2);
    assertEquals(2, peer.path("count").asLong());
    assertTrue(peer.path("ratio").isNumber() || peer.path("cpuSeconds").isNull(), out);
    assertEquals("exit code 1", json().get(4).path("reason").asText());
  }

  @Test
  void aPeerThatCountsOtherwiseFails() throws IOException, InterruptedException {
    fakeHerd("echo 'Positive: 2 Negative: 1'\n");
    peer(1, "small spinlock 2 graphs lkmm 2\n");
    assertTrue(out.contains("1 cases, 1 differ"), out);
  }

  @Test
  void aPeerThatDoesNotEndIsStopped() throws IOException, InterruptedException {
    fakeHerd("while :; do :; done\n");
    peer(0, "small spinlock 2 graphs lkmm 2\n", "--max-seconds", "15");
    assertTrue(out.contains("no answer: not ended in time"), out);
  }

  /** What herd7 is given is what the checker is given: it has the same executions. */
  @ParameterizedTest
  @CsvSource({
    "spinlock, 3, 6",
    "increturn, 4, 24",
    "storesloads, 4, 70",
    "rcureads, 3, 63",
    "rcureads, 4, 255",
    "rcuwrites, 8, 255"
  })
  void litmusTestsHaveTheExecutionsOfTheFamilies(String program, int size, long executions)
      throws IOException {
    Path litmus = folder.resolve("family.litmus");
    Files.writeString(litmus, BenchLitmus.of(program, size).orElseThrow());
    List<Path> files = List.of(litmus, PROGRAMS.resolve(program + ".c"));
    for (Path file : files) {
      assertEquals(executions, executions(file, size), file::toString);
    }
  }

  private long executions(Path file, int size) throws IOException {
    String define = file.toString().endsWith(".c") ? "N=" + size : "UNUSED";
    bench("check", file.toString(), "-D", define, "-m", "lkmm", "-c", "source", "--format", "json");
    return json().get(0).path("explored").path("executions").asLong();
  }

  @Test
  void everyShippedCaseHasItsProgramAndAllFamiliesAPeer() {
    ImmutableList<BenchCase> cases = BenchCase.shipped();
    assertEquals(cases.size(), cases.stream().map(BenchCase::title).distinct().count());
    for (BenchCase of : cases) {
      assertTrue(Files.exists(PROGRAMS.resolve(of.program() + ".c")), of::title);
      boolean family = of.machine() == Machine.LKMM;
      assertEquals(family, BenchLitmus.of(of.program(), of.size()).isPresent(), of::title);
    }
    assertFalse(cases.isEmpty());
  }

  @Test
  void aLineThatIsNoCaseIsTold() {
    check("small sbring 3 graphs sc", "c:1: EXTENT PROGRAM SIZE ENGINE MACHINE COUNT is expected");
    check("\nmedium sbring 3 graphs sc 7", "c:2: 'medium' is not small or large");
    check("small ../sbring 3 graphs sc 7", "c:1: EXTENT PROGRAM");
    check("small sbring 3 graphs arm 7", "c:1: 'arm' is none of sc, tso");
  }

  private static void check(String text, String expected) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> BenchCase.parse("c", text));
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e::getMessage);
  }
}
