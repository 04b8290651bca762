package dev.kaboom.models;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is a folder {@code area/name} with a README and an expectation beside each source. */
class ModelFoldersTest {
  private static final Path MODELS = Path.of("").toAbsolutePath();
  private static final ImmutableList<String> BUILD_FOLDERS = ImmutableList.of("src", "target");

  @TempDir private Path folder;

  @Test
  void everyModelIsComplete() {
    check(MODELS);
  }

  @Test
  void aCompleteModelPasses() throws IOException {
    touch("kvm/a/README.md", "kvm/a/x.c", "kvm/a/x.expected", "kvm/a/y.c", "kvm/a/y.expected");
    check(folder);
  }

  @Test
  void aFolderWithoutSourcesIsNoModel() throws IOException {
    touch("list/a/notes.txt", "list/README.md", "src/test/x.c", "target/classes/x.c");
    check(folder);
  }

  @Test
  void aMissingReadmeIsSeen() throws IOException {
    touch("kvm/a/x.c", "kvm/a/x.expected", "kvm/README.md");
    check(folder, "kvm/a/README.md");
  }

  @Test
  void aMissingExpectationIsSeen() throws IOException {
    touch("kvm/a/README.md", "kvm/a/x.c", "kvm/a/x.expected", "kvm/a/y.c");
    touch("list/b/README.md", "list/b/z.c");
    check(folder, "kvm/a/y.expected", "list/b/z.expected");
  }

  private void touch(String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    }
  }

  private static void check(Path models, String... expectedMissing) {
    ImmutableList<String> missing =
        list(models).stream()
            .filter(area -> !BUILD_FOLDERS.contains(area.getFileName().toString()))
            .flatMap(area -> list(area).stream())
            .flatMap(model -> required(model).stream())
            .filter(file -> !Files.exists(file))
            .map(file -> models.relativize(file).toString())
            .collect(toImmutableList());
    assertEquals(String.join("\n", expectedMissing), String.join("\n", missing));
  }

  private static ImmutableList<Path> required(Path model) {
    ImmutableList<Path> sources =
        list(model).stream().filter(f -> f.toString().endsWith(".c")).collect(toImmutableList());
    ImmutableList.Builder<Path> required = ImmutableList.builder();
    if (!sources.isEmpty()) {
      required.add(model.resolve("README.md"));
    }
    for (Path source : sources) {
      String name = source.getFileName().toString();
      required.add(source.resolveSibling(name.replaceFirst("\\.c$", ".expected")));
    }
    return required.build();
  }

  private static ImmutableList<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().collect(toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
