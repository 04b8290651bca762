package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.report.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole runs in the formats that other programs read. */
class CiFormatsTest {
  /** Relative and always the same, since the path shows in reports. */
  private static final Path DIRECTORY = Path.of("target", "models", "ci");

  private static final String COUNTER =
      """
      int count;
      static void add(void) { int old = READ_ONCE(count); WRITE_ONCE(count, old + 1); }
      CPU(0) { add(); }
      CPU(1) { add(); }
      FINALLY("no increment is lost", count == 2);
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeModels() throws IOException {
    Files.createDirectories(DIRECTORY);
    write("good.c", COUNTER.replace("count == 2", "count > 0"));
    write("known.c", COUNTER);
    write("known.expected", "expect - * * violated \"no increment is lost\"\n");
    write("lost.c", COUNTER);
    write("surprise.c", COUNTER.replace("count == 2", "count > 0"));
    write("surprise.expected", "expect - * * violated\n");
    write("wrong.c", COUNTER.replace("int old", "int new"));
    write("unread.c", COUNTER);
    write("unread.expected", "expect - tos * holds\n");
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(DIRECTORY.resolve(name), text);
  }

  private int run(Console.Log log, String format, List<String> files, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            Console.Kind.OTHER,
            Console.Kind.OTHER,
            log);
    Stream<String> words =
        Stream.of(
                Stream.of("check", "--format", format, "-m", "sc", "-c", "source"),
                files.stream().map(file -> DIRECTORY.resolve(file).toString()),
                Stream.of(options))
            .flatMap(part -> part);
    return Kaboom.run(console, Wiring.services(), words.toArray(String[]::new));
  }

  @Test
  void aFolderInEachFormat() {
    for (String format : new String[] {"junit", "sarif", "ktap"}) {
      assertEquals(4, run(Console.Log.PLAIN, format, List.of("", "gone.c")));
      Golden.check("cli/ci." + format, out.toString());
    }
  }

  @Test
  void aLogThatGitHubReadsIsAnnotated() {
    assertEquals(4, run(Console.Log.GITHUB, "json", List.of("", "gone.c"), "-q"));
    Golden.check("cli/ci.annotations", err.toString());
    String results = out.toString();
    run(Console.Log.PLAIN, "json", List.of("", "gone.c"), "-q");
    assertEquals(withoutTime(out.toString()), withoutTime(results));
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"seconds\":[0-9.E-]+", "");
  }

  @Test
  void theFormatDoesNotChangeTheExitCode() {
    for (String format : new String[] {"text", "herd", "json", "junit", "sarif", "ktap"}) {
      for (Console.Log log : Console.Log.values()) {
        assertEquals(0, run(log, format, List.of("good.c", "known.c")), format);
        assertEquals(1, run(log, format, List.of("lost.c", "good.c")), format);
        assertEquals(1, run(log, format, List.of("surprise.c")), format);
        assertEquals(3, run(log, format, List.of("good.c"), "--max-states", "2"), format);
        assertEquals(4, run(log, format, List.of("wrong.c")), format);
        assertEquals(4, run(log, format, List.of("unread.c")), format);
        assertEquals(2, run(log, format, List.of("good.c"), "--max-states", "0"), format);
      }
    }
  }

  @Test
  void whatIsInconclusiveIsNotSilent() {
    String[] marks = {
      "junit:errors=\"1\"", "sarif:\"kind\" : \"open\"", "ktap:# ERROR inconclusive"
    };
    for (String mark : marks) {
      String[] format = mark.split(":", 2);
      run(Console.Log.PLAIN, format[0], List.of("good.c"), "--max-states", "2");
      assertTrue(out.toString().contains(format[1]), out::toString);
    }
  }

  @Test
  void explanationsSayWhatAnAnswerRestsOn() throws IOException {
    String handlers = "IRQ(0) { add(); }\nNMI(1, 2) { add(); }\n";
    write("../explained.c", COUNTER.replace("count == 2", "count > 0") + handlers);
    StringBuilder all = new StringBuilder();
    for (String machine : new String[] {"sc", "tso", "lkmm"}) {
      String compiler = machine.equals("tso") ? "cppo" : "source";
      run("../explained.c", "--machine", machine, "-c", compiler);
      all.append(out);
    }
    run("lost.c", "--machine", "sc", "-c", "source", "--no-reduction");
    Golden.check("cli/explain.text", all.append(out).toString());
  }

  private void run(String file, String... options) {
    out.getBuffer().setLength(0);
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    Stream<String> words =
        Stream.concat(
            Stream.of("check", "--explain", DIRECTORY.resolve(file).normalize().toString()),
            Stream.of(options));
    Kaboom.run(console, Wiring.services(), words.toArray(String[]::new));
  }

  @Test
  void explanationsAreForPeople() {
    assertEquals(2, run(Console.Log.PLAIN, "json", List.of("good.c"), "--explain"));
    assertTrue(err.toString().contains("--explain: with --format text only"), err::toString);
  }
}
