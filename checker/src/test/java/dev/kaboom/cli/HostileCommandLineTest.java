package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever file, folder or limit is given, a message and an exit code say what is the matter. */
class HostileCommandLineTest {
  private static final String DEEP = "(".repeat(10_000) + "1" + ")".repeat(10_000);
  private static final String TEST = "C t\n{}\nP0(int *x) { WRITE_ONCE(*x, %s); }\nexists (x=1)\n";

  /** Four CPUs and, under sc, more than a million million states. */
  private static final String LARGE =
      """
      int a, b, c, d;
      static void count(int *mine, int *theirs)
      {
      	for (;;)
      		WRITE_ONCE(*mine, (READ_ONCE(*mine) + READ_ONCE(*theirs) + 1) & 1023);
      }
      CPU(0) { count(&a, &b); }
      CPU(1) { count(&b, &c); }
      CPU(2) { count(&c, &d); }
      CPU(3) { count(&d, &a); }
      ALWAYS("a stays small", a < 1024);
      """;

  @TempDir private Path directory;

  /**
   * A file that is no good.
   *
   * @param contents a char for each byte
   * @param complaint what comes behind its name
   */
  private record Bad(String name, String contents, String complaint) {
    @Override
    public String toString() {
      return name + complaint;
    }
  }

  private record Ended(int code, String out, String err) {}

  static Stream<Bad> badFiles() {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    String garbage = new String(random, StandardCharsets.ISO_8859_1);
    String recursion = "static void f(int n)\n{\n\tf(n);\n}\nCPU(0) { f(1); }\n";
    String mutual = "void g(void);\nvoid f(void) { g(); }\nvoid g(void) { f(); }\nCPU(0) { f(); }";
    String bomb = "#define A x x x x x x x x x x\n#define B A A A A A A A A A A\n";
    return Stream.of(
        new Bad("long.c", "int x;\n".repeat(1_500_000), ":1:1: error: the file is longer"),
        new Bad("word.c", "x".repeat(10_000_000), ":1:1: error: the file is longer"),
        new Bad("long.litmus", "C x\n".repeat(2_500_000), ":1:1: error: the file is longer"),
        new Bad("deep.c", "CPU(0) { int x = " + DEEP + "; }\n", ":1:117: error: brackets"),
        new Bad("deep.litmus", TEST.formatted(DEEP), ":3:127: error: brackets"),
        new Bad("self.c", "#include \"self.c\"\n", ":1:11: error: headers include each other"),
        new Bad("recursion.c", recursion, ":3:2: error: 'f' calls itself: f -> f"),
        new Bad("mutual.c", mutual, ":3:16: error: 'f' calls itself: f -> g -> f"),
        new Bad("bomb.c", bomb + macros() + "CPU(0) { Z }\n", ":9:10: error: after preprocessing"),
        new Bad("garbage.c", garbage, ": error: this is not UTF-8 text"),
        new Bad("garbage.litmus", garbage, ": error: this is not UTF-8 text"),
        new Bad("zeros.c", "\0".repeat(1_000), ":1:1: error: the control character U+0000"),
        new Bad("empty.c", "", ":1:1: error: the file is empty"),
        new Bad("empty.litmus", "", ":1:1: error: the file is empty"),
        new Bad("latin1.c", "int x;\nCPU(0) { \u00e9; }\n", ":2:10: error: this is not UTF-8"),
        new Bad("latin1.litmus", TEST.formatted("\u00e9"), ":3:29: error: this is not UTF-8 text"),
        new Bad("include.c", "#include \"/etc/passwd\"\n", ":1:"),
        new Bad(
            "elements.c",
            "int x[1000000000];\nCPU(0) { }\n",
            ":1:6: error: an array of 1000000000"),
        new Bad("cpus.c", "CPU(99999999999) { }\n", ":1:5: error: the CPU is 99999999999"),
        new Bad("text.txt", "hello\n", ": neither a model (*.c) nor a litmus test (*.litmus)"));
  }

  private static String macros() {
    StringBuilder text = new StringBuilder();
    String last = "B";
    for (String name : List.of("C", "D", "E", "F", "G", "Z")) {
      text.append("#define ").append(name).append((" " + last).repeat(10)).append('\n');
      last = name;
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void aBadFileIsRefusedWhereItIsBad(Bad bad) throws IOException {
    Path file = directory.resolve(bad.name());
    Files.writeString(file, bad.contents(), StandardCharsets.ISO_8859_1);
    refused(file, bad.complaint());
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder.c"));
    Path link = directory.resolve("link.c");
    Files.createSymbolicLink(link, link);
    refused(folder, ": no model (*.c) and no litmus test (*.litmus) in it");
    refused(link, ": no such file or directory");
    refused(directory.resolve("missing.c"), ": no such file or directory");
    refused(directory.resolve("missing"), ": no such file or directory");
  }

  /** A read of a device that never ends; a read of memory that is not there, which fails. */
  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/proc/self/mem"})
  void whatCannotBeReadIsRefused(String target) throws IOException {
    for (String name : List.of("link.c", "link.litmus")) {
      Path link = Files.createSymbolicLink(directory.resolve(name), Path.of(target));
      refused(link, ":1:1: error: th");
      Files.delete(link);
    }
  }

  @Test
  void aModelWithoutReadPermissionIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("closed.c"), "CPU(0) { }\n");
    boolean closed = file.toFile().setReadable(false) && !Files.isReadable(file);
    Ended ended = run("check", file.toString());
    assertEquals(closed ? ExitCode.BAD_INPUT : ExitCode.OK, ended.code(), ended.err());
  }

  @Test
  void aBadFileKeepsNoOtherFromBeingChecked() throws IOException {
    Files.writeString(directory.resolve("a.c"), "CPU(0) { x = 1; }\n");
    Files.writeString(directory.resolve("b.c"), "int x;\nCPU(0) { x = 1; }\n");
    Files.writeString(directory.resolve("c.c"), "int x;\nCPU(0) { x = 1; }\n");
    Files.writeString(directory.resolve("c.expected"), "expect - * * perhaps\n");
    Ended ended = run("check", directory.toString(), "--quiet");
    assertEquals(ExitCode.BAD_INPUT, ended.code());
    assertTrue(ended.err().contains("a.c:1:10: error: 'x' is not declared"), ended.err());
    assertTrue(ended.err().contains("c.expected:1: 'perhaps' is no verdict"), ended.err());
    assertTrue(ended.out().contains("b.c"), ended.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "check",
        "chekc x.c",
        "check x.c --max-states 0",
        "check x.c --max-states many",
        "check x.c --max-seconds 0",
        "check x.c --max-seconds NaN",
        "check x.c --max-memory 0",
        "check x.c --max-memory 1z",
        "check x.c --machine arm",
        "check x.c -D 1",
        "check x.c --window -1",
        "replay x.c"
      })
  void aCommandLineThatMakesNoSenseIsBadUsage(String line) {
    Ended ended = run(Splitter.on(' ').omitEmptyStrings().splitToList(line).toArray(String[]::new));
    assertEquals(ExitCode.USAGE, ended.code(), ended.err());
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("kaboom: "), ended.err());
    assertNoStackTrace(ended);
  }

  @ParameterizedTest
  @CsvSource({
    "--max-states, 10, --max-states reached: 10 states",
    "--max-seconds, 0.001, --max-seconds 0.00100 reached",
    "--max-memory, 1m, --max-memory 1 MB reached"
  })
  void aLimitThatEndsASearchIsInconclusiveWithTheFiguresSoFar(
      String limit, String value, String reason) throws IOException {
    for (String machine : List.of("sc", "tso")) {
      Ended ended = run("check", large(), "-m", machine, "-c", "source", limit, value);
      assertEquals(ExitCode.INCONCLUSIVE, ended.code(), ended.err());
      String report = ended.out().replaceAll("\\s+", " ");
      assertTrue(report.contains(reason), report);
      assertTrue(report.matches(".*[1-9][0-9,]* states, depth \\d.*"), report);
      assertNoStackTrace(ended);
    }
  }

  /**
   * A folder, a device without an end, a file of a hundred gigabytes in place of the expectation.
   */
  @Test
  void anExpectationThatIsNoTextFileIsBadInput() throws IOException {
    Path model = Files.writeString(directory.resolve("m.c"), "int x;\nCPU(0) { x = 1; }\n");
    Path beside = directory.resolve("m.expected");
    Files.createDirectory(beside);
    checkUnreadable(model);
    Files.delete(beside);
    Files.createSymbolicLink(beside, Path.of("/dev/zero"));
    checkUnreadable(model);
    Files.delete(beside);
    try (RandomAccessFile sparse = new RandomAccessFile(beside.toFile(), "rw")) {
      sparse.setLength(100L << 30);
    }
    checkUnreadable(model);
  }

  private static void checkUnreadable(Path model) {
    Ended ended = run("check", model.toString());
    assertEquals(ExitCode.BAD_INPUT, ended.code(), ended.err());
    assertTrue(ended.err().contains("m.expected: cannot be read"), ended.err());
    assertNoStackTrace(ended);
  }

  @Test
  void aSmallHeapIsInconclusiveToo() throws IOException, InterruptedException {
    Path report = directory.resolve("report");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", classPath()));
    command.addAll(List.of(Main.class.getName(), "check", large(), "-m", "sc", "-c", "source"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();
    assertEquals(ExitCode.INCONCLUSIVE, process.waitFor());
    String text = Files.readString(report).replaceAll("\\s+", " ");
    assertTrue(text.contains("the heap (-Xmx "), text);
    assertFalse(text.contains("OutOfMemoryError"), text);
  }

  private static String classPath() {
    String all = System.getProperty("java.class.path");
    return System.getProperty("surefire.test.class.path", all);
  }

  private String large() throws IOException {
    return Files.writeString(directory.resolve("large.c"), LARGE).toString();
  }

  private static void refused(Path file, String complaint) {
    Ended ended = run("check", file.toString());
    assertEquals(ExitCode.BAD_INPUT, ended.code(), ended.err());
    assertEquals("", ended.out());
    List<String> lines = ended.err().lines().toList();
    String first = lines.isEmpty() ? "" : lines.get(0).replaceFirst("^kaboom: ", "");
    assertTrue(first.startsWith(file.toString()) && first.contains(complaint), first);
    assertNoStackTrace(ended);
  }

  private static void assertNoStackTrace(Ended ended) {
    assertFalse(ended.err().contains("\tat "), ended.err());
    assertFalse(ended.err().contains("INTERNAL ERROR"), ended.err());
  }

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    int code = Kaboom.run(console, Wiring.services(), args);
    console.out().flush();
    return new Ended(code, out.toString(), err.toString());
  }
}
