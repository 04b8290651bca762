package dev.kaboom.architecture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds every hand-written Java file of the repository against {@link SourceStyle}. */
class SourceStyleTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final ImmutableList<String> SOURCE_SETS =
      ImmutableList.of(
          "checker/src/main/java",
          "checker/src/test/java",
          "checker/src/jmh/java",
          "models/src/test/java",
          "stress/src/main/java");

  private static SourceStyle main = new SourceStyle(ImmutableList.of());
  private static SourceStyle all = main;

  @BeforeAll
  static void readSources() {
    main = style(Stream.of(SOURCE_SETS.get(0)));
    all = style(SOURCE_SETS.stream());
  }

  @Test
  void sourcesAreFound() {
    assertFalse(main.sources().isEmpty());
    assertTrue(all.sources().size() > main.sources().size());
  }

  @Test
  void linesFitTheScreen() {
    none(all.linesTooWide());
  }

  @Test
  void noFileIsTooLong() {
    none(all.filesTooLong());
  }

  @Test
  void mostFilesAreShort() {
    none(main.filesLongOnTheWhole());
    none(all.filesLongOnTheWhole());
  }

  @Test
  void noMethodIsTooLong() {
    none(all.methodsTooLong());
  }

  @Test
  void mostMethodsAreShort() {
    none(main.methodsLongOnTheWhole());
    none(all.methodsLongOnTheWhole());
  }

  @Test
  void packagesSayWhatTheyAreFor() {
    none(all.packagesWithoutPurpose());
  }

  private static void none(ImmutableList<String> broken) {
    assertEquals("", String.join("\n", broken));
  }

  private static SourceStyle style(Stream<String> sourceSets) {
    return new SourceStyle(sourceSets.flatMap(SourceStyleTest::sources).collect(toImmutableList()));
  }

  private static Stream<SourceText> sources(String sourceSet) {
    Path root = REPOSITORY.resolve(sourceSet);
    if (!Files.isDirectory(root)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(file -> SourceText.read(REPOSITORY, file))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
