package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kaboom bench} without peers. */
class BenchCommandTest {
  private static final String SBRING = "small sbring 3 graphs sc 7\n";

  private BenchCall call;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    call = new BenchCall(folder);
  }

  @Test
  void countsOfBothEnginesAreThoseOfTheList() throws IOException {
    call.bench(0, SBRING + "small readers 3 states sc 16 # stores\n", "--format", "json");
    JsonNode graphs = call.json().get(0);
    assertEquals("sbring", graphs.path("program").asText());
    assertEquals(7, graphs.path("count").asLong());
    assertEquals(7, graphs.path("expected").asLong());
    assertTrue(graphs.path("matches").asBoolean());
    assertTrue(graphs.path("bytesPerState").isNull());
    assertTrue(graphs.path("searchSeconds").isNull());
    JsonNode states = call.json().get(1);
    assertEquals(16, states.path("count").asLong());
    assertTrue(states.path("bytesPerState").asDouble() > 0, call.out());
    boolean linux = Files.exists(Path.of("/proc/self/stat"));
    assertEquals(linux, states.path("cpuSeconds").asDouble() > 0, call.out());
    assertEquals(linux, states.path("peakBytes").asLong() > 1 << 20, call.out());
  }

  @Test
  void aCountThatDiffersFails() throws IOException {
    String cases = SBRING + "large sbring 3 graphs tso 9\n";
    call.bench(1, cases);
    assertTrue(
        call.out().contains("DIFFERS: 9 expected\n2 cases, 1 differ, 0 without answer"),
        call.out());
    call.bench(0, cases, "--small");
    call.bench(1, cases, "--full", "3/graphs/tso");
  }

  /** Five states to the power of the threads: no machine has an answer. */
  @Test
  void aCaseWithoutAnswerIsInconclusive() throws IOException {
    call.bench(3, "large indexer 20 states sc 1\n", "--max-seconds", "1");
    assertTrue(call.out().contains("no answer: "), call.out());
    assertTrue(call.out().contains("1 cases, 0 differ, 1 without answer"), call.out());
  }

  @Test
  void nonsenseIsToldBeforeAnythingRuns() throws IOException {
    call.bench(2, SBRING, "fib[");
    assertTrue(call.err().contains("'fib[' is no regular expression: Unclosed character class"));
    call.bench(2, SBRING, "nothing");
    assertTrue(call.err().contains("no case matches 'nothing'"), call.err());
    call.bench(2, SBRING, "--max-seconds", "0");
    call.bench(2, SBRING, "--small", "--full");
    call.bench(4, SBRING + "small sbring 3 graph sc 7\n");
    assertTrue(call.err().contains("cases.txt:2: 'graph' is none of"), call.err());
    call.bench(4, "small unknown 3 graphs sc 7\n");
    assertTrue(call.err().contains("unknown.c: no such file"), call.err());
    call.bench(4, SBRING, "--memory-model", call.folder().resolve("none").toString());
    assertEquals(4, call.run("bench", "--small"));
    assertTrue(call.err().contains("models/bench/sbring.c: no such file; run bench where"));
  }

  @Test
  void everyShippedCaseHasItsProgram() {
    ImmutableList<BenchCase> cases = BenchCase.shipped();
    assertEquals(cases.size(), cases.stream().map(BenchCase::title).distinct().count());
    for (BenchCase of : cases) {
      assertTrue(Files.exists(BenchCall.PROGRAMS.resolve(of.program() + ".c")), of::title);
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
