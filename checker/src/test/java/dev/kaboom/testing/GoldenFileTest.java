package dev.kaboom.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kaboom.testing.GoldenFile.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class GoldenFileTest {
  @TempDir private Path folder;

  @Test
  void theSameTextPasses() throws IOException {
    GoldenFile.assertMatches(write("a\nb\n"), "a\nb\n", Mode.COMPARE);
  }

  @Test
  void anotherTextFailsWithADiffAndTheWayToAcceptIt() throws IOException {
    Path golden = write("a\nb\n");
    String message = failure(golden, "a\nc\n");
    assertEquals(
        """
        %s differs; -Dupdate.golden=true accepts what was seen
        --- x.expected
        +++ seen
        @@ -1,3 +1,3 @@
         a
        -b
        +c
        \s"""
            .formatted(golden),
        message);
    assertEquals("a\nb\n", Files.readString(golden));
  }

  @Test
  void aMissingLastNewlineIsADifference() throws IOException {
    failure(write("a\n"), "a");
  }

  @Test
  void aMissingFileFailsEvenIfNothingWasSeen() {
    Path golden = folder.resolve("missing.expected");
    String advice = " does not exist; -Dupdate.golden=true accepts what was seen";
    assertEquals(golden + advice, failure(golden, "").lines().findFirst().get());
    assertFalse(Files.exists(golden));
  }

  @Test
  void updateRewritesTheFileAndCreatesFolders() throws IOException {
    Path golden = folder.resolve("new/folder/x.expected");
    GoldenFile.assertMatches(golden, "first\n", Mode.UPDATE);
    GoldenFile.assertMatches(golden, "second\n", Mode.UPDATE);
    assertEquals("second\n", Files.readString(golden));
  }

  @Test
  void updateLeavesAMatchingFileAlone() throws IOException {
    Path golden = write("a\n");
    FileTime before = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(golden, before);
    GoldenFile.assertMatches(golden, "a\n", Mode.UPDATE);
    assertEquals(before, Files.getLastModifiedTime(golden));
  }

  @Test
  void theModeComesFromThePropertyUnlessCiForbidsIt() {
    assertEquals(Mode.COMPARE, Mode.of(null, null));
    assertEquals(Mode.COMPARE, Mode.of("false", "true"));
    assertEquals(Mode.UPDATE, Mode.of("true", null));
    assertEquals(Mode.UPDATE, Mode.of("true", ""));
    assertThrows(AssertionFailedError.class, () -> Mode.of("true", "true"));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("x.expected"), text);
  }

  private static String failure(Path golden, String actual) {
    AssertionFailedError failure =
        assertThrows(
            AssertionFailedError.class,
            () -> GoldenFile.assertMatches(golden, actual, Mode.COMPARE));
    return String.valueOf(failure.getMessage());
  }
}
