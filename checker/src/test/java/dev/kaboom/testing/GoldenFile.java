package dev.kaboom.testing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * An expected output that stands in a file beside its input. {@code -Dupdate.golden=true} writes
 * what was seen in place of what was expected; where the environment variable {@code CI} is set it
 * is refused, because a run that rewrites its expectations cannot fail.
 */
public final class GoldenFile {
  private static final int CONTEXT_LINES = 3;

  /** What to do with an output: hold it against the file, or make it the file. */
  enum Mode {
    COMPARE,
    UPDATE;

    static Mode of(@Nullable String updateGolden, @Nullable String ci) {
      if (!"true".equals(updateGolden)) {
        return COMPARE;
      }
      if (ci != null && !ci.isEmpty()) {
        throw new AssertionFailedError("-Dupdate.golden=true is refused where CI is set");
      }
      return UPDATE;
    }
  }

  private GoldenFile() {}

  /** Fails with a diff unless the file holds exactly {@code actual}. */
  public static void assertMatches(Path golden, String actual) {
    Mode mode = Mode.of(System.getProperty("update.golden"), System.getenv("CI"));
    assertMatches(golden, actual, mode);
  }

  static void assertMatches(Path golden, String actual, Mode mode) {
    try {
      boolean exists = Files.exists(golden);
      String expected = exists ? Files.readString(golden) : "";
      if (exists && expected.equals(actual)) {
        return;
      }
      if (mode == Mode.UPDATE) {
        Files.createDirectories(golden.toAbsolutePath().getParent());
        Files.writeString(golden, actual);
        return;
      }
      String problem = exists ? golden + " differs" : golden + " does not exist";
      String advice = "; -Dupdate.golden=true accepts what was seen\n";
      throw new AssertionFailedError(
          problem + advice + diff(golden, expected, actual), expected, actual);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String diff(Path golden, String expected, String actual) {
    List<String> before = List.of(expected.split("\n", -1));
    List<String> after = List.of(actual.split("\n", -1));
    return String.join(
        "\n",
        UnifiedDiffUtils.generateUnifiedDiff(
            golden.getFileName().toString(),
            "seen",
            before,
            DiffUtils.diff(before, after),
            CONTEXT_LINES));
  }
}
