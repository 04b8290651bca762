package dev.kaboom.analysis.patch;

import com.google.common.base.Joiner;
import dev.kaboom.analysis.patch.Hunk.Kind;
import dev.kaboom.analysis.patch.Hunk.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the hunks of a patch do to one file: lines that go, and lines that come. */
final class Edits {
  private final Source file;
  private final TreeSet<Integer> deleted = new TreeSet<>();
  private final TreeMap<Integer, List<String>> inserted = new TreeMap<>();

  Edits(Source file) {
    this.file = file;
  }

  /** Adds a hunk where it was found; the line, from 1, at which its change begins. */
  int add(Hunk hunk, OldSide old, Alignment found) {
    NavigableSet<Integer> gone = new TreeSet<>();
    for (int i = 0; i < old.size(); i++) {
      if (old.removed(i)) {
        gone.add(found.at().get(i));
      }
    }
    if (hunk.lost() > 0) {
      closeBraces(gone);
    }
    int first = gone.isEmpty() ? Integer.MAX_VALUE : file.number(gone.first());
    gone.forEach(index -> deleted.add(file.number(index)));
    return 1 + Math.min(first, insert(hunk, old, found));
  }

  /** Adds a hunk whose old lines stand in the file as they are, from a line on (from 0). */
  int addExact(Hunk hunk, int begin) {
    int line = begin;
    int first = Integer.MAX_VALUE;
    for (Line part : hunk.lines()) {
      if (part.kind() != Kind.CONTEXT) {
        first = Math.min(first, line);
      }
      if (part.kind() == Kind.ADDED) {
        inserted.computeIfAbsent(line, key -> new ArrayList<>()).add(part.text());
      } else {
        if (part.kind() == Kind.REMOVED) {
          deleted.add(line);
        }
        line++;
      }
    }
    return first + 1;
  }

  /** Braces on lines of their own go with the lines around them, where the hunk has lost them. */
  private void closeBraces(NavigableSet<Integer> gone) {
    if (gone.isEmpty()) {
      return;
    }
    int depth = 0;
    for (int i = gone.first(); i < file.size() && (i <= gone.last() + 1 || depth > 0); i++) {
      String code = file.code(i);
      boolean behindGone = gone.contains(i - 1);
      if (gone.contains(i)) {
        depth += balance(code);
      } else if (behindGone && (code.equals("{") || (code.equals("}") && depth > 0))) {
        depth += balance(code);
        gone.add(i);
      } else if (i > gone.last()) {
        return;
      }
    }
  }

  private static int balance(String code) {
    return (int)
        (code.chars().filter(c -> c == '{').count() - code.chars().filter(c -> c == '}').count());
  }

  private int insert(Hunk hunk, OldSide old, Alignment found) {
    int first = Integer.MAX_VALUE;
    List<String> block = new ArrayList<>();
    int blockAt = 0;
    for (int i = 0; i <= hunk.lines().size(); i++) {
      boolean adds = i < hunk.lines().size() && hunk.lines().get(i).kind() == Kind.ADDED;
      if (adds) {
        Line line = hunk.lines().get(i);
        blockAt = block.isEmpty() ? i : blockAt;
        block.add(line.text());
      } else if (!block.isEmpty()) {
        List<String> code = AddedLines.of(block);
        if (!code.isEmpty()) {
          int before = position(old, found, blockAt);
          inserted.computeIfAbsent(before, key -> new ArrayList<>()).addAll(code);
          first = Math.min(first, before);
        }
        block = new ArrayList<>();
      }
    }
    return first;
  }

  /**
   * The line before which a block of added lines goes: beside the nearest old line that is there.
   */
  private int position(OldSide old, Alignment found, int blockAt) {
    int behind = 0;
    while (behind < old.size() && old.place(behind) < blockAt) {
      behind++;
    }
    int before = behind - 1;
    while (before >= 0 && found.at().get(before) < 0) {
      before--;
    }
    int after = behind;
    while (after < old.size() && found.at().get(after) < 0) {
      after++;
    }
    boolean useBefore =
        before >= 0 && (after == old.size() || behind - 1 - before <= after - behind);
    return useBefore ? file.number(found.at().get(before)) + 1 : file.number(found.at().get(after));
  }

  /** The file with all edits made. */
  String text() {
    List<String> result = new ArrayList<>();
    for (int i = 0; i <= file.lines().size(); i++) {
      result.addAll(inserted.getOrDefault(i, List.of()));
      if (i < file.lines().size() && !deleted.contains(i)) {
        result.add(file.lines().get(i));
      }
    }
    return Joiner.on('\n').join(result);
  }
}
