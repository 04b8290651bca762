package dev.kaboom.analysis.patch;

import dev.kaboom.analysis.patch.Hunk.Kind;
import dev.kaboom.analysis.patch.Placed.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of a diff's hunks in one file of a model.
 *
 * <p>A hunk whose old lines stand in the file as they are is taken as it is. Else lines are
 * compared by their code alone. Line numbers are those of the kernel's file and say nothing; what
 * says something is the order of the hunks, the function that a hunk's header names, and context. A
 * model leaves out what has no bearing on its protocol, so context may be missing; what is removed
 * must be there, every line of it.
 */
final class HunkPlacer {
  private static final int[] NONE = {-1, -1};
  private static final long CELLS_MAX = 4_000_000;

  private final Source file;
  private final Edits edits;
  private int from;

  HunkPlacer(Source file) {
    this.file = file;
    edits = new Edits(file);
  }

  /** The file with what was placed so far. */
  String text() {
    return edits.text();
  }

  /** Places the hunk behind the ones before it. */
  Placed place(String diffPath, Hunk hunk) {
    List<Integer> exact = exact(hunk);
    if (exact.size() > 1 && exact.contains(hunk.oldStart() - 1)) {
      exact = List.of(hunk.oldStart() - 1);
    }
    if (exact.size() == 1) {
      int line = edits.addExact(hunk, exact.get(0));
      int shown = (int) hunk.lines().stream().filter(l -> l.kind() != Kind.ADDED).count();
      return applied(diffPath, hunk, line, shown, shown, "exactly");
    }
    OldSide old = new OldSide(hunk);
    if ((long) old.size() * file.size() > CELLS_MAX) {
      return Placed.elsewhere(
          diffPath, hunk, Outcome.NOWHERE, file.path(), "too long to look for in a file that long");
    }
    if (!old.removes() && isDone(hunk)) {
      return Placed.elsewhere(diffPath, hunk, Outcome.ALREADY, file.path(), "");
    }
    return old.size() > 0 && concerns(hunk, old)
        ? search(diffPath, hunk, old)
        : Placed.elsewhere(diffPath, hunk, Outcome.UNRELATED, file.path(), "");
  }

  /** Whether the file is as the hunk leaves it. One that adds nothing leaves nothing to see. */
  boolean isDone(Hunk hunk) {
    OldSide added = new OldSide(hunk.reversed());
    return added.removes()
        && new HunkPlacer(file).place("", hunk.reversed()).outcome() == Outcome.APPLIES;
  }

  private Placed applied(String diffPath, Hunk hunk, int line, int matched, int of, String note) {
    Optional<Path> path = Optional.of(file.path());
    return new Placed(diffPath, hunk, Outcome.APPLIES, path, line, matched, of, note);
  }

  /** Where the old lines stand one after another as they are, white space at their ends apart. */
  private List<Integer> exact(Hunk hunk) {
    List<String> shown = new ArrayList<>();
    hunk.lines().stream()
        .filter(line -> line.kind() != Kind.ADDED)
        .forEach(line -> shown.add(line.text().stripTrailing()));
    List<Integer> found = new ArrayList<>();
    for (int begin = 0; begin + shown.size() <= file.lines().size(); begin++) {
      if (!shown.isEmpty() && standsAt(shown, begin)) {
        found.add(begin);
      }
    }
    return shown.stream().allMatch(String::isBlank) ? List.of() : found;
  }

  private boolean standsAt(List<String> shown, int begin) {
    for (int i = 0; i < shown.size(); i++) {
      if (!file.lines().get(begin + i).stripTrailing().equals(shown.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the hunk is about code that this file has. */
  private boolean concerns(Hunk hunk, OldSide old) {
    Set<String> named = functions(hunk);
    boolean known = named.isEmpty() || named.stream().anyMatch(name -> file.begin(name) >= 0);
    for (int i = 0; i < old.size(); i++) {
      boolean found = OldSide.distinctive(old.code(i)) && file.has(old.code(i));
      if (found && (known || old.removed(i))) {
        return true;
      }
    }
    return false;
  }

  /** The functions that the hunk's header and its lines name in their first lines. */
  private static Set<String> functions(Hunk hunk) {
    Set<String> names = new LinkedHashSet<>();
    names.add(hunk.function());
    for (Hunk.Line line : hunk.lines()) {
      boolean atMargin = !line.text().isEmpty() && Character.isLetter(line.text().charAt(0));
      if (line.kind() != Kind.ADDED && atMargin && !line.text().contains(";")) {
        names.add(Functions.nameIn(line.text()));
      }
    }
    names.remove("");
    return names;
  }

  private Placed search(String diffPath, Hunk hunk, OldSide old) {
    boolean lossy = hunk.lost() > 0;
    int begin = Math.max(from, file.begin(hunk.function()));
    @Nullable Alignment best = Alignment.best(old, file, begin, NONE, lossy);
    if (best == null && begin > from) {
      best = Alignment.best(old, file, from, NONE, lossy);
    }
    if (best == null || best.matched() == 0) {
      return Placed.elsewhere(diffPath, hunk, Outcome.NOWHERE, file.path(), missing(old));
    }
    int anchor = anchor(hunk, old, best);
    int[] banned = {anchor, best.at().get(anchor)};
    @Nullable Alignment other = Alignment.best(old, file, begin, banned, lossy);
    if (other != null
        && other.score() > best.score() - Alignment.TIE
        && other.at().get(anchor) >= 0) {
      String where =
          "at line %d as well as at line %d"
              .formatted(
                  1 + file.number(best.at().get(anchor)), 1 + file.number(other.at().get(anchor)));
      return Placed.elsewhere(diffPath, hunk, Outcome.AMBIGUOUS, file.path(), where);
    }
    int line = edits.add(hunk, old, best);
    for (int i = 0; i < old.size(); i++) {
      from = Math.max(from, best.at().get(i) + 1);
    }
    return applied(diffPath, hunk, line, best.matched(), old.size(), lost(hunk));
  }

  private static String lost(Hunk hunk) {
    return hunk.lost() == 0 ? "" : "the diff has lost %d lines of this hunk".formatted(hunk.lost());
  }

  /** The first removed line that is there, else the matched line nearest to the first added one. */
  private static int anchor(Hunk hunk, OldSide old, Alignment found) {
    int added = 0;
    while (added < hunk.lines().size() && hunk.lines().get(added).kind() != Kind.ADDED) {
      added++;
    }
    int nearest = -1;
    for (int i = 0; i < old.size(); i++) {
      if (old.removed(i)) {
        return i;
      }
      boolean nearer =
          nearest < 0 || Math.abs(old.place(i) - added) < Math.abs(old.place(nearest) - added);
      if (found.at().get(i) >= 0 && nearer) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** Which of the lines that the hunk removes is not in the file, or that they stand otherwise. */
  private String missing(OldSide old) {
    for (int i = 0; i < old.size(); i++) {
      if (old.removed(i) && !file.has(old.code(i))) {
        return "the model has no line '%s'".formatted(old.code(i));
      }
    }
    return "the model has its lines, but not in this order and place";
  }
}
