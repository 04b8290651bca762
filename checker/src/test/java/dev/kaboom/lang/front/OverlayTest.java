package dev.kaboom.lang.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is read with texts in place of its files. */
class OverlayTest {
  private static final String MODEL = "#include \"part.h\"\nint x;\nCPU(0) { x = VALUE; }\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void anIncludedFileIsReplaced() throws IOException {
    Path model = Files.writeString(folder.resolve("model.c"), MODEL);
    Path part = Files.writeString(folder.resolve("part.h"), "#define VALUE 1\n");
    Overlay overlay = overlay(part, "#define VALUE undeclared\n");
    assertTrue(FrontEnd.load(model, Map.of()).model().isPresent());
    assertFalse(FrontEnd.load(model, Map.of(), overlay).model().isPresent());
  }

  @Test
  void theModelItselfIsReplaced() throws IOException {
    Path model = Files.writeString(folder.resolve("model.c"), "nonsense");
    Overlay overlay = overlay(model, "int x;\nCPU(0) { x = 1; }\n");
    assertFalse(FrontEnd.load(model, Map.of()).model().isPresent());
    assertTrue(FrontEnd.load(model, Map.of(), overlay).model().isPresent());
  }

  @Test
  void aFileNeedNotBeOnDisk() {
    Path model = folder.resolve("model.c");
    Overlay overlay =
        Overlay.of(ImmutableMap.of(model, MODEL, folder.resolve("part.h"), "#define VALUE 1\n"));
    assertEquals(0, FrontEnd.load(model, Map.of(), overlay).diagnostics().size());
  }

  @Test
  void pathsAreComparedNormalised() throws IOException {
    Path model = Files.writeString(folder.resolve("model.c"), MODEL);
    Overlay overlay =
        overlay(folder.resolve("sub").resolve("..").resolve("part.h"), "#define VALUE 1\n");
    assertTrue(FrontEnd.load(model, Map.of(), overlay).model().isPresent());
  }

  private static Overlay overlay(Path file, String text) {
    return Overlay.of(ImmutableMap.of(file, text));
  }
}
