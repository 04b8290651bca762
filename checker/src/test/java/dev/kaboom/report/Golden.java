package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files with the expected output, in {@code src/test/resources} under the package's name. {@code
 * -Dupdate.golden=true} rewrites them.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/dev/kaboom");

  private Golden() {}

  /** Compares with the file {@code name}, or writes it. Figures of time are masked. */
  public static void check(String name, String actual) {
    String masked = mask(actual);
    Path file = ROOT.resolve(name);
    try {
      if (Boolean.getBoolean("update.golden")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, masked);
      }
      assertEquals(Files.readString(file, StandardCharsets.UTF_8), masked, file::toString);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes all figures of time alike. */
  static String mask(String text) {
    return text.replaceAll("(?m)^(explored .* in ).*$", "$1TIME")
        .replaceAll("(?m)^(Time \\S+ ).*$", "$1TIME")
        .replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":0")
        .replaceAll("\"key\":\"[0-9a-f]{64}\"", "\"key\":\"KEY\"")
        .replaceAll(" time=\"[0-9.]+\"", " time=\"0\"");
  }
}
