package dev.kaboom.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.lang.kernelc.IncludeResolver;
import dev.kaboom.lang.kernelc.KernelCParser;
import dev.kaboom.lang.litmus.LitmusParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Wrong inputs and what is said about them: {@code X.c} or {@code X.litmus} beside {@code
 * X.expected}. {@code -Dupdate.golden=true} rewrites the expected files.
 */
final class ErrorCorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/kaboom/lang/errors");

  @TestFactory
  Stream<DynamicTest> eachWrongInputIsExplained() throws IOException {
    List<Path> inputs;
    try (Stream<Path> walk = Files.walk(FOLDER)) {
      inputs =
          walk.filter(Files::isRegularFile)
              .filter(path -> !path.toString().endsWith(".expected"))
              .sorted()
              .toList();
    }
    assertFalse(inputs.isEmpty());
    return inputs.stream().map(path -> dynamicTest(path.toString(), () -> check(path)));
  }

  private static void check(Path input) throws IOException {
    String name = input.getFileName().toString();
    String said = diagnostics(name, Files.readString(input));
    Path golden = input.resolveSibling(name.substring(0, name.indexOf('.')) + ".expected");
    if (Boolean.getBoolean("update.golden")) {
      assertFalse(System.getenv().containsKey("CI"), "goldens are not rewritten in CI");
      Files.writeString(golden, said);
    }
    assertEquals(Files.readString(golden), said);
    assertFalse(said.isEmpty(), "this input is not wrong");
  }

  private static String diagnostics(String name, String text) {
    Diagnostics diagnostics = new Diagnostics();
    SourceFile file = new SourceFile(name, text);
    if (name.endsWith(".litmus")) {
      LitmusParser.parse(file, diagnostics);
    } else {
      KernelCParser.parse(file, ImmutableMap.of(), new NoHeaders(), diagnostics);
    }
    return DiagnosticRenderer.render(diagnostics);
  }

  /** Knows the names of two headers and has neither. */
  private static final class NoHeaders implements IncludeResolver {
    @Override
    public Optional<SourceFile> system(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<SourceFile> local(String name, String from) {
      return Optional.empty();
    }

    @Override
    public ImmutableSortedSet<String> systemNames() {
      return ImmutableSortedSet.of("linux/list.h", "linux/percpu.h");
    }
  }
}
