package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kaboom bench} beside peers that are shell scripts. */
class BenchPeersTest {
  private static final String HERD = "small spinlock 2 graphs lkmm 2\n";
  private static final String GENMC = "small sbring 3 graphs tso 8\n";
  private static final String SPIN = "small readers 3 states sc 16\n";

  /** A gcc that makes of {@code pan.c} a script that prints it. */
  private static final String GCC =
      """
      [ "$1 $2" = '-O2 -DSAFETY' ] || exit 1
      while [ "$1" != -o ]; do shift; done
      [ "$2 $3" = 'pan pan.c' ] && echo 'while read -r line; do echo "$line"; done <pan.c' >pan
      /bin/chmod +x pan
      """;

  private BenchCall call;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    call = new BenchCall(folder);
  }

  /** A SPIN whose search says what is given. */
  private void fakeSpin(String... answer) throws IOException {
    call.fake(
        "spin",
        """
        [ "$*" = '-DN=3 -a readers.pml' ] || exit 1
        while read -r line; do [ "$line" = 'active [N] proctype reader()' ] && found=1; done <"$3"
        [ "$found" ] && echo '%s' >pan.c
        """
            .formatted(String.join("\n", answer)));
    call.fake("gcc", GCC);
  }

  /** Runs the only peer of a case, without Kaboom. */
  private void answers(String line, Duration limit, BenchRow.Outcome expected, String problem)
      throws IOException, InterruptedException {
    BenchCase of = BenchCase.parse("c", line).get(0);
    List<BenchPeer> peers = new BenchPeers(call.path(), call.folder(), limit).of(of);
    assertEquals(1, peers.size(), of::title);
    BenchRow row = peers.get(0).run(of);
    assertEquals(expected, row.outcome(), row::toString);
    assertEquals(problem, row.problem());
  }

  private void answers(String line, BenchRow.Outcome expected, String problem)
      throws IOException, InterruptedException {
    answers(line, Duration.ofMinutes(2), expected, problem);
  }

  private void says(String expected) {
    assertTrue(call.out().contains(expected), call.out() + call.err());
  }

  private List<String> engines() throws IOException {
    return call.json().stream().map(row -> row.path("engine").asText()).toList();
  }

  @Test
  void spinIsTheSumOfItsParts() throws IOException {
    fakeSpin("State-vector 84 byte, errors: 0", "   1.5e+09 states, stored", "  7 transitions");
    call.bench(0, SPIN + "small readers 3 states tso 17\n" + GENMC, "--format", "json");
    assertEquals(List.of("states", "spin", "states", "graphs"), engines());
    JsonNode kaboom = call.json().get(0);
    assertEquals(16, kaboom.path("expected").asLong());
    JsonNode spin = call.json().get(1);
    assertEquals(1_500_000_000L, spin.path("count").asLong());
    assertTrue(spin.path("expected").isNull(), "other states");
    assertTrue(spin.path("matches").asBoolean());
    boolean linux = kaboom.path("cpuSeconds").isNumber();
    assertEquals(linux, spin.path("ratio").isNumber(), call.out());
    assertEquals(linux, spin.path("searchSeconds").isNumber(), call.out());
    assertTrue(
        spin.path("searchSeconds").asDouble() <= spin.path("cpuSeconds").asDouble(), call.out());
  }

  private static MeasuredProcess process(OptionalDouble seconds, long peak) {
    return new MeasuredProcess(true, 0, "", "", seconds, OptionalLong.of(peak));
  }

  @Test
  void costsAddUpAndMemoryDoesNot() {
    MeasuredProcess first = process(OptionalDouble.of(1), 30);
    MeasuredProcess second = process(OptionalDouble.of(2), 20);
    BenchCost both = BenchCost.of(first).then(second).withSearch(second);
    assertEquals(
        new BenchCost(
            OptionalDouble.of(3), OptionalDouble.of(2), OptionalLong.empty(), OptionalLong.of(30)),
        both);
    MeasuredProcess unknown = process(OptionalDouble.empty(), 40);
    assertTrue(both.then(unknown).cpuSeconds().isEmpty());
    assertTrue(BenchCost.of(unknown).then(first).cpuSeconds().isEmpty());
    assertEquals(OptionalLong.of(40), both.then(unknown).peakBytes());
  }

  @Test
  void errorsThatSpinFindsFail() throws IOException, InterruptedException {
    fakeSpin("Warning: Search not completed", "errors: 1", "  45 states, stored");
    answers(SPIN, BenchRow.Outcome.DIFFERS, "errors: 1");
  }

  @Test
  void aSearchThatSpinCutsIsNoAnswer() throws IOException, InterruptedException {
    fakeSpin("error: max search depth too small", "errors: 0", "  205 states, stored");
    answers(SPIN, BenchRow.Outcome.UNANSWERED, "error: max search depth too small");
    fakeSpin("Warning: Search not completed", "errors: 0", "  205 states, stored");
    answers(SPIN, BenchRow.Outcome.UNANSWERED, "Warning: Search not completed");
  }

  @Test
  void whatSpinDoesNotTranslateOrGccNotCompileIsNoAnswer()
      throws IOException, InterruptedException {
    fakeSpin("errors: 0", "  45 states, stored");
    call.fake("gcc", "echo 'pan.c: no' >&2\nexit 1\n");
    answers(SPIN, BenchRow.Outcome.UNANSWERED, "pan.c: no");
    call.fake("spin", "exit 2");
    answers(SPIN, BenchRow.Outcome.UNANSWERED, "exit code 2");
    call.fake("spin", "exit 0");
    call.fake("gcc", "echo >pan; /bin/chmod +x pan");
    answers(SPIN, BenchRow.Outcome.UNANSWERED, "exit code 0");
  }

  @Test
  void genMcHasToCountTheSame() throws IOException {
    call.fake(
        "genmc",
        """
        [ "$1 $2 $3 $4" = '-tso --disable-estimation -- -DN=3' ] || exit 1
        while read -r line; do [ "$line" = '#include "threads.h"' ] && found=1; done <"$5"
        [ "$found" ] && [ -f threads.h ] && echo 'Number of complete executions explored: 8'
        echo 'Number of blocked executions seen: 5'
        """);
    call.bench(0, GENMC + "small sbring 3 graphs sc 7\n" + SPIN + HERD, "--format", "json");
    assertEquals(List.of("graphs", "genmc", "graphs", "genmc", "states", "graphs"), engines());
    JsonNode genmc = call.json().get(1);
    assertEquals(8, genmc.path("count").asLong());
    assertEquals(8, genmc.path("expected").asLong());
    assertTrue(genmc.path("searchSeconds").isNull());
    assertEquals("exit code 1", call.json().get(3).path("reason").asText());
    call.fake("genmc", "echo 'Number of complete executions explored: 80'\n");
    call.bench(1, GENMC);
    says("DIFFERS: 8 expected\n1 cases, 1 differ");
  }

  @Test
  void errorsThatGenMcFindsFail() throws IOException, InterruptedException {
    call.fake(
        "genmc",
        """
        echo 'Error: Safety violation!'
        echo 'Number of complete executions explored: 8'
        exit 42
        """);
    answers(GENMC, BenchRow.Outcome.DIFFERS, "Error: Safety violation!");
    call.fake("genmc", "echo 'Number of complete executions explored: 8'; exit 42");
    answers(GENMC, BenchRow.Outcome.DIFFERS, "exit code 42");
  }

  @Test
  void herd7RunsWhatItCanTake() throws IOException, InterruptedException {
    call.fake(
        "herd7",
        """
        [ "$1 $2" = '-conf linux-kernel.cfg' ] || exit 1
        while read -r line; do [ "$line" = 'C spinlock-2' ] && found=1; done <"$3"
        [ "$found" ] && echo 'Witnesses' && echo 'Positive: 2 Negative: 0'
        """);
    String cases = GENMC + HERD + "small rcuwrites 2 graphs lkmm 3\n";
    call.bench(0, cases, "--format", "json");
    assertEquals(List.of("graphs", "graphs", "herd7", "graphs", "herd7"), engines());
    assertEquals(2, call.json().get(2).path("count").asLong());
    assertEquals("exit code 1", call.json().get(4).path("reason").asText());
    call.fake("herd7", "echo 'Positive: 2 Negative: 1'\n");
    answers(HERD, BenchRow.Outcome.DIFFERS, "");
  }

  /** Fakes that never end, and less time than any machine needs to start them. */
  @Test
  void aPeerThatDoesNotEndIsStopped() throws IOException, InterruptedException {
    String endless = "while :; do :; done\n";
    call.fake("herd7", endless);
    call.fake("genmc", endless);
    call.fake("spin", endless);
    call.fake("gcc", "");
    for (String of : List.of(HERD, GENMC, SPIN)) {
      answers(of, Duration.ofMillis(50), BenchRow.Outcome.UNANSWERED, "not ended in time");
    }
  }

  /** The time is over long after the child has been started, or it never is. */
  @Test
  void whatAPeerHasStartedIsStoppedWithIt() throws IOException, InterruptedException {
    call.fake("genmc", "while :; do :; done &\necho $! >\"$0.child\"\nwait\n");
    answers(GENMC, Duration.ofSeconds(2), BenchRow.Outcome.UNANSWERED, "not ended in time");
    Path child = call.folder().resolve("peers/genmc.child");
    assumeTrue(Files.exists(child), "not started in two seconds");
    long pid = Long.parseLong(Files.readString(child).strip());
    assertDoesNotThrow(
        () ->
            ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .get(30, TimeUnit.SECONDS));
  }

  @Test
  void peersThatAreNotThereAreNamedInOneLine() throws IOException {
    call.bench(0, SPIN + GENMC + HERD);
    assertEquals(
        "kaboom: peers left out, as these are not on the PATH: herd7, genmc, spin, gcc\n",
        call.err());
    says("3 cases, 0 differ, 0 without answer");
    call.fake("spin", "exit 1");
    call.bench(0, SPIN);
    assertEquals("kaboom: peers left out, as these are not on the PATH: gcc\n", call.err());
    assertFalse(call.out().contains("spin"), call.out());
    call.fake("gcc", "exit 1");
    call.bench(0, SPIN);
    assertEquals("", call.err());
  }

  @Test
  void aFolderOrAFileThatCannotRunIsNoPeer() throws IOException {
    Path folder = Files.createDirectories(call.folder().resolve("other/genmc"));
    Files.writeString(folder.resolveSibling("spin"), "");
    BenchPath path = BenchPath.of(":" + folder.getParent());
    assertTrue(path.find("genmc").isEmpty());
    assertTrue(path.find("spin").isEmpty());
  }
}
