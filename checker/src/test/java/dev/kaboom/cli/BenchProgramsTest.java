package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs that peers are given are those of {@code models/bench}. */
class BenchProgramsTest {
  private static final BenchPath INSTALLED =
      BenchPath.of(Strings.nullToEmpty(System.getenv("PATH")));
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What C11 says and the kernel does, in the order in which it is replaced. */
  private static final ImmutableMap<String, String> KERNEL_C =
      ImmutableMap.<String, String>builder()
          .put("#include <(assert|stdatomic)\\.h>", "#include <linux/atomic.h>")
          .put("atomic_int next, owner", "atomic_t next;\nstatic int owner")
          .put("atomic_int", "int")
          .put("atomic_fetch_add\\(&next, 1\\)", "atomic_fetch_add(1, &next)")
          .put("atomic_load_explicit\\(&next, memory_order_relaxed\\)", "atomic_read(&next)")
          .put("atomic_load_explicit\\(&([^,]*), memory_order_relaxed\\)", "READ_ONCE($1)")
          .put("atomic_load_explicit\\(([^,]*), memory_order_acquire\\)", "smp_load_acquire($1)")
          .put("atomic_store_explicit\\(&(.*), memory_order_relaxed\\)", "WRITE_ONCE($1)")
          .put("atomic_store_explicit\\((.*), memory_order_release\\)", "smp_store_release($1)")
          .put("atomic_exchange", "xchg")
          .put("!(atomic_compare_exchange_strong\\(.*\\))\\)", "$1 != 0)")
          .put("atomic_compare_exchange_strong\\((.*), &(\\w*), (.*?)\\)", "cmpxchg($1, $2, $3)")
          .put("return READ_ONCE\\((.*)\\) ([!=<>]+ \\w+)", "return $1 $2")
          .put("(&&\\s+)READ_ONCE\\((.*)\\) ([!=<>]+ N)", "$1$2 $3")
          .put("static int holds\\(void\\)\n\\{\n\treturn ([^;]*);\n\\}", "FINALLY(\"holds\", $1);")
          .build();

  private BenchCall call;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    call = new BenchCall(folder);
  }

  private long executions(Path file, BenchCase of) throws IOException {
    call.run(
        "check",
        file.toString(),
        "-D",
        file.toString().endsWith(".c") ? "N=" + of.size() : "UNUSED",
        "-m",
        of.machine().label(),
        "-c",
        "source",
        "--engine",
        "graphs",
        "--unroll",
        "20",
        "--format",
        "json");
    assertTrue(call.err().isEmpty(), call.err());
    assertEquals("holds", call.json().get(0).path("verdict").asText(), call.out());
    return call.json().get(0).path("explored").path("executions").asLong();
  }

  @Test
  void everyShippedCaseHasThePeersThatItCanHave() throws IOException {
    for (String name : ImmutableList.of("herd7", "genmc", "spin", "gcc")) {
      call.fake(name, "");
    }
    BenchPeers peers = new BenchPeers(call.path(), call.folder(), LIMIT);
    for (BenchCase of : BenchCase.shipped()) {
      String expected =
          switch (of.machine()) {
            case LKMM -> "herd7";
            case SC -> of.engine() == EngineChoice.STATES ? "spin" : "genmc";
            default -> "genmc";
          };
      boolean none =
          of.engine() == EngineChoice.AUTO
              || (of.engine() == EngineChoice.STATES && of.machine() != Machine.SC);
      assertEquals(
          none ? ImmutableList.of() : ImmutableList.of(expected),
          peers.of(of).stream().map(BenchPeer::name).toList(),
          of::title);
    }
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
  void litmusTestsHaveTheExecutionsOfTheFamilies(String program, int size, long expected)
      throws IOException {
    BenchCase of =
        new BenchCase(
            BenchCase.Extent.SMALL, program, size, EngineChoice.GRAPHS, Machine.LKMM, expected);
    Path litmus = call.folder().resolve("family.litmus");
    Files.writeString(litmus, BenchLitmus.of(program, size).orElseThrow());
    assertEquals(expected, executions(litmus, of));
    assertEquals(expected, executions(BenchCall.PROGRAMS.resolve(program + ".c"), of));
  }

  static Stream<BenchCase> small() {
    return BenchCase.shipped().stream()
        .filter(of -> of.extent() == BenchCase.Extent.SMALL && of.machine() != Machine.LKMM);
  }

  static Stream<BenchCase> smallGraphs() {
    return small().filter(of -> of.engine() == EngineChoice.GRAPHS);
  }

  static Stream<BenchCase> smallStates() {
    return small().filter(of -> of.engine() == EngineChoice.STATES && of.machine() == Machine.SC);
  }

  /** GenMC's programs, put back into kernel C word for word, have the executions of the models. */
  @ParameterizedTest
  @MethodSource("smallGraphs")
  void programsInC11HaveTheExecutionsOfTheModels(BenchCase of) throws IOException {
    Path file;
    try (BenchFolder source = new BenchFolder()) {
      String text = Files.readString(source.put("genmc/" + of.program() + ".c"));
      for (Map.Entry<String, String> step : KERNEL_C.entrySet()) {
        text = text.replaceAll(step.getKey(), step.getValue());
      }
      file = Files.writeString(call.folder().resolve("kernel.c"), text);
    }
    String kernel = Files.readString(file);
    assertTrue(kernel.contains("FINALLY(") && !kernel.contains("memory_order"), kernel);
    Files.copy(BenchCall.PROGRAMS.resolve("threads.h"), call.folder().resolve("threads.h"));
    assertEquals(of.expected(), executions(file, of), of::title);
  }

  /** Skipped where there is no gcc. */
  @ParameterizedTest
  @MethodSource("smallGraphs")
  void programsInC11CompileAndHold(BenchCase of) throws IOException, InterruptedException {
    assumeTrue(of.machine() == Machine.SC, "the program of the other machine is the same");
    assumeTrue(INSTALLED.find("gcc").isPresent(), "no gcc on the PATH");
    try (BenchFolder folder = new BenchFolder()) {
      folder.put("genmc/threads.h");
      String program = folder.put("genmc/" + of.program() + ".c").toString();
      succeeds(
          folder,
          INSTALLED.command("gcc"),
          "-DN=" + of.size(),
          "-Wall",
          "-Wextra",
          "-Werror",
          "-pthread",
          "-o",
          "program",
          program);
      for (int i = 0; i < 20; i++) {
        succeeds(folder, folder.path().resolve("program").toString());
      }
    }
  }

  private static void succeeds(BenchFolder folder, String... command)
      throws IOException, InterruptedException {
    MeasuredProcess process =
        MeasuredProcess.run(ImmutableList.copyOf(command), folder.path(), LIMIT);
    assertTrue(process.succeeded(), process.complaint());
  }

  /** Skipped where there is no SPIN. */
  @ParameterizedTest
  @MethodSource("smallStates")
  void programsInPromelaHold(BenchCase of) throws IOException, InterruptedException {
    BenchPeers peers = new BenchPeers(INSTALLED, call.folder(), LIMIT);
    assumeTrue(!peers.of(of).isEmpty(), "no SPIN on the PATH");
    BenchRow row = peers.of(of).get(0).run(of);
    assertEquals(BenchRow.Outcome.AGREES, row.outcome(), row::toString);
    assertTrue(row.count().getAsLong() > of.size(), row::toString);
  }
}
