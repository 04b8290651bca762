package dev.kaboom.analysis.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextEditTest {
  private static final Path FILE = Path.of("m.c");

  private static Optional<String> applied(TextEdit... edits) {
    return TextEdit.apply(ImmutableMap.of(FILE, "0123456789"), List.of(edits))
        .map(texts -> texts.getOrDefault(FILE, "unchanged"));
  }

  @Test
  void editsOfOneFileAreMadeTogether() {
    assertEquals(
        Optional.of("0ab3456x9"),
        applied(new TextEdit(FILE, 7, 9, "x"), new TextEdit(FILE, 1, 3, "ab")));
    assertEquals(Optional.of("01 23456789"), applied(new TextEdit(FILE, 2, 2, " ")));
    assertEquals(Optional.of("unchanged"), applied());
  }

  @Test
  void editsThatOverlapAreRefused() {
    assertEquals(
        Optional.empty(), applied(new TextEdit(FILE, 1, 4, ""), new TextEdit(FILE, 3, 5, "")));
  }

  @Test
  void aFileThatIsNotThereCannotBeChanged() {
    assertEquals(Optional.empty(), applied(new TextEdit(Path.of("other.c"), 0, 0, "x")));
  }
}
