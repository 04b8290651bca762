package dev.kaboom.analysis.patch;

import dev.kaboom.analysis.patch.Hunk.Kind;
import dev.kaboom.analysis.patch.Hunk.Line;
import java.util.ArrayList;
import java.util.List;

/** The lines of code that a hunk expects to find: its context and what it removes. */
final class OldSide {
  private static final int DISTINCTIVE = 8;

  private final List<String> code = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<Boolean> removed = new ArrayList<>();

  OldSide(Hunk hunk) {
    List<Integer> shown = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < hunk.lines().size(); i++) {
      Line line = hunk.lines().get(i);
      if (line.kind() != Kind.ADDED) {
        shown.add(i);
        texts.add(line.text());
      }
    }
    List<String> stripped = CodeLines.of(texts);
    for (int i = 0; i < stripped.size(); i++) {
      if (!stripped.get(i).isEmpty()) {
        code.add(stripped.get(i));
        places.add(shown.get(i));
        removed.add(hunk.lines().get(shown.get(i)).kind() == Kind.REMOVED);
      }
    }
  }

  int size() {
    return code.size();
  }

  String code(int index) {
    return code.get(index);
  }

  /** The place of the line in the hunk's body. */
  int place(int index) {
    return places.get(index);
  }

  boolean removed(int index) {
    return removed.get(index);
  }

  /** Whether anything is removed but comments and blank lines. */
  boolean removes() {
    return removed.contains(true);
  }

  /** Whether a line of code is unlikely to be found by chance. */
  static boolean distinctive(String code) {
    return code.length() >= DISTINCTIVE && code.chars().anyMatch(Character::isLetter);
  }
}
