package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LauncherTest {
  private static final Pattern NOT_INLINED = Pattern.compile("dontinline,([\\w.$]+)::");

  /** The virtual machine passes over the name of a class that is not there. */
  @Test
  void theLauncherNamesClassesThatAreThere() throws IOException {
    String launcher = Files.readString(Path.of("../kaboom"));
    List<String> names =
        NOT_INLINED.matcher(launcher).results().map(found -> found.group(1)).toList();
    assertEquals(5, names.size(), names::toString);
    names.forEach(name -> assertDoesNotThrow(() -> Class.forName(name)));
  }
}
