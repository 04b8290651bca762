package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that a user chose cannot break out of a label or a comment. */
class DotGraphTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x = 1 | \"x = 1\"",
        "say \"hi\" | \"say \\\"hi\\\"\"",
        "a\\b | \"a\\\\b\"",
        "ends in \\ | \"ends in \\\\\"",
      })
  void labelsAreEscaped(String text, String expected) {
    assertEquals(expected, DotGraph.quoted(text));
  }

  @ParameterizedTest
  @CsvSource({"10, '\"a\\nb\"'", "9, '\"a b\"'", "27, '\"a b\"'"})
  void controlCharactersAreBreaksOrSpaces(int code, String expected) {
    assertEquals(expected, DotGraph.quoted("a" + (char) code + "b"));
    assertEquals("a b", DotGraph.oneLine("a" + (char) code + "b"));
  }
}
