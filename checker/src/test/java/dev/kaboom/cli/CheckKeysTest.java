package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of an archive of code goes into the key of a check. */
class CheckKeysTest {
  @TempDir Path folder;

  private String before = "";

  @BeforeEach
  void writeFirst() throws IOException {
    before = entries("Explorer.class", "old code", 0);
  }

  private String entries(String name, String code, long time) throws IOException {
    Path jar = Files.createTempFile(folder, "code", ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setTime(time);
      zip.putNextEntry(entry);
      zip.write(code.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return CheckKeys.entries(jar);
  }

  @Test
  void otherCodeOfTheSameLengthIsAnotherBuild() throws IOException {
    assertNotEquals(before, entries("Explorer.class", "new code", 0));
  }

  @Test
  void soIsTheSameCodeUnderAnotherName() throws IOException {
    assertNotEquals(before, entries("Searcher.class", "old code", 0));
  }

  @Test
  void butNotTheSameCodeBuiltLater() throws IOException {
    assertEquals(before, entries("Explorer.class", "old code", 1_000_000_000_000L));
  }
}
