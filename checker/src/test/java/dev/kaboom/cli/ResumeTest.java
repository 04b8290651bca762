package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checker;
import dev.kaboom.check.InterleavingEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on with what an earlier one has written answers as a whole run does. */
class ResumeTest {
  @TempDir private Path directory;
  private final AtomicInteger searches = new AtomicInteger();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void writeModels() throws IOException {
    Files.createDirectories(directory.resolve("models"));
    write("a.c", "int x;\nCPU(0) { x = 1; }\nFINALLY(\"set\", x == 1);\n");
    write("b.c", "#include \"b.h\"\nCPU(0) { x = VALUE; }\nFINALLY(\"set\", x == 1);\n");
    write("b.h", "int x;\n#define VALUE 2\n");
    write("c.c", "int x;\nCPU(0) { x = 1; }\nCPU(1) { x = 2; }\nCPU(2) { x = 3; }\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve("models/" + name), text);
  }

  private int run(String... options) {
    out = new StringWriter();
    err = new StringWriter();
    searches.set(0);
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    Services real = Wiring.services();
    Services counting =
        new Services(
            new Checker(ImmutableList.of(new CountingEngine(new InterleavingEngine(), searches))),
            real.loader(),
            real.replays());
    String[] words = Arrays.copyOf(new String[] {"check", models()}, 2 + options.length);
    System.arraycopy(options, 0, words, 2, options.length);
    return Kaboom.run(console, counting, words);
  }

  private String models() {
    return directory.resolve("models").toString();
  }

  private Path kept(String text) throws IOException {
    return Files.writeString(directory.resolve("first.jsonl"), text);
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"seconds\":[0-9.E-]+", "");
  }

  private void resumed(String first, int searched, String... options) throws IOException {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "--resume";
    all[options.length + 1] = kept(first).toString();
    int code = run(all);
    assertEquals(searched, searches.get(), () -> out + "\n" + err);
    assertEquals(1, code, () -> out + "\n" + err);
  }

  @Test
  void aFileThatIsCutAnywhereGivesTheSameAnswers() throws IOException {
    assertEquals(1, run("--format", "json"));
    String whole = out.toString();
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    assertEquals(12, searches.get());
    for (int length = 0; length <= bytes.length; length += bytes.length / 12) {
      String cut = new String(bytes, 0, length, StandardCharsets.UTF_8);
      int complete = (int) cut.lines().filter(line -> line.endsWith("}")).count();
      resumed(cut, 12 - complete, "--format", "json");
      assertEquals(withoutTime(whole), withoutTime(out.toString()));
    }
    resumed("[[[\nnull\n{}\n{\"key\":1}\n\0\n" + whole, 0, "--format", "json");
  }

  @Test
  void whatHasChangedIsCheckedAgain() throws IOException {
    run("--format", "json");
    String whole = out.toString();
    write("b.h", "int x;\n#define VALUE 3\n");
    resumed(whole, 4, "--format", "json");
    assertNotEquals(withoutTime(whole), withoutTime(out.toString()));
    resumed(whole, 12, "--format", "json", "--max-states", "1000");
    resumed(whole, 12, "--format", "json", "-D", "OTHER");
    write("a.expected", "expect - * * holds\n");
    resumed(whole, 8, "--format", "json");
    resumed(whole, 2, "--format", "json", "-m", "sc", "-c", "source");
  }

  @Test
  void peopleAreToldWhatTheEarlierRunFound() throws IOException {
    run("--format", "json");
    resumed(out.toString(), 0);
    String text = out.toString();
    assertTrue(text.contains("sc source: violated: finally: set"), text);
    assertTrue(text.contains("b.c     0    4             0"), text);
    assertTrue(text.contains("2 other files: every check as expected"), text);
    assertTrue(text.contains("12 checks: 8 good, 4 bad; 12 from the earlier run"), text);
  }

  @Test
  void otherFormatsAndMissingFilesAreRefused() {
    assertEquals(2, run("--format", "junit", "--resume", "x"));
    assertTrue(err.toString().contains("--resume: with --format text or json only"));
    assertEquals(4, run("--resume", directory.resolve("none").toString()));
    assertTrue(err.toString().contains("none: no such file"), err::toString);
  }

  @Test
  void aFolderEndsWithWhatNeedsAttention() throws IOException {
    write("d.c", "CPU(0) { y = 1; }\n");
    assertEquals(4, run("-m", "sc", "-c", "source"));
    List<String> lines = out.toString().lines().toList();
    int at = lines.indexOf("needs attention, the worst first:");
    assertTrue(
        lines.get(at + 2).endsWith("d.c     0    0             0  not checked"), lines::toString);
    assertTrue(lines.get(at + 3).endsWith("b.c     0    1             0"), lines::toString);
    assertFalse(lines.get(at + 4).contains("a.c"), lines::toString);
  }

  @Test
  void aTerminalGetsABarWithCountsAndALogNothingSoSoon() {
    Console.Kind[] kinds = Console.Kind.values();
    for (Console.Kind kind : kinds) {
      StringWriter shown = new StringWriter();
      Console console =
          new Console(new PrintWriter(out), new PrintWriter(shown), Console.Kind.OTHER, kind);
      String[] words = {"check", models(), "-m", "sc", "-c", "source", "-j", "1"};
      Kaboom.run(console, Wiring.services(), words);
      boolean terminal = kind == Console.Kind.TERMINAL;
      assertEquals(terminal, shown.toString().contains("3/3 ("), shown::toString);
      assertEquals(terminal, shown.toString().endsWith("\r\u001b[K"), shown::toString);
      assertEquals(!terminal, shown.toString().isEmpty(), shown::toString);
    }
  }
}
