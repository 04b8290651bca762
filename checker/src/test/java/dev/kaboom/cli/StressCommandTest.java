package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which harnesses {@code kaboom stress} makes, and where they go. */
class StressCommandTest {
  private static final String MODEL =
      """
      int x;
      #ifdef TWO
      CPU(0) { WRITE_ONCE(x, 2); }
      #else
      CPU(0) { WRITE_ONCE(x, 1); }
      #endif
      FINALLY("written", x != 0);
      """;

  private static final String EXPECTED =
      """
      variant one
      expect one sc source holds
      variant two -D TWO
      expect two sc source holds
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int stress(String... words) throws IOException {
    Files.writeString(folder.resolve("m.c"), MODEL);
    Files.writeString(folder.resolve("m.expected"), EXPECTED);
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    String[] all = Stream.concat(Stream.of("stress"), Stream.of(words)).toArray(String[]::new);
    return Kaboom.run(console, Wiring.services(), all);
  }

  private List<String> harnesses() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("H_"))
          .map(name -> name.replaceAll("H_.*_M_(.*)\\.java", "$1"))
          .sorted()
          .toList();
    }
  }

  @Test
  void eachVariantHasAHarnessOrThatWhichIsNamed() throws IOException {
    String output = folder.resolve("out").toString();
    assertEquals(0, stress(folder.toString(), "-o", output), err::toString);
    assertEquals(List.of("One", "Two"), harnesses());
    assertTrue(out.toString().contains("2 harnesses, 0 skipped"), out::toString);
    assertEquals(0, stress(folder.resolve("m.c") + ":two", "-o", output), err::toString);
    assertEquals(List.of("Two"), harnesses());
    Path list = Files.writeString(folder.resolve("list.txt"), folder.resolve("m.c") + ":one\n");
    assertEquals(0, stress("@" + list, "-o", output), err::toString);
    assertEquals(List.of("One"), harnesses());
  }

  @Test
  void aVariantThatDoesNotExistIsNamed() throws IOException {
    String output = folder.resolve("out").toString();
    assertEquals(4, stress(folder.resolve("m.c") + ":three", "-o", output));
    assertTrue(err.toString().contains("no variant is called three"), err::toString);
    assertEquals(4, stress(folder.resolve("n.c") + ":one", "-o", output));
    assertEquals(2, stress(folder.toString(), "-o", output, "--actors", "0"));
  }
}
