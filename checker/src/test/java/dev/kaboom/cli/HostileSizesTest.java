package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that are large in one respect: each gets an answer, or the name of the limit. */
class HostileSizesTest {
  private static final String TEST = "C t\n{ %s }\nP0(int *x) { %s }\nexists (%s)\n";
  private static final String NINES = "9".repeat(1000);

  @TempDir private Path directory;

  /**
   * A large input.
   *
   * @param says what stands on stdout or stderr
   */
  private record Large(String name, int code, String says, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static String each(int count, String format) {
    return IntStream.range(0, count)
        .mapToObj(i -> format.formatted(i))
        .collect(Collectors.joining());
  }

  static Stream<Large> inputs() {
    String write = "WRITE_ONCE(*x, 1);";
    String deep = "brackets are nested more than 100 deep";
    return Stream.of(
        new Large("blocks.c", 4, deep, "CPU(0) { " + "{".repeat(10_000) + "}".repeat(10_001)),
        new Large("ifs.litmus", 4, deep, test("if (1) {".repeat(3_000) + "}".repeat(3_000))),
        new Large(
            "not.litmus",
            4,
            deep,
            TEST.formatted("", write, "~(".repeat(10_000) + "x=1" + ")".repeat(10_000))),
        new Large(
            "or.litmus", 0, "Always", TEST.formatted("", write, "x=1" + " \\/ x=1".repeat(20_000))),
        new Large(
            "sum.c", 4, "nested more than", "int x;\nCPU(0) { x = x" + "+x".repeat(20_000) + "; }"),
        new Large("cells.c", 0, "holds", each(10_000, "int x%d;\n") + "CPU(0) { x1 = 1; }\n"),
        new Large(
            "cells.litmus", 0, "Always", TEST.formatted(each(10_000, "y%d=1; "), write, "x=1")),
        new Large("cpus.c", 4, "not one of 0", "int x;\n" + each(1_000, "CPU(%d) { x = 1; }\n")),
        new Large(
            "threads.litmus",
            4,
            "'P64' is no routine",
            "C t\n{}\n" + each(1_000, "P%d(int *x) { WRITE_ONCE(*x, 1); }\n") + "exists (x=1)\n"),
        new Large("integer.c", 4, "up to 64 bits", "int x;\nCPU(0) { x = " + NINES + "; }\n"),
        new Large("integer.litmus", 4, "up to 64 bits", TEST.formatted("x=" + NINES, write, "x=1")),
        new Large(
            "array.litmus", 4, "an array of", TEST.formatted("int a[1000000000];", write, "x=1")),
        new Large("init.c", 3, "inconclusive", init("for (;;) x++;")),
        new Large("count.c", 3, "inconclusive", init("for (int i = 0; i < 1000000000; i++) x++;")),
        new Large(
            "bomb.c",
            4,
            "after preprocessing there are more than",
            "#define A(x) x x\nCPU(0) { " + "A(".repeat(60) + "x" + ")".repeat(60) + " }\n"));
  }

  private static String test(String body) {
    return TEST.formatted("", body, "x=1");
  }

  private static String init(String body) {
    return "int x;\nINIT { " + body + " }\nCPU(0) { x = 1; }\n";
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void aLargeInputIsAnsweredOrItsLimitIsNamed(Large large) throws IOException {
    check(large.name(), large.text(), large.code(), large.says());
  }

  private void check(String name, String text, int expected, String says, String... options)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    List<String> words = new ArrayList<>(List.of("check", file.toString(), "-c", "source"));
    words.addAll(List.of("--max-seconds", "20"));
    words.addAll(List.of(options));
    int code = Kaboom.run(console, Wiring.services(), words.toArray(String[]::new));
    console.out().flush();
    String said = out.toString() + err;
    String start = said.substring(0, Math.min(2_000, said.length()));
    assertEquals(expected, code, start);
    assertTrue(said.contains(says), start);
    assertFalse(said.contains("INTERNAL ERROR"), start);
  }

  /** The search and the replay once named this differently. */
  @Test
  void anUnlockOfAFreeLockIsAFaultOnEveryMachineOfStates() throws IOException {
    String text = "C u\n{}\nP0(spinlock_t *l, int *x) { spin_unlock(l); }\nexists (x=1)\n";
    for (String machine : new String[] {"sc", "tso"}) {
      check("u.litmus", text, 1, "unlock of a lock that is not held", "-m", machine);
    }
  }

  /** Not written in one string: the file is larger than what a test should hold. */
  @Test
  void aFileOfAHundredMegabytesIsRefused() throws IOException {
    Path file = directory.resolve("huge.c");
    byte[] block = "int x; /* y */\n".repeat(70_000).getBytes(StandardCharsets.UTF_8);
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < 100; i++) {
        out.write(block);
      }
    }
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            Console.Kind.OTHER,
            Console.Kind.OTHER);
    String[] words = {"check", file.toString()};
    assertEquals(ExitCode.BAD_INPUT, Kaboom.run(console, Wiring.services(), words));
    assertTrue(err.toString().contains("the file is longer"), err::toString);
  }
}
