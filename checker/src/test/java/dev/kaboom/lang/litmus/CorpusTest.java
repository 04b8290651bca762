package dev.kaboom.lang.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kaboom.lang.DiagnosticRenderer;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads every litmus test below the folder that the system property kaboom.corpus names. */
final class CorpusTest {
  @Test
  void everyLitmusTestOfTheCorpusIsRead() throws IOException {
    String folder = System.getProperty("kaboom.corpus", "");
    assumeTrue(!folder.isEmpty(), "set -Dkaboom.corpus=FOLDER to read a corpus of litmus tests");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of(folder))) {
      files = walk.filter(path -> path.toString().endsWith(".litmus")).sorted().toList();
    }
    assertFalse(files.isEmpty(), "no litmus test below " + folder);
    StringBuilder complaints = new StringBuilder();
    for (Path path : files) {
      complaints.append(complaints(path));
    }
    assertEquals("", complaints.toString());
  }

  private static String complaints(Path path) throws IOException {
    String text = Files.readString(path, StandardCharsets.UTF_8);
    Diagnostics diagnostics = new Diagnostics();
    LitmusParser.parse(new SourceFile(path.toString(), text), diagnostics);
    return DiagnosticRenderer.render(diagnostics);
  }
}
