package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Model;
import dev.kaboom.report.Golden;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counterexamples of execution graphs, from source text to report; and what they say would forbid
 * them does.
 */
class GraphPicturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/kaboom/cli/graphs");
  private static final int WIDTH = 74;

  private static String run(int expected, String... args) {
    StringWriter out = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(out), Console.Kind.OTHER, Console.Kind.OTHER);
    int code = Kaboom.run(console, Wiring.services(), args);
    assertEquals(expected, code, out::toString);
    return out.toString();
  }

  private static CheckResult check(Path file, Machine machine) {
    Model model = Wiring.services().loader().load(file, ImmutableMap.of()).model().orElseThrow();
    return Wiring.services()
        .checker()
        .check(
            model,
            machine,
            Compiler.SOURCE,
            CheckOptions.defaults().withEngine(EngineChoice.GRAPHS),
            ProgressListener.none());
  }

  @ParameterizedTest
  @CsvSource({
    "MP.litmus, 0",
    "SB.litmus, 1",
    "SB+rel+acq.litmus, 0",
    "SB+xchg-relaxed.litmus, 0",
    "LB.litmus, 0",
    "S+wmb+rmb.litmus, 0",
    "R.litmus, 0",
    "R+wmb+mb.litmus, 0",
    "2+2W.litmus, 0",
    "IRIW+rmbs.litmus, 0",
    "WRC+data+rmb.litmus, 0",
    "MP+lock+po.litmus, 0",
    "RCU+sync+two.litmus, 0",
    "increments.litmus, 0",
    "vcpu.c, 1",
    "race.c, 1",
    "mark.c, 1",
    "deadlock.c, 1",
    "fault.c, 1",
    "nmi.c, 1",
    "ipi.c, 1"
  })
  void aCounterexampleIsDrawnWithItsCycleAndCause(String file, int exit) {
    String path = FOLDER.resolve(file).toString();
    String report = run(exit, "check", path, "-m", "lkmm", "--compiler", "source");
    report
        .lines()
        .filter(line -> !line.contains("kaboom check"))
        .forEach(line -> assertTrue(line.length() <= WIDTH, line));
    Golden.check("cli/graphs/" + file + ".text", report);
  }

  @Test
  void whatTsoForbidsIsToldBesideIt() {
    String path = FOLDER.resolve("vcpu.c").toString();
    String report = run(1, "check", path, "-m", "sc,tso,lkmm", "--compiler", "source");
    Golden.check("cli/graphs/vcpu.c.machines", report);
    assertTrue(
        report
            .replaceAll("\\s+", " ")
            .contains(
                "lkmm source: violated where tso holds: smp_rmb() does not order the read of"
                    + " vmcs.cpu before the write of vmcs.link.next"),
        report);
  }

  @Test
  void underCompilerOrderTheCycleIsOneThatSourceOrderForbids() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "mended"));
    String model =
        """
        int x, y;
        CPU(0) { x = 1; y = 1; }
        CPU(1) { int a = READ_ONCE(y); int b = READ_ONCE(x); assert(!a || b); }
        """;
    Path file = Files.writeString(folder.resolve("cppo.c"), model);
    String[] arguments = {
      "check", file.toString(), "-m", "sc", "--compiler", "cppo", "--engine", "graphs"
    };
    String report = run(1, arguments);
    assertTrue(report.contains("cycle, which sc in source order forbids:"), report);
    assertTrue(report.contains("cause: nothing orders `x = 1`"), report);
  }

  @Test
  void tracesInJsonHaveTheEventsInProgramOrderAndNoSchedule() {
    String path = FOLDER.resolve("vcpu.c").toString();
    String[] arguments = {"check", path, "-m", "lkmm", "--compiler", "source", "--format", "json"};
    Golden.check("cli/graphs/vcpu.c.json", run(1, arguments));
  }

  @Test
  void anExecutionThatIsTooLargeToDrawSaysSo() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "mended"));
    String model = "int x;\nCPU(0) { for (int i = 0; i < 250; i++) x = i; assert(x == 0); }\n";
    Path file = Files.writeString(folder.resolve("long.c"), model);
    String[] arguments = {"check", file.toString(), "-m", "lkmm", "--unroll", "300"};
    assertTrue(run(1, arguments).contains("more than 200 events"));
  }

  @Test
  void anExecutionWithoutEventsIsItsCause() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "mended"));
    Path file = Files.writeString(folder.resolve("none.c"), "CPU(0) { assert(0); }\n");
    String report = run(1, "check", file.toString(), "-m", "lkmm");
    assertTrue(report.contains("(target/mended/none.c:1)\n\n  cause: no reordering"), report);
  }

  @Test
  void aForbiddenExecutionHasNoPicture() {
    assertTrue(check(FOLDER.resolve("MP+wmb+rmb.litmus"), Machine.LKMM).picture().isEmpty());
    assertTrue(check(FOLDER.resolve("MP.litmus"), Machine.TSO).picture().isEmpty());
  }

  // The remedy, applied to the source text

  private static final Pattern FENCE =
      Pattern.compile(
          "(smp_w?r?mb\\(\\)) between `[^`]*` \\(\\S+:\\d+\\) and `[^`]*` \\(\\S+:(\\d+)\\)");
  private static final Pattern MARK =
      Pattern.compile("(smp_store_release|smp_load_acquire)\\(\\) for `[^`]*` \\(\\S+:(\\d+)\\)");

  private static Path mended(String name, String remedy) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(FOLDER.resolve(name + ".litmus")));
    Matcher fence = FENCE.matcher(remedy);
    int changes = 0;
    while (fence.find()) {
      int line = Integer.parseInt(fence.group(2)) - 1;
      lines.set(line, "\t" + fence.group(1) + "; " + lines.get(line).strip());
      changes++;
    }
    Matcher mark = MARK.matcher(remedy);
    while (mark.find()) {
      int line = Integer.parseInt(mark.group(2)) - 1;
      String marked = lines.get(line).replaceAll("(READ|WRITE)_ONCE\\(\\*", mark.group(1) + "(");
      lines.set(line, marked);
      changes++;
    }
    assertEquals(remedy.split(", and ", -1).length, changes, remedy);
    Path folder = Path.of("target", "mended");
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name + ".litmus"), lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MP",
        "SB",
        "SB+rel+acq",
        "SB+xchg-relaxed",
        "LB",
        "S+wmb+rmb",
        "R",
        "R+wmb+mb",
        "2+2W",
        "IRIW+rmbs",
        "WRC+data+rmb",
        "MP+lock+po",
        "RCU+sync+two"
      })
  void whatWouldForbidItDoes(String name) throws IOException {
    for (Machine machine : new Machine[] {Machine.LKMM, Machine.LKMM_6_1, Machine.TSO}) {
      CheckResult result = check(FOLDER.resolve(name + ".litmus"), machine);
      if (result.picture().isPresent()) {
        String remedy = result.picture().get().remedy();
        assertTrue(remedy.endsWith("would forbid it"), remedy);
        CheckResult after = check(mended(name, remedy), machine);
        assertEquals(Observation.NEVER, after.observation(), remedy);
      }
    }
  }

  @Test
  void aRaceIsOverOnceItsAccessIsMarked() throws IOException {
    Path file = FOLDER.resolve("mark.c");
    ExecutionPicture picture = check(file, Machine.LKMM).picture().orElseThrow();
    assertEquals(
        "WRITE_ONCE() for `stop = 1` (request(), mark.c:5) would end it", picture.remedy());
    Path folder = Files.createDirectories(Path.of("target", "mended"));
    String marked = Files.readString(file).replace("stop = 1;", "WRITE_ONCE(stop, 1);");
    Path mended = Files.writeString(folder.resolve("mark.c"), marked);
    assertTrue(check(mended, Machine.LKMM).verdict() instanceof Verdict.Holds);
  }

  // Graphviz

  @ParameterizedTest
  @ValueSource(strings = {"MP.litmus", "IRIW+rmbs.litmus", "vcpu.c", "race.c", "nmi.c"})
  void graphvizReadsTheGraph(String file) {
    String path = FOLDER.resolve(file).toString();
    int exit = file.endsWith(".c") ? 1 : 0;
    String[] arguments = {"check", path, "-m", "lkmm", "--compiler", "source", "--format", "dot"};
    String dot = run(exit, arguments);
    Golden.check("cli/graphs/" + file + ".dot", dot);
    assertEquals(1, DotSyntax.graphs(dot));
  }

  @Test
  void severalExecutionsAreSeveralGraphsAndInterleavingsAreComments() {
    String dot =
        run(
            1,
            "check",
            FOLDER.resolve("SB.litmus").toString(),
            FOLDER.resolve("MP.litmus").toString(),
            "-m",
            "tso,lkmm",
            "--format",
            "dot");
    assertEquals(2, DotSyntax.graphs(dot));
    assertEquals(2, dot.lines().filter(line -> line.startsWith("//")).count());
  }
}
