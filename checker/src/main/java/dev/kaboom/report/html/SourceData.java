package dev.kaboom.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.program.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The source files of a page, each once. */
final class SourceData {
  private final SourceTexts texts;
  private final ArrayNode files;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  SourceData(SourceTexts texts, ArrayNode files) {
    this.texts = texts;
    this.files = files;
  }

  /** The number of the file that a position is in; -1 for no position. */
  int number(String model, Position at) {
    if (at.line() == 0 || at.file().isEmpty()) {
      return -1;
    }
    return numbers.computeIfAbsent(at.file(), file -> add(model, file));
  }

  private int add(String model, String file) {
    ObjectNode node = files.addObject();
    node.put("name", file);
    Optional<String> text = texts.read(model, file);
    ArrayNode lines = node.putArray("lines");
    text.ifPresent(found -> found.lines().forEach(lines::add));
    return files.size() - 1;
  }
}
