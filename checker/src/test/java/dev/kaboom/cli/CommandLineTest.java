package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checker;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.report.Sample;
import dev.kaboom.report.Stories;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir private Path directory;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private Console.Kind terminal = Console.Kind.OTHER;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name :
        new String[] {"good", "bad", "slow", "tsobad", "mismatch", "crash", "full"}) {
      Files.writeString(directory.resolve(name + ".c"), name);
    }
    Files.writeString(directory.resolve("wrong.c"), "wrong");
    Files.writeString(directory.resolve("SB.litmus"), "good");
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(file(name), String.join("\n", lines) + "\n");
  }

  private int run(Object... args) {
    out = new StringWriter();
    err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    Console console =
        new Console(new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, terminal);
    Services services =
        new Services(
            new Checker(ImmutableList.of(new FakeEngine())),
            (path, defines, overlay) -> load(path),
            (model, machine, compiler, bounds, schedule, loop) -> replay(schedule.toString()));
    return Kaboom.run(console, services, words);
  }

  private static Loader.Loaded load(Path path) {
    String name = ModelFiles.stem(path);
    if (name.equals("wrong")) {
      return new Loader.Loaded(Optional.empty(), ImmutableList.of(path + ":1:1: error: no C"));
    }
    Model model =
        name.equals("bad") || name.equals("tsobad")
            ? renamed(Stories.vmclear().model(), name)
            : Sample.model(name).model();
    return new Loader.Loaded(Optional.of(model), ImmutableList.of());
  }

  private static Model renamed(Model model, String name) {
    var old = model.program();
    var program =
        new Program(name, old.file(), old.cpuCount(), old.memory(), old.init(), old.contexts());
    return new Model(
        program, model.properties(), model.observables(), model.expectation(), model.dialect());
  }

  private static Replays.Replayed replay(String schedule) {
    Verdict.Violated violated = Stories.vmclear().violated(Violation.Kind.FINALLY, "v");
    return switch (schedule) {
      case "cpu0" -> new Replays.Replayed(violated.trace(), Optional.empty(), "");
      case "cpu0,nmi0" ->
          new Replays.Replayed(violated.trace(), Optional.of(violated.violation()), "");
      default -> new Replays.Replayed(violated.trace(), Optional.empty(), "no step cpu9");
    };
  }

  private void check(int expected, Object... args) {
    int code = run(args);
    assertEquals(expected, code, () -> "stdout:\n" + out + "stderr:\n" + err);
    assertFalse(err.toString().contains("\tat "), err::toString);
  }

  private void saysOnStderr(String text) {
    assertTrue(err.toString().contains(text), err::toString);
  }

  private void saysOnStdout(String text) {
    assertTrue(out.toString().contains(text), out::toString);
  }

  @Test
  void theVerdictDecidesWhereNothingIsExpected() {
    check(0, "check", file("good.c"));
    check(1, "check", file("bad.c"));
    check(3, "check", file("slow.c"));
    check(1, "check", file("bad.c"), file("slow.c"));
    check(1, "check", file("slow.c"), file("bad.c"));
    check(3, "check", file("good.c"), file("slow.c"));
  }

  @Test
  void theExpectationBesideAModelDecides() throws IOException {
    write("bad.expected", "variant before -D BEFORE", "expect before sc * violated");
    check(0, "check", file("bad.c"));
    saysOnStdout("before   sc       source    violated");
    saysOnStdout("yes");
    assertFalse(out.toString().contains("tso"), out::toString);
    write("bad.expected", "expect - sc source holds");
    check(1, "check", file("bad.c"));
    saysOnStdout("NO");
    write("slow.expected", "expect - sc source inconclusive");
    check(0, "check", file("slow.c"));
  }

  @Test
  void filesOfOneFolderAreToldWithTheirTracesAndFoldersAsTables() throws IOException {
    write("bad.expected", "expect - sc source violated");
    check(0, "check", file("bad.c"), file("good.c"), "-m", "sc", "-c", "source");
    saysOnStdout("sc source (expected)");
    saysOnStdout("<-- NMI");
    Path below = Files.createDirectories(file("a"));
    Files.writeString(below.resolve("good.c"), "good");
    check(0, "check", file("bad.c"), below, "-m", "sc", "-c", "source");
    assertFalse(out.toString().contains("<-- NMI"), out::toString);
  }

  @Test
  void whatTheCommandLineNamesIsCheckedThoughNothingIsExpected() throws IOException {
    write("tsobad.expected", "expect - sc source holds");
    check(0, "check", file("tsobad.c"));
    check(1, "check", file("tsobad.c"), "--machine", "sc,tso");
    check(1, "check", file("tsobad.c"), "-m", "tso", "-c", "cppo");
    check(0, "check", file("tsobad.c"), "--machine=sc", "-D", "X=1");
    saysOnStdout("X        sc");
  }

  @Test
  void definitionsPickTheDeclaredVariant() throws IOException {
    write(
        "bad.expected",
        "variant before -D BEFORE",
        "variant patched",
        "expect before sc source violated",
        "expect patched sc source holds");
    check(0, "check", file("bad.c"), "-D", "BEFORE");
    saysOnStdout("1 check: 1 good");
    check(1, "check", file("bad.c"));
    saysOnStdout("patched  sc");
    saysOnStdout("2 checks: 1 good, 1 bad");
  }

  @Test
  void aMachineWithoutAnEngineIsInconclusive() {
    check(3, "check", file("good.c"), "--machine", "lkmm");
    saysOnStdout("the lkmm machine needs the graph engine");
    check(3, "check", file("good.c"), "--engine", "graphs", "-m", "sc");
  }

  @Test
  void litmusTestsSayWhichMachinesStandInForTheKernels() {
    check(0, "check", file("SB.litmus"));
    saysOnStderr("this build has no lkmm machine; litmus tests are checked under sc and tso");
    check(0, "check", "--quiet", file("SB.litmus"));
    assertEquals("", err.toString());
  }

  @Test
  void badInputIsToldAndTheRestIsChecked() {
    check(4, "check", file("wrong.c"), file("good.c"));
    saysOnStderr("wrong.c:1:1: error: no C");
    saysOnStdout("good.c");
    check(4, "check", file("missing.c"));
    saysOnStderr("missing.c: no such file or directory");
  }

  @Test
  void badExpectationsAreBadInput() throws IOException {
    write("good.expected", "expect - tos source holds");
    check(4, "check", file("good.c"));
    saysOnStderr("good.expected:1: 'tos' is no machine");
    assertFalse(out.toString().contains("good.c"), out::toString);
  }

  @Test
  void directoriesAreSearchedAndEmptyOnesAreBadInput() throws IOException {
    Path below = Files.createDirectories(file("a/b"));
    Files.writeString(below.resolve("good.c"), "good");
    check(0, "check", file("a"));
    saysOnStdout("good.c");
    Files.delete(below.resolve("good.c"));
    Files.writeString(below.resolve("readme.txt"), "x");
    check(4, "check", file("a"));
    saysOnStderr("no model (*.c) and no litmus test (*.litmus) in it");
    check(4, "check", below.resolve("readme.txt"));
    saysOnStderr("neither a model (*.c) nor a litmus test (*.litmus)");
  }

  @Test
  void mistypedWordsAreAnsweredWithTheRightOnes() {
    check(2, "chekc", file("good.c"));
    saysOnStderr("check");
    check(2, "check", file("good.c"), "--machin", "sc");
    saysOnStderr("--machine");
    check(2, "check", file("good.c"), "--machine", "tos");
    saysOnStderr("did you mean 'tso'?");
    check(2, "check", file("good.c"), "--compiler", "gcc");
    saysOnStderr("'gcc' is none of source, cppo");
    check(2, "check", file("good.c"), "--format", "jsn");
    saysOnStderr("did you mean 'json'?");
    check(2, "check", file("good.c"), "--max-memory", "4q");
    saysOnStderr("'4q' is no size such as 512m or 4g");
    check(2, "check", file("good.c"), "--max-states", "0");
    saysOnStderr("--max-states must be more than 0");
    check(2, "check", file("good.c"), "-D", "1x");
    saysOnStderr("NAME or NAME=VALUE is expected");
    check(2, "check");
    check(2);
    saysOnStderr("a command is required");
  }

  @Test
  void nothingButResultsGoesToStdout() {
    check(2, "check", file("good.c"), "--nonsense");
    assertEquals("", out.toString());
    check(4, "check", file("missing.c"), "--format", "json");
    assertEquals("", out.toString());
  }

  @Test
  void contradictionsAndDefectsAreInternalErrors() {
    check(70, "check", file("mismatch.c"));
    saysOnStderr("INTERNAL ERROR: the search and the replay contradict each other.");
    saysOnStderr("step 3 of cpu0*3 cannot be taken");
    saysOnStderr("Please report this");
    check(70, "check", file("crash.c"));
    saysOnStderr("IllegalStateException: row 7");
  }

  @Test
  void aFullHeapIsInconclusive() {
    check(3, "check", file("full.c"));
    saysOnStdout("inconclusive");
  }

  @Test
  void progressShowsOnTerminalsOnly() {
    check(0, "check", file("good.c"), "-m", "sc", "-c", "source");
    assertEquals("", err.toString());
    terminal = Console.Kind.TERMINAL;
    check(0, "check", file("good.c"), "-m", "sc", "-c", "source");
    saysOnStderr("7 states, 14/s, 3 waiting, 1 MB");
    check(0, "check", "-q", file("good.c"));
    assertEquals("", err.toString());
  }

  @Test
  void colourIsForTerminalsUnlessAsked() {
    check(0, "check", file("good.c"));
    assertFalse(out.toString().contains("\u001b"));
    check(0, "check", file("good.c"), "--color", "always");
    saysOnStdout("\u001b[32mholds");
  }

  @Test
  void replayEndsAsTheScheduleEnds() {
    check(0, "replay", file("bad.c"), "cpu0");
    saysOnStdout("<-- NMI");
    check(1, "replay", file("bad.c"), "cpu0,nmi0");
    saysOnStdout("violated: FINALLY \"v\"");
    check(2, "replay", file("bad.c"), "cpu9");
    saysOnStderr("the schedule does not fit: no step cpu9");
    check(2, "replay", file("bad.c"), "cpu0*x");
    saysOnStderr("'cpu0*x' is no step of a schedule");
    check(2, "replay", file("bad.c"), "cpu0", "-m", "sc,tso");
    check(4, "replay", file("wrong.c"), "cpu0");
    check(4, "replay", directory, "cpu0");
  }

  @Test
  void modelsListsFoldersWithTheirClaims() throws IOException {
    write("README.md", "# An NMI in a list", "", "It sees a list", "that is whole.", "", "More.");
    write("bad.expected", "variant before -D B", "variant patched", "expect before * * violated");
    check(0, "models", directory);
    saysOnStdout(directory + ": An NMI in a list\n  It sees a list that is whole.\n");
    saysOnStdout("bad.c  (before, patched)\n");
    check(4, "models", file("nowhere"));
  }

  @Test
  void helpAndVersionAreResults() {
    check(0, "--help");
    saysOnStdout("check");
    check(0, "help", "check");
    saysOnStdout("--compiler");
    check(0, "check", "--help");
    saysOnStdout("inconclusive");
    check(0, "--version");
    saysOnStdout("kaboom ");
  }
}
