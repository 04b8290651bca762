package dev.kaboom.analysis.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a block that a patch adds, without comments that begin or end outside of it: the
 * model's own text has another comment there, or none.
 */
final class AddedLines {
  private AddedLines() {}

  static List<String> of(List<String> block) {
    List<String> kept = new ArrayList<>();
    List<String> comment = new ArrayList<>();
    boolean inside = false;
    for (int i = 0; i < block.size(); i++) {
      String line = block.get(i);
      String text = line.strip();
      if (inside) {
        comment.add(line);
        if (text.endsWith("*/")) {
          kept.addAll(comment);
          comment.clear();
          inside = false;
        }
      } else if (text.startsWith("/*") && !text.contains("*/")) {
        inside = true;
        comment.add(line);
      } else if (!text.matches("\\*(\\s.*|/.*|$)") && !text.equals("*/")) {
        kept.add(line);
      }
    }
    return kept.stream().allMatch(String::isBlank) ? List.of() : kept;
  }
}
