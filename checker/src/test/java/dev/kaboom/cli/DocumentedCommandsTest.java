package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedCommandsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @BeforeEach
  void linkTheModels() throws IOException {
    Files.createSymbolicLink(folder.resolve("models"), HOME.resolve("models"));
  }

  /** The number guards against a page whose commands are not recognised. */
  @ParameterizedTest
  @CsvSource({
    "README.md, 1",
    "docs/guide.md, 8",
    "docs/writing-models.md, 3",
    "docs/ci.md, 4",
    "docs/patch.md, 1"
  })
  void thePageSaysWhatHappens(String page, int least) throws IOException {
    DocumentedCommands documented = new DocumentedCommands(folder);
    List<String> wrong = documented.run(DocumentedCommands.page(HOME.resolve(page)));
    assertEquals(List.of(), wrong);
    assertTrue(documented.commands() >= least, page + ": " + documented.commands());
  }

  private void check(int wrong, String... lines) throws IOException {
    String model = "```c m.c\nint x;\nCPU(0) { x = 1; }\n```\n";
    ImmutableList<String> complaints =
        new DocumentedCommands(folder).run(model + "```\n" + String.join("\n", lines) + "\n```\n");
    assertEquals(wrong, complaints.size(), complaints::toString);
  }

  @Test
  void aPageThatIsWrongIsFound() throws IOException {
    String command = "$ ./kaboom check m.c -m sc -c source";
    check(0, command);
    check(0, command, "m.c", "...", "  sc       source    holds    2 states", "...");
    check(1, command, "m.c", "...", "  sc       source    holds    3 states", "...");
    check(1, command, "m.c", "...", "  sc       source    holds    2 states");
    check(1, command, "$ echo $?", "1");
    check(0, "$ kaboom check n.c", "$ echo $?", "4");
    check(1, "./kaboom check n.c");
    check(1, "./kaboom chekc m.c");
  }

  @Test
  void figuresOfTimeAreIgnored() {
    List<String> shown = List.of("a", "...", "in 0.50 s");
    assertTrue(DocumentedCommands.matches(shown, List.of("a", "b", "c", "in 1.25 s")));
    assertTrue(!DocumentedCommands.matches(shown, List.of("a", "b", "in 1.25 s", "c")));
  }
}
